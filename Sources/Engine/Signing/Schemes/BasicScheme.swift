import HTTPModel
import TextEncoding

/// `Authorization: Basic` (RFC 7617); signs always, as Postman does, even with nothing in it.
enum BasicScheme {
    static func sign(
        _ request: inout HTTPRequest, with block: AuthorizationParameters
    ) throws(AuthenticationError) -> RequestSignature {
        let password = try block.text("password")
        let credentials = encode(user: try block.text("username"), password: password)
        request.headers.remove("Authorization")
        request.headers.add("Authorization", "Basic " + credentials)
        var signature = RequestSignature()
        signature.headerNames = ["Authorization"]
        signature.secrets = [password, credentials]
        return signature
    }

    /// The credentials as they follow the word `Basic`.
    static func encode(user: String, password: String) -> String {
        Base64.encode(Array("\(user):\(password)".utf8))
    }
}
