/// A request as a server sees it, received in full.
public struct ServerRequest: Sendable, Hashable {
    /// The method, as `GET`.
    public var method: String
    /// The request target as received, percent-encoded, with its query.
    public var target: String
    /// The header lines.
    public var headers: HTTPHeaders
    /// The body, its transfer coding undone.
    public var body: [UInt8]

    /// Makes a request.
    public init(method: String, target: String, headers: HTTPHeaders = .init(), body: [UInt8] = [])
    {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The path as received, without the query; that of an absolute target too (RFC 9112 §3.2.2).
    public var path: String {
        let absolute = target.hasPrefix("/") ? nil : URLParts(target)
        let path = absolute?.path ?? String(target.prefix { $0 != "?" })
        return path.isEmpty ? "/" : path
    }

    /// What follows the question mark, as received; nil without one.
    public var query: String? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        return String(target[target.index(after: mark)...])
    }
}
