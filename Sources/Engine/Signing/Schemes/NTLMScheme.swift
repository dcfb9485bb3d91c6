import HTTPModel

/// NTLM: reads the account for the handshake, which the transport performs since it belongs to a
/// connection.
enum NTLMScheme {
    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
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
            signature.ntlm = NTLMAccount(
                domain: domain, user: user, password: password,
                workstation: try block.text("workstation"))
        }
        return signature
    }
}
