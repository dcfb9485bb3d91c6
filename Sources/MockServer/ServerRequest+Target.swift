public import HTTPModel
import TextEncoding

/// A request as a server sees it.
public struct MockRequest: Sendable, Hashable {
    /// The method.
    public var method: String
    /// The request target as it came over the wire: path and query.
    public var target: String
    /// The headers.
    public var headers: HTTPHeaders
    /// The body.
    public var body: [UInt8]

    /// Makes a request.
    public init(
        method: String, target: String, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The segments of the path, percent-decoded.
    var pathSegments: [String] {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        return path.drop { $0 == "/" }.split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.strict.decode($0) }
    }

    /// The parameters of the query.
    var query: FormText {
        guard let mark = target.firstIndex(of: "?") else { return FormText("") }
        return FormText(target[target.index(after: mark)...].prefix { $0 != "#" })
    }
}
