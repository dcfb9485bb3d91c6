import HTTPModel

/// `Authorization: Bearer` (RFC 6750) with a token from the file.
enum BearerScheme {
    static func sign(
        _ request: inout HTTPRequest, with block: AuthBlock
    ) throws(SigningError) -> RequestSignature {
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
