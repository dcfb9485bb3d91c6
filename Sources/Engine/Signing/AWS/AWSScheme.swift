import Cryptography
import HTTPModel
import TextEncoding

/// AWS Signature Version 4, in headers or in the query.
enum AWSScheme {
    /// The query parameters of an earlier signing; `X-Amz-Expires` is the user's own.
    private static let ownQueryNames = [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Security-Token",
        "X-Amz-SignedHeaders", "X-Amz-Signature",
    ]
    private static let contentHash = "X-Amz-Content-Sha256"
    private static let unsignedPayload = "UNSIGNED-PAYLOAD"

    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let block = context.block
        let key = AWSSigningKey(
            accessKey: try block.required("accessKey"), secretKey: try block.required("secretKey"),
            region: try text("region", of: block, otherwise: "us-east-1"),
            service: try text("service", of: block, otherwise: "execute-api"),
            moment: moment(context))
        let token = try block.text("sessionToken")
        try HeaderText.check(token, parameter: "sessionToken")
        try HeaderText.check(key.accessKey, parameter: "accessKey")
        try HeaderText.check(key.scope, parameter: "region")
        let leavesPayloadUnsigned = request.headers[contentHash] == unsignedPayload
        removeOwnParameters(from: &request)
        let hash =
            leavesPayloadUnsigned
            ? unsignedPayload
            : Hexadecimal.encode(try context.digest(.sha256, of: request.body))
        var signature: RequestSignature
        if block.isOn("addAuthDataToQuery") {
            signature = try signQuery(&request, key, token, payloadHash: hash, context)
        } else {
            signature = try signHeaders(&request, key, token, payloadHash: hash, context)
        }
        signature.secrets = [key.secretKey, token]
        return signature
    }

    private static func signHeaders(
        _ request: inout HTTPRequest, _ key: AWSSigningKey, _ token: String, payloadHash: String,
        _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let isS3 = key.service == "s3"
        request.headers.add("X-Amz-Date", key.moment)
        if !token.isEmpty { request.headers.add("X-Amz-Security-Token", token) }
        if isS3 || request.body != nil || payloadHash == unsignedPayload {
            request.headers.add(contentHash, payloadHash)
        }
        let canonical = AWSCanonicalRequest(
            request, contentType: context.contentType, payloadHash: payloadHash, isS3: isS3)
        let code = try key.signature(of: canonical)
        let credentials =
            "Credential=\(key.accessKey)/\(key.scope), SignedHeaders=\(canonical.signedHeaders), "
            + "Signature=\(code)"
        request.headers.add("Authorization", "\(AWSSigningKey.algorithm) \(credentials)")
        var signature = RequestSignature()
        signature.headerNames = ["Authorization", "X-Amz-Security-Token"]
        signature.passingSecrets = [code, credentials]
        return signature
    }

    private static func signQuery(
        _ request: inout HTTPRequest, _ key: AWSSigningKey, _ token: String, payloadHash: String,
        _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let isS3 = key.service == "s3"
        // S3 takes the payload of a signed address for unsigned.
        let hash = isS3 ? unsignedPayload : payloadHash
        let signed = AWSCanonicalRequest(
            request, contentType: context.contentType, payloadHash: hash, isS3: isS3
        ).signedHeaders
        var editor = QueryEditor(request.url)
        if isS3, editor.values(of: "X-Amz-Expires").isEmpty {
            editor.append("X-Amz-Expires", "86400")
        }
        if !token.isEmpty { editor.append("X-Amz-Security-Token", token) }
        editor.append("X-Amz-Date", key.moment)
        editor.append("X-Amz-Algorithm", AWSSigningKey.algorithm)
        editor.append("X-Amz-Credential", "\(key.accessKey)/\(key.scope)")
        editor.append("X-Amz-SignedHeaders", signed)
        request.url = editor.url
        let code = try key.signature(
            of: AWSCanonicalRequest(
                request, contentType: context.contentType, payloadHash: hash, isS3: isS3))
        editor.append("X-Amz-Signature", code)
        request.url = editor.url
        var signature = RequestSignature()
        signature.queryNames = ownQueryNames.map { $0.lowercased() }
        signature.passingSecrets = [code]
        return signature
    }

    private static func removeOwnParameters(from request: inout HTTPRequest) {
        for name in ["Authorization", "X-Amz-Date", "X-Amz-Security-Token", contentHash] {
            request.headers.remove(name)
        }
        var editor = QueryEditor(request.url)
        let present = ownQueryNames.filter { !editor.values(of: $0).isEmpty }
        if present.isEmpty { return }
        for name in present { editor.remove(name) }
        request.url = editor.url
    }

    private static func text(
        _ key: String, of block: AuthBlock, otherwise: String
    ) throws(SigningError) -> String {
        let text = try block.text(key).trimmed
        return text.isEmpty ? otherwise : text
    }

    /// The time as `20150830T123600Z`.
    private static func moment(_ context: SigningContext) -> String {
        let text = Timestamp.iso8601(Double(context.seconds)).prefix(19)
        return text.replacing("-", with: "").replacing(":", with: "") + "Z"
    }
}
