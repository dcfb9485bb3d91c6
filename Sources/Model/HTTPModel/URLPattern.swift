/// A pattern that picks URLs, as lists of client certificates write it:
/// `https://*.example.com:*/*`.
///
/// The form is `<protocols>://<host>[:<port>]<path>` (NewmanReference §1.6). Protocols are joined
/// by `+`; `*` is any of them. A host `*.name` also matches `name`. Without a port, the protocol's
/// own is meant. In a path, `*` is any characters and `?` is any one character. The query does not
/// count.
public struct URLPattern: Sendable, Hashable {
    private enum Host: Hashable {
        case any
        case suffix(String)
        case exact(String)
    }

    private enum Port: Hashable {
        case any
        case standard
        case number(Int)
    }

    /// The protocols; empty for all.
    private let schemes: [String]
    private let host: Host
    private let port: Port
    private let path: [UInt8]

    /// The pattern `<all_urls>`.
    public static let all = URLPattern(schemes: [], host: .any, port: .any, path: Array("*".utf8))

    private static let knownSchemes: Set = ["http", "https", "file", "ftp"]

    private init(schemes: [String], host: Host, port: Port, path: [UInt8]) {
        self.schemes = schemes
        self.host = host
        self.port = port
        self.path = path
    }

    /// Reads a pattern; nil for a text that is none.
    public init?(_ text: String) {
        if text == "<all_urls>" {
            self = .all
            return
        }
        guard let colon = text.firstRange(of: "://") else { return nil }
        let names = text[..<colon.lowerBound].lowercased().split(
            separator: "+", omittingEmptySubsequences: false
        ).map(String.init)
        let rest = text[colon.upperBound...]
        guard let slash = rest.firstIndex(of: "/"),
            names == ["*"] || names.allSatisfy(Self.knownSchemes.contains),
            let (host, port) = Self.authority(rest[..<slash])
        else { return nil }
        self.init(
            schemes: names == ["*"] ? [] : names, host: host, port: port,
            path: Array(rest[slash...].utf8))
    }

    private static func authority(_ text: Substring) -> (Host, Port)? {
        let bracket = text.lastIndex(of: "]") ?? text.startIndex
        let colon = text[bracket...].firstIndex(of: ":")
        let name = text[..<(colon ?? text.endIndex)].lowercased()
        guard let host = host(name) else { return nil }
        guard let colon else { return (host, .standard) }
        let digits = text[text.index(after: colon)...]
        if digits == "*" { return (host, .any) }
        guard let number = UInt16(digits), digits.first != "+" else { return nil }
        return (host, .number(Int(number)))
    }

    private static func host(_ name: String) -> Host? {
        if name == "*" { return .any }
        if name.hasPrefix("*.") {
            let suffix = name.dropFirst(2)
            return suffix.isEmpty || suffix.contains("*") ? nil : .suffix(String(suffix))
        }
        return name.isEmpty || name.contains("*") ? nil : .exact(name)
    }

    /// Whether a URL of these parts is picked; the host is in lower case, the path without a query.
    public func matches(scheme: String, host: String, port: Int, path: String) -> Bool {
        (schemes.isEmpty || schemes.contains(scheme)) && matches(host)
            && matches(port, of: scheme) && Self.matches(Array(path.utf8), self.path)
    }

    private func matches(_ name: String) -> Bool {
        switch host {
        case .any: true
        case .suffix(let suffix): name == suffix || name.hasSuffix("." + suffix)
        case .exact(let exact): name == exact
        }
    }

    private func matches(_ number: Int, of scheme: String) -> Bool {
        switch port {
        case .any: true
        case .standard: number == (scheme == "https" ? 443 : 80)
        case .number(let port): number == port
        }
    }

    /// Compares with `*` and `?`; a mismatch goes back to the last `*` only, so that it stays
    /// quick.
    private static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        var (index, place) = (0, 0)
        var star: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, index)
                place += 1
            } else if place < pattern.count,
                pattern[place] == UInt8(ascii: "?") || pattern[place] == text[index]
            {
                index += 1
                place += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                (index, place) = (last.index + 1, last.place + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
