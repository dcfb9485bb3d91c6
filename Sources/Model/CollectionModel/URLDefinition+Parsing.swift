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
    private var bytes: ArraySlice<UInt8>
    private var veiled: ArraySlice<UInt8>

    init(_ text: Substring) {
        let all = Array(text.utf8)
        bytes = all[...]
        veiled = TemplateText.veiled(all)[...]
    }

    private init(bytes: ArraySlice<UInt8>, veiled: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.veiled = veiled
    }

    private static let slash = UInt8(ascii: "/")

    var isEmpty: Bool { bytes.isEmpty }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    private subscript(range: Range<Int>) -> URLText {
        URLText(bytes: bytes[range], veiled: veiled[range])
    }

    /// Keeps the text before the first such ASCII character and returns the text after it.
    mutating func cut(at character: Unicode.Scalar) -> URLText? {
        guard let index = veiled.firstIndex(of: UInt8(ascii: character)) else { return nil }
        let after = self[(index + 1)..<veiled.endIndex]
        self = self[veiled.startIndex..<index]
        return after
    }

    func parts(_ separator: Unicode.Scalar) -> [URLText] {
        var parts: [URLText] = []
        var rest = self
        while let after = rest.cut(at: separator) {
            parts.append(rest)
            rest = after
        }
        return parts + [rest]
    }

    func split(_ separator: Unicode.Scalar) -> [String] { parts(separator).map(\.text) }

    /// Makes slashes of backslashes, and one `://` of more slashes than two.
    mutating func normaliseSlashes() {
        for index in veiled.indices where veiled[index] == UInt8(ascii: "\\") {
            veiled[index] = Self.slash
            bytes[index] = Self.slash
        }
    }

    mutating func takeScheme() -> String? {
        guard let colon = veiled.indices.first(where: isSchemeEnd) else { return nil }
        let scheme = self[veiled.startIndex..<colon].text
        let host =
            scheme.lowercased() == "file"
            ? colon + 3 : veiled[(colon + 1)...].firstIndex { $0 != Self.slash } ?? veiled.endIndex
        self = self[host..<veiled.endIndex]
        return scheme
    }

    /// Whether `://` is there.
    private func isSchemeEnd(_ index: Int) -> Bool {
        veiled[index] == UInt8(ascii: ":") && index + 2 < veiled.endIndex
            && veiled[index + 1] == Self.slash && veiled[index + 2] == Self.slash
    }

    mutating func takeUserinfo() -> URLText? {
        guard let at = veiled.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let userinfo = self[veiled.startIndex..<at]
        self = self[(at + 1)..<veiled.endIndex]
        return userinfo
    }

    /// Takes the port after the last `:`, unless a `]` follows, as in an IPv6 address.
    mutating func takePort() -> String? {
        guard let colon = veiled.lastIndex(of: UInt8(ascii: ":")),
            !veiled[colon...].contains(UInt8(ascii: "]"))
        else {
            return nil
        }
        let port = self[(colon + 1)..<veiled.endIndex].text
        self = self[veiled.startIndex..<colon]
        return port
    }
}
