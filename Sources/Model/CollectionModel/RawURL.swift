public import JSON
import TextEncoding

/// The text `raw` of a URL in v2.1, compared with the parts, which are what a run sends.
///
/// Differences without effect are none: percent-encoding, values of path variables, disabled
/// parameters, a slash or `?` with nothing behind it. Some exports leave the query out.
public struct RawURL {
    /// A part that `raw` says otherwise.
    public struct Contradiction: Sendable, Hashable {
        /// The member of the URL: `protocol`, `host`, `port`, `path`, `query` or `hash`.
        public let part: String
        /// What `raw` says.
        public let inRaw: String
        /// What the part says.
        public let inPart: String
    }

    private let raw: URLDefinition
    private let parts: URLDefinition
    private let query: [URLDefinition.QueryParameter]

    /// Reads a URL; nil unless it has both `raw` and parts.
    public init?(_ node: JSONValue) {
        guard let text = node["raw"]?.string, !text.trimmed.isEmpty,
            let url = (try? DefinitionFile.request(.object([("url", node)])))?.url, !url.isEmpty
        else { return nil }
        raw = URLDefinition(parsing: text)
        query = url.query ?? []
        // The parts are read as one text too, since a host may hold more than a host.
        var plain = url
        plain.variables = []
        var parts = URLDefinition(parsing: plain.text)
        parts.variables = url.variables
        self.parts = parts
    }

    /// The first part that `raw` says otherwise; nil if they agree.
    public var contradiction: Contradiction? {
        func compared(_ part: String, _ raw: String, _ parts: [String]) -> Contradiction? {
            let isSame = parts.contains { Self.decoded($0) == Self.decoded(raw) }
            return isSame
                ? nil : Contradiction(part: part, inRaw: raw, inPart: parts.first ?? "")
        }
        func scheme(_ url: URLDefinition) -> String { (url.scheme ?? "http").lowercased() }
        func host(_ url: URLDefinition) -> String { url.host?.lowercased() ?? "" }
        return compared("protocol", scheme(raw), [scheme(parts)])
            ?? compared("host", host(raw), [host(parts)])
            ?? compared("port", raw.port ?? "", [parts.port ?? ""])
            ?? compared(
                "path", Self.path(raw), [Self.path(parts, filled: false), Self.path(parts)])
            ?? (isAllQuery
                ? nil
                : compared("query", Self.text(raw.query ?? []), queries + [""])
                    ?? compared("hash", raw.hash ?? "", [parts.hash ?? "", ""]))
    }

    /// Whether the fragment of `raw` belongs to the query, which has a `#` in a name or value.
    private var isAllQuery: Bool {
        guard let hash = raw.hash else { return false }
        let text = Self.decoded(Self.text(raw.query ?? []) + "#" + hash)
        return queries.contains { Self.decoded($0) == text }
    }

    /// The query without the disabled parameters, and with them.
    private var queries: [String] {
        [Self.text(query.filter { !$0.isDisabled }), Self.text(query)]
    }

    private static func path(_ url: URLDefinition, filled: Bool = true) -> String {
        var url = url
        if !filled { url.variables = [] }
        let path = url.pathText
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private static func text(_ query: [URLDefinition.QueryParameter]) -> String {
        query.map { ($0.key ?? "") + ($0.value.map { $0.isEmpty ? "" : "=" + $0 } ?? "") }
            .filter { !$0.isEmpty }.joined(separator: "&")
    }

    private static func decoded(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "%")) ? PercentEncoding.strict.decode(text) : text
    }
}
