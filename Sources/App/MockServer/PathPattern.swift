import CollectionModel
import TextEncoding
import Variables

/// The path of a saved request, in which a variable matches anything except a slash.
struct PathPattern {
    /// A part of a segment.
    private enum Piece {
        case text(String)
        /// Anything; the value is the saved request's, if it has one.
        case anything(saved: String?)
    }

    private let segments: [[Piece]]
    /// The path as written in the collection.
    let text: String

    /// Creates the pattern of a URL; a host that is a variable may contain the first segments.
    init(_ url: URLDefinition, resolver: TemplateResolver) {
        var written = Self.prefix(of: url, resolver: resolver) + (url.path ?? [])
        if written.isEmpty { written = [""] }
        segments = written.map { Self.pieces($0, url.variables) }
        text = "/" + written.joined(separator: "/")
    }

    /// Returns the path with its variables replaced by their saved values, or by the tenant.
    func filled(with tenant: String?) -> String {
        segments.map { pieces in
            pieces.map { piece in
                switch piece {
                case .text(let text): PercentEncoding.strict.encode(text)
                case .anything(let saved): saved ?? tenant ?? "common"
                }
            }.joined()
        }.reduce("") { $0 + "/" + $1 }
    }

    /// Returns how well the path fits: a higher number is a closer fit, nil no fit.
    func score(_ path: [String]) -> Int? {
        guard path.count == segments.count else { return nil }
        var total = 0
        for (pieces, segment) in zip(segments, path) {
            guard let score = Self.score(pieces, segment) else { return nil }
            total += score
        }
        return total
    }

    /// The segments in the path of a base URL such as `{{baseUrl}}` = `https://host/api`.
    private static func prefix(of url: URLDefinition, resolver: TemplateResolver) -> [String] {
        guard let host = url.host, host.contains("{{") else { return [] }
        let resolved = URLDefinition(parsing: resolver.resolve(host).value)
        return (resolved.path ?? []).filter { !$0.isEmpty }
    }

    private static func pieces(
        _ segment: String, _ variables: [URLDefinition.PathVariable]
    ) -> [Piece] {
        if segment.hasPrefix(":"), segment.count > 1 {
            let name = segment.dropFirst().prefix { $0 != "." }
            let saved = variables.last { $0.key == name }?.value
            let rest = segment.dropFirst(1 + name.count)
            let isKnown = saved.map { !$0.isEmpty && !$0.contains("{{") } ?? false
            return [.anything(saved: isKnown ? saved : nil)]
                + (rest.isEmpty ? [] : [.text(String(rest))])
        }
        var pieces: [Piece] = []
        var rest = segment[...]
        while let open = rest.firstRange(of: "{{"),
            let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            if open.lowerBound > rest.startIndex {
                pieces.append(.text(decoded(rest[..<open.lowerBound])))
            }
            pieces.append(.anything(saved: nil))
            rest = rest[close.upperBound...]
        }
        return rest.isEmpty && !pieces.isEmpty ? pieces : pieces + [.text(decoded(rest))]
    }

    private static func decoded(_ text: Substring) -> String {
        PercentEncoding.strict.decode(text)
    }

    /// Literal text counts most, then a variable with the saved value, then text around a variable.
    private static func score(_ pieces: [Piece], _ segment: String) -> Int? {
        guard fits(pieces[...], segment[...]) else { return nil }
        guard pieces.count == 1, let piece = pieces.first else { return 2 }
        return switch piece {
        case .text: 4
        case .anything(let saved): saved == segment ? 3 : 1
        }
    }

    private static func fits(_ pieces: ArraySlice<Piece>, _ segment: Substring) -> Bool {
        guard let piece = pieces.first else { return segment.isEmpty }
        let others = pieces.dropFirst()
        switch piece {
        case .text(let text):
            return segment.hasPrefix(text) && fits(others, segment.dropFirst(text.count))
        case .anything:
            if segment.isEmpty { return false }
            if others.isEmpty { return true }
            return segment.indices.dropFirst().contains { fits(others, segment[$0...]) }
        }
    }
}
