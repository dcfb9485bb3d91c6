import Authentication
import Diagnostics
import Execution
import Platform

/// What proves who the OAuth 2.0 client is in place of a secret.
extension RunCommand {
    /// Refuses options that would be without effect.
    static func checkAssertion(_ arguments: RunArguments) throws(UsageError) {
        if arguments.assertionKey != nil, arguments.assertionCertificate == nil {
            throw UsageError(
                message: "'--client-key' is given without '--client-certificate'",
                help: ["the key alone does not tell the server which certificate it belongs to"])
        }
        if arguments.tokenSecrets.keyPassphrase != nil, arguments.assertionCertificate == nil {
            throw UsageError(
                message: "'--client-key-passphrase' is given without '--client-certificate'")
        }
        if arguments.clientAssertion != nil, arguments.assertionCertificate != nil {
            throw UsageError(
                message: "'--client-assertion' and '--client-certificate' exclude each other")
        }
    }

    /// Puts in what the options say of a client assertion.
    func addClientAssertion(to services: inout RunServices) throws(InputError) {
        if let source = arguments.clientAssertion {
            let transport = services.transport
            services.overrides.clientAssertion = .supplied(name: source.name)
            services.clientAssertion = { () throws(AuthenticationError) in
                try source.read(transport)
            }
        } else if let path = arguments.assertionCertificate {
            services.overrides.clientAssertion = .certificate(try certificate(path))
        }
    }

    private func certificate(_ path: String) throws(InputError) -> AssertionCertificate {
        let certificate = try text(of: path, "the client certificate")
        var key = certificate
        if let path = arguments.assertionKey { key = try text(of: path, "the client key") }
        let passphrase =
            try arguments.tokenSecrets.keyPassphrase?.read("the passphrase of the client key") ?? ""
        do throws(AuthenticationError) {
            return try AssertionCertificate(
                certificate: certificate, key: key, passphrase: passphrase,
                names: (path, arguments.assertionKey ?? path))
        } catch {
            throw InputError(
                error.diagnostic.message,
                help: [
                    "a key in a file of its own is given with '--client-key FILE', and its passphrase "
                        + "with '--client-key-passphrase env:NAME'"
                ])
        }
    }

    private func text(of path: String, _ what: String) throws(InputError) -> String {
        do throws(SystemError) {
            return String(decoding: try FileAccess.read(path), as: UTF8.self)
        } catch {
            throw InputError("\(what) '\(path)' cannot be read: \(error.message)")
        }
    }
}
