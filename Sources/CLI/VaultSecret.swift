import Platform
import Variables

/// Where a secret of the vault comes from.
struct VaultSecret: Equatable {
    /// The kinds of sources.
    enum Kind: String {
        case env, file
    }

    var name: String
    var kind: Kind
    var source: String

    /// The vault with all of the secrets; nil without any.
    static func vault(of secrets: [VaultSecret]) throws(InputError) -> VariableScope? {
        if secrets.isEmpty { return nil }
        let vault = VariableScope(name: "vault")
        for secret in secrets {
            vault.set(secret.name, .string(try secret.value()), type: "secret")
        }
        return vault
    }

    private func value() throws(InputError) -> String {
        switch kind {
        case .env:
            if let value = ProcessEnvironment[source] { return value }
            throw InputError(
                "the environment variable '\(source)', for the secret '\(name)', is not set")
        case .file:
            do throws(SystemError) {
                let text = String(decoding: try FileAccess.read(source), as: UTF8.self)
                // A line feed at the end is the editor's.
                return text.last?.isNewline == true ? String(text.dropLast()) : text
            } catch {
                throw InputError(
                    "the file '\(source)', for the secret '\(name)', cannot be read: \(error.message)"
                )
            }
        }
    }
}
