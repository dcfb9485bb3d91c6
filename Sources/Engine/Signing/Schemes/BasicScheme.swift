import HTTPModel
import TextEncoding

/// `Authorization: Basic` of RFC 7617, also with empty credentials, as Postman does.
public enum BasicScheme {
    static func sign(
        _ request: inout HTTPRequest, with block: AuthBlock
    ) throws(SigningError) -> RequestSignature {
        let password = try block.text("password")
        let credentials = encode(user: try block.text("username"), password: password)
        request.headers.remove("Authorization")
        request.headers.add("Authorization", "Basic " + credentials)
        var signature = RequestSignature()
        signature.headerNames = ["Authorization"]
        signature.secrets = [password, credentials]
        return signature
    }

    /// Returns the credentials as they follow the word `Basic`.
    public static func encode(user: String, password: String) -> String {
        Base64.encode(Array("\(user):\(password)".utf8))
    }
}
