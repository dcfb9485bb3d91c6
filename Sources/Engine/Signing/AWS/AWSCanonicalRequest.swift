import HTTPModel
import TextEncoding

/// A request in the canonical form that AWS Signature Version 4 signs.
struct AWSCanonicalRequest {
    /// The whole text.
    let text: String
    /// The names of the signed headers, joined by `;`.
    let signedHeaders: String

    /// Headers that change on the way, or that are added after signing.
    private static let unsignedNames: Set = [
        "authorization", "connection", "content-length", "cookie", "expect", "presigned-expires",
        "proxy-authorization", "range", "transfer-encoding", "user-agent", "x-amzn-trace-id",
    ]

    /// Writes a request in canonical form, with the `Host` and content type that are added later.
    init(
        _ request: HTTPRequest, contentType: String?, payloadHash: String, isS3: Bool
    ) {
        let url = URLParts(request.url)
        var lines = request.headers
        if !lines.contains("Host") { lines.add("Host", url?.authority ?? "") }
        if let contentType, !lines.contains("Content-Type") {
            lines.add("Content-Type", contentType)
        }
        let headers = Self.headers(lines)
        signedHeaders = headers.map(\.name).joined(separator: ";")
        text = [
            request.method.uppercased(), Self.path(url?.path ?? "", isS3: isS3),
            Self.query(url?.query ?? ""),
            headers.map { "\($0.name):\($0.value)\n" }.joined(), signedHeaders, payloadHash,
        ].joined(separator: "\n")
    }

    /// S3 signs the path as it is, encoded once; all other services normalise it and encode it
    /// twice.
    private static func path(_ path: String, isS3: Bool) -> String {
        if isS3 {
            let segments = path.split(separator: "/", omittingEmptySubsequences: false).map {
                PercentEncoding.strict.encode(PercentEncoding.strict.decode($0))
            }
            return path.isEmpty ? "/" : segments.joined(separator: "/")
        }
        var segments: [Substring] = []
        let parts = path.split(separator: "/")
        for part in parts where part != "." {
            if part == ".." { _ = segments.popLast() } else { segments.append(part) }
        }
        if segments.isEmpty { return "/" }
        let last = path.hasSuffix("/") || parts.last == "." || parts.last == ".." ? "/" : ""
        return "/"
            + segments.map { PercentEncoding.strict.encode($0) }.joined(separator: "/") + last
    }

    private static func query(_ query: String) -> String {
        FormText(query).pairs.map { name, value in
            (PercentEncoding.strict.encode(name), PercentEncoding.strict.encode(value))
        }.sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&")
    }

    /// Names in lower case and in order, values of the same name joined, white space collapsed.
    private static func headers(_ headers: HTTPHeaders) -> [HTTPField] {
        var values: [String: [String]] = [:]
        for field in headers.fields {
            let name = field.name.lowercased()
            if unsignedNames.contains(name) { continue }
            let value = field.value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
            values[name, default: []].append(value)
        }
        return values.sorted { $0.key < $1.key }.map {
            HTTPField(name: $0.key, value: $0.value.joined(separator: ","))
        }
    }
}
