import Cryptography
import TextEncoding

/// The credentials of AWS Signature Version 4, for one service in one region at one moment.
struct AWSSigningKey {
    let accessKey: String
    let secretKey: String
    let region: String
    let service: String
    /// The time as `20150830T123600Z`.
    let moment: String

    static let algorithm = "AWS4-HMAC-SHA256"

    /// What the signature is good for.
    var scope: String { "\(moment.prefix(8))/\(region)/\(service)/aws4_request" }

    /// The signature in hexadecimal digits.
    func signature(
        of request: AWSCanonicalRequest
    ) throws(SigningError) -> String {
        let hash = try DigestAlgorithm.sha256.hexadecimal(request.text)
        let text = [Self.algorithm, moment, scope, hash].joined(separator: "\n")
        var key = Array(("AWS4" + secretKey).utf8)
        for part in [String(moment.prefix(8)), region, service, "aws4_request"] {
            key = try DigestAlgorithm.sha256.code(of: part, key: key)
        }
        return Hexadecimal.encode(try DigestAlgorithm.sha256.code(of: text, key: key))
    }
}
