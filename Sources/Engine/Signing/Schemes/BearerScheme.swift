import HTTPModel

/// `Authorization: Bearer` (RFC 6750) with a token of the file's.
enum BearerScheme {
    static func sign(
        _ request: inout HTTPRequest, with block: AuthorizationParameters
    ) throws(AuthenticationError) -> RequestSignature {
        let token = try block.required("token")
        var signature = RequestSignature()
        try HeaderText.check(token, parameter: "token")
        request.headers.remove("Authorization")
        request.headers.add("Authorization", "Bearer " + token)
        signature.headerNames = ["Authorization"]
        signature.secrets = [token]
        return signature
    }
}

/// What may stand in a header's value.
enum HeaderText {
    /// Refuses control characters, a line break above all.
    static func check(_ text: String, parameter: String) throws(AuthenticationError) {
        if text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
            throw AuthenticationError(.controlCharacterInCredential(parameter: parameter))
        }
    }
}
