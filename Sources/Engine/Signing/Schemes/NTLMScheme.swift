import Diagnostics
import HTTPModel

/// NTLM, whose handshake belongs to a connection: the transport does it, here the account is found.
enum NTLMScheme {
    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(AuthenticationError) -> RequestSignature {
        let block = context.block
        var user = try block.required("username")
        let password = try block.text("password")
        var domain = try block.text("domain")
        if domain.isEmpty {
            if let slash = user.firstIndex(of: "\\") {
                domain = String(user[..<slash])
                user = String(user[user.index(after: slash)...])
            } else if let at = user.lastIndex(of: "@") {
                domain = String(user[user.index(after: at)...])
                user = String(user[..<at])
            }
        }
        request.headers.remove("Authorization")
        var signature = RequestSignature()
        signature.secrets = [password]
        if !block.isOn("disableRetryRequest") {
            signature.ntlm = NTLMAccount(domain: domain, user: user, password: password)
        }
        return signature
    }

    /// What of the block has no effect.
    static func warning(
        about block: AuthorizationParameters
    ) throws(AuthenticationError) -> Diagnostic? {
        if try block.text("workstation").isEmpty { return nil }
        return Diagnostic(
            .warning,
            "the ntlm auth of \(block.owner): 'workstation' has no effect; the name of this machine "
                + "is sent")
    }
}
