extension URLDefinition {
    /// Takes a URL apart as Postman's own parser does (NewmanReference §3.5): lenient, `{{…}}`
    /// opaque.
    public init(parsing text: String) {
        self.init()
        var rest = URLText(Self.withoutBlanks(text))
        if rest.isEmpty { return }
        if let hash = rest.cut(at: "#") { self.hash = hash.text }
        if let query = rest.cut(at: "?") { self.query = Self.parameters(query) }
        rest.normaliseSlashes()
        scheme = rest.takeScheme()
        if let path = rest.cut(at: "/") { self.path = path.split("/") }
        parseAuthority(rest)
    }

    private static func withoutBlanks(_ text: String) -> Substring {
        // Nearly all begin with a letter or a brace, about which the tables of Unicode need not be
        // asked.
        if let first = text.utf8.first, (0x21..<0x80).contains(first) { return text[...] }
        return text.drop { $0.isWhitespace }
    }

    /// Takes a query apart at `&`, each part at its first `=`.
    public static func parameters(parsing query: String) -> [QueryParameter] {
        parameters(URLText(query[...]))
    }

    private static func parameters(_ query: URLText) -> [QueryParameter] {
        query.parts("&").map { part in
            var key = part
            if let value = key.cut(at: "=") {
                return QueryParameter(key: key.text, value: value.text)
            }
            return key.isEmpty
                ? QueryParameter(key: nil, value: nil) : QueryParameter(key: key.text, value: nil)
        }
    }

    private mutating func parseAuthority(_ authority: URLText) {
        var host = authority
        if let userinfo = host.takeUserinfo() {
            var user = userinfo
            password = user.cut(at: ":")?.text
            self.user = user.text
        }
        port = host.takePort()
        self.host = host.isEmpty ? nil : host.text
    }
}

/// A piece of a URL in UTF-8, with a copy of it in which tokens show no structure.
private struct URLText {
    private var bytes: [UInt8]
    private var veiled: [UInt8]
    private var range: Range<Int>

    init(_ text: Substring) {
        // The bytes of a whole text are copied at once, those of a part one by one.
        bytes = Array(String(text).utf8)
        veiled = TemplateText.veiled(bytes)
        range = bytes.indices
    }

    private static let slash = UInt8(ascii: "/")

    var isEmpty: Bool { range.isEmpty }

    var text: String { text(in: range) }

    private func text(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func first(_ character: Unicode.Scalar, from start: Int) -> Int? {
        let byte = UInt8(ascii: character)
        return (start..<range.upperBound).first { veiled[$0] == byte }
    }

    private func last(_ character: Unicode.Scalar) -> Int? {
        let byte = UInt8(ascii: character)
        return range.last { veiled[$0] == byte }
    }

    /// Keeps the text before an index, and returns the text behind it.
    private mutating func cut(at index: Int) -> URLText {
        var after = self
        after.range = (index + 1)..<range.upperBound
        range = range.lowerBound..<index
        return after
    }

    /// Keeps the text before the first such ASCII character and returns the text after it.
    mutating func cut(at character: Unicode.Scalar) -> URLText? {
        first(character, from: range.lowerBound).map { cut(at: $0) }
    }

    func parts(_ separator: Unicode.Scalar) -> [URLText] {
        var parts: [URLText] = []
        var rest = self
        while let after = rest.cut(at: separator) {
            parts.append(rest)
            rest = after
        }
        parts.append(rest)
        return parts
    }

    func split(_ separator: Unicode.Scalar) -> [String] {
        var texts: [String] = []
        var start = range.lowerBound
        while let end = first(separator, from: start) {
            texts.append(text(in: start..<end))
            start = end + 1
        }
        texts.append(text(in: start..<range.upperBound))
        return texts
    }

    /// Makes slashes of backslashes, and one `://` of more slashes than two.
    mutating func normaliseSlashes() {
        guard first("\\", from: range.lowerBound) != nil else { return }
        for index in range where veiled[index] == UInt8(ascii: "\\") {
            veiled[index] = Self.slash
            bytes[index] = Self.slash
        }
    }

    mutating func takeScheme() -> String? {
        guard let colon = range.first(where: isSchemeEnd) else { return nil }
        let scheme = text(in: range.lowerBound..<colon)
        var host = colon + 3
        if scheme.lowercased() != "file" {
            while host < range.upperBound, veiled[host] == Self.slash { host += 1 }
        }
        range = host..<range.upperBound
        return scheme
    }

    /// Whether `://` is there.
    private func isSchemeEnd(_ index: Int) -> Bool {
        veiled[index] == UInt8(ascii: ":") && index + 2 < range.upperBound
            && veiled[index + 1] == Self.slash && veiled[index + 2] == Self.slash
    }

    mutating func takeUserinfo() -> URLText? {
        guard let at = last("@") else { return nil }
        let host = cut(at: at)
        defer { self = host }
        return self
    }

    /// Takes the port after the last `:`, unless a `]` follows, as in an IPv6 address.
    mutating func takePort() -> String? {
        guard let colon = last(":"), first("]", from: colon) == nil else { return nil }
        return cut(at: colon).text
    }
}
