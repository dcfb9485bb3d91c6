import Cryptography
import HTTPModel
import TextEncoding

/// `Authorization: Hawk`, version 1; it does not verify the server's answer.
enum HawkScheme {
    static func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let block = context.block
        let identifier = try block.required("authId")
        let key = try block.required("authKey")
        let algorithm: DigestAlgorithm =
            try block.choice("algorithm", among: ["sha256", "sha1"]) == "sha1" ? .sha1 : .sha256
        var attributes = [
            Attribute("id", identifier, "authId"),
            Attribute("ts", String(try block.number("timestamp") ?? context.seconds), "timestamp"),
            Attribute("nonce", try nonce(context), "nonce"),
        ]
        if block.isOn("includePayloadHash"), request.body != nil {
            let hash = try payloadHash(algorithm, of: request, context)
            attributes.append(Attribute("hash", hash, ""))
        }
        attributes.append(Attribute("ext", try block.text("extraData"), "extraData"))
        let application = Attribute("app", try block.text("app"), "app")
        let delegation = Attribute("dlg", try block.text("delegation"), "delegation")
        let text = normalized(request, attributes, application, delegation)
        let mac = Base64.encode(try algorithm.code(of: text, key: Array(key.utf8)))
        attributes += [Attribute("mac", mac, ""), application, delegation]
        for attribute in attributes {
            try HeaderText.check(attribute.value, parameter: attribute.parameter)
        }
        let credentials = attributes.filter { !$0.value.isEmpty }.map(\.spelled)
            .joined(separator: ", ")
        request.headers.remove("Authorization")
        // The hash is over UTF-8.
        request.headers.fields.append(
            HTTPField(name: "Authorization", value: "Hawk " + credentials, keepsUTF8: true))
        var signature = RequestSignature()
        signature.headerNames = ["Authorization"]
        signature.secrets = [key]
        signature.passingSecrets = [credentials, mac]
        return signature
    }

    /// A part of the header, and the parameter that it comes from.
    private struct Attribute {
        let name: String
        let value: String
        let parameter: String

        init(_ name: String, _ value: String, _ parameter: String) {
            self.name = name
            self.value = value
            self.parameter = parameter
        }

        var spelled: String {
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\(name)=\"\(escaped)\""
        }
    }

    private static func nonce(_ context: SigningContext) throws(SigningError) -> String {
        let given = try context.block.text("nonce")
        return given.isEmpty ? try context.nonce(6) : given
    }

    private static func payloadHash(
        _ algorithm: DigestAlgorithm, of request: HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> String {
        let type = ContentTypeHeader(context.contentType ?? "").mediaType
        return Base64.encode(
            try context.digest(
                algorithm, of: request.body, after: "hawk.1.payload\n\(type)\n", before: "\n"))
    }

    /// The text that is signed: one line for each part, empty ones kept.
    private static func normalized(
        _ request: HTTPRequest, _ attributes: [Attribute], _ application: Attribute,
        _ delegation: Attribute
    ) -> String {
        func value(_ name: String) -> String {
            attributes.first { $0.name == name }?.value ?? ""
        }
        let url = URLParts(request.url)
        let host = request.headers["Host"].flatMap { URLParts("\(url?.scheme ?? "http")://\($0)/") }
        let place = host ?? url
        let ext = value("ext").replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        var lines = [
            "hawk.1.header", value("ts"), value("nonce"), request.method.uppercased(),
            url?.target ?? "/", place?.host ?? "", String(place?.effectivePort ?? 0),
            value("hash"), ext,
        ]
        if !application.value.isEmpty { lines += [application.value, delegation.value] }
        return lines.joined(separator: "\n") + "\n"
    }
}
