public import JSON

/// Makes requests of a recording of a browser or proxy (HTTP Archive 1.2).
public struct HARImport {
    /// The requests, in the order of the recording.
    public private(set) var requests: [ImportedRequest] = []

    /// Headers that the client sets for each request itself.
    private static let connectionHeaders: Set = [
        "host", "connection", "content-length", "accept-encoding", "transfer-encoding",
    ]

    /// Reads a recording; nil if the value is none.
    public init?(_ value: JSONValue) {
        guard let entries = value["log"]?["entries"]?.array else { return nil }
        requests = entries.compactMap { entry in
            entry["request"].flatMap(Self.request).map { ImportedRequest(request: $0) }
        }
    }

    private static func request(_ node: JSONValue) -> RequestDefinition? {
        guard let address = node["url"]?.string, address.hasPrefix("http") else { return nil }
        let headers = (node["headers"]?.array ?? []).compactMap { header -> HeaderDefinition? in
            guard let name = header["name"]?.string, !name.hasPrefix(":"),
                !connectionHeaders.contains(name.lowercased())
            else { return nil }
            return HeaderDefinition(key: name, value: header["value"]?.string ?? "")
        }
        return RequestDefinition(
            method: node["method"]?.string?.uppercased() ?? "GET",
            url: URLDefinition(parsing: address), headers: headers,
            body: node["postData"].flatMap(body))
    }

    private static func body(_ node: JSONValue) -> BodyDefinition? {
        let type = node["mimeType"]?.string?.lowercased() ?? ""
        let parameters = node["params"]?.array ?? []
        if type.hasPrefix("multipart/form-data"), !parameters.isEmpty {
            return .formdata(parameters.map(field))
        }
        if let text = node["text"]?.string, !text.isEmpty {
            return .raw(text, language: type.contains("json") ? "json" : "text")
        }
        return parameters.isEmpty ? nil : .urlencoded(parameters.map(field))
    }

    private static func field(_ node: JSONValue) -> FormParameter {
        let name = node["name"]?.string ?? ""
        if let file = node["fileName"]?.string {
            return FormParameter(
                key: name, isFile: true, sources: [file], contentType: node["contentType"]?.string)
        }
        return FormParameter(key: name, value: .string(node["value"]?.string ?? ""))
    }
}
