import TextEncoding

/// The parts of a `Set-Cookie` value (RFC 6265 §5.2), with the liberties of Newman's jar:
/// `novalue` and `=x` are values without a name.
struct SetCookieLine {
    private(set) var name = ""
    private(set) var value = ""
    /// The domain, lower-case, without a leading dot; nil if the line names none.
    private(set) var domain: String?
    /// The path; nil if the line names no absolute one.
    private(set) var path: String?
    private(set) var isSecure = false
    private(set) var isHTTPOnly = false
    private(set) var sameSite: String?
    private(set) var extensions: [String] = []
    private var expires: Int?
    /// The lifetime in seconds, which wins over `Expires`.
    private var maxAge: Int?

    private typealias Text = Substring.UTF8View

    /// Longer lifetimes end in a year that no date can say.
    private static let longestAge = 1 << 36

    /// Reads a line; nil if it contains nothing that could be sent back.
    init?(_ line: String) {
        let parts = line[...].utf8.split(
            separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        readPair((parts.first ?? line[...].utf8).withoutOuterBlanks)
        let isPrintable = [name, value].allSatisfy { text in text.utf8.allSatisfy { $0 >= 0x20 } }
        guard isPrintable, !(name.isEmpty && value.isEmpty) else { return nil }
        for part in parts.dropFirst() { readAttribute(part.withoutOuterBlanks) }
    }

    /// When the cookie expires, in seconds since 1970; nil for one that lasts as long as the run.
    func expiry(now: Double) -> Int? {
        guard let maxAge else { return expires }
        return maxAge <= 0 ? 0 : Int(now) + maxAge
    }

    private mutating func readPair(_ pair: Text) {
        let pair = pair.first == UInt8(ascii: "=") ? pair.dropFirst() : pair
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), equals > pair.startIndex else {
            value = Self.string(pair)
            return
        }
        name = Self.string(pair[..<equals])
        value = Self.string(pair[pair.index(after: equals)...])
    }

    private mutating func readAttribute(_ attribute: Text) {
        if attribute.isEmpty { return }
        let key = attribute.prefix { $0 != UInt8(ascii: "=") }
        let value = Self.string(attribute[key.endIndex...].dropFirst())
        switch Self.string(key).lowercased() {
        case "expires": expires = CookieDate.seconds(value) ?? expires
        case "max-age": maxAge = Self.age(value) ?? maxAge
        case "domain":
            let name = (value.hasPrefix(".") ? String(value.dropFirst()) : value).lowercased()
            if !name.isEmpty { domain = name }
        case "path": path = value.hasPrefix("/") ? value : nil
        case "secure": isSecure = true
        case "httponly": isHTTPOnly = true
        case "samesite": sameSite = value.lowercased()
        default: extensions.append(Self.string(attribute))
        }
    }

    /// The number of seconds in digits, perhaps behind a minus; any other text is ignored.
    private static func age(_ text: String) -> Int? {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard text.utf8.count - digits.count <= 1, !digits.isEmpty,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        if digits.count < text.utf8.count { return 0 }
        return min(Int(text) ?? longestAge, longestAge)
    }

    private static func string(_ text: Text) -> String {
        String(Substring(text.withoutOuterBlanks))
    }
}

extension HTTPResponse {
    /// The cookies that it asks to be kept, whether or not a jar does; their domain is empty if the
    /// response names none.
    public func setCookies(now: Double) -> [HTTPCookie] {
        headers.values(named: "Set-Cookie").compactMap(SetCookieLine.init).map { line in
            HTTPCookie(
                name: line.name, value: line.value, domain: line.domain ?? "",
                path: line.path ?? "", isHostOnly: line.domain == nil, isSecure: line.isSecure,
                isHTTPOnly: line.isHTTPOnly, expires: line.expiry(now: now))
        }
    }
}
