/// A cookie in the run's jar.
public struct HTTPCookie: Sendable, Hashable {
    /// The name; empty for one that is a value alone, as loose servers set it.
    public var name: String
    /// The value as sent.
    public var value: String
    /// The domain without a leading dot.
    public var domain: String
    /// The path.
    public var path: String
    /// Whether it is sent to the domain itself only.
    public var isHostOnly: Bool
    /// Whether it is sent over TLS only.
    public var isSecure: Bool
    /// Whether it is hidden from scripts in a browser.
    public var isHTTPOnly: Bool
    /// When it expires, in seconds since 1970; nil for a session cookie.
    public var expires: Int?
    /// Whether the path is that of the URL which set it, for want of one of its own.
    public var isPathDefault = false
    /// What `SameSite` says, in lower case; it is kept and decides nothing.
    public var sameSite: String?
    /// The attributes that nobody knows, as they were written.
    public var extensions: [String] = []
    /// When it was first set, in seconds since 1970; zero before the jar has it.
    public var creation: Double = 0
    /// When it was last set or sent, in seconds since 1970.
    public var lastAccessed: Double = 0

    /// Makes a cookie.
    public init(
        name: String, value: String, domain: String, path: String = "/", isHostOnly: Bool = true,
        isSecure: Bool = false, isHTTPOnly: Bool = false, expires: Int? = nil
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.path = path
        self.isHostOnly = isHostOnly
        self.isSecure = isSecure
        self.isHTTPOnly = isHTTPOnly
        self.expires = expires
    }

    /// The cookie as a `Cookie` header has it.
    var pair: String { name.isEmpty ? value : "\(name)=\(value)" }

    /// Whether a header line can hold the cookie.
    var isSendable: Bool {
        !(name.isEmpty && value.isEmpty)
            && [name, value].allSatisfy { text in
                text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            }
    }
}
