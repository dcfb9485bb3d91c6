/// The place of a proxy, its protocol, and the user to authenticate as.
public struct ProxyAddress: Sendable, Hashable {
    /// The protocol of a proxy.
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        /// HTTP in clear text.
        case http
        /// HTTP over TLS.
        case https
        /// SOCKS 4, names looked up here.
        case socks4
        /// SOCKS 4, names looked up by the proxy.
        case socks4a
        /// SOCKS 5, names looked up here.
        case socks5
        /// SOCKS 5, names looked up by the proxy.
        case socks5h

        /// The port that is used if the address names none.
        public var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            case .socks4, .socks4a, .socks5, .socks5h: 1080
            }
        }
    }

    /// Its protocol.
    public var scheme: Scheme
    /// Its name or address, brackets kept.
    public var host: String
    /// Its port.
    public var port: Int
    /// The user to authenticate as.
    public var user: String?
    /// That user's password.
    public var password: String?

    /// Makes an address.
    public init(
        scheme: Scheme, host: String, port: Int? = nil, user: String? = nil,
        password: String? = nil
    ) {
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.defaultPort
        self.user = user
        self.password = password
    }

    /// Host and port for messages.
    public var endpoint: String { "\(host):\(port)" }
    /// Whether it passes bytes on instead of understanding HTTP.
    public var isSocks: Bool { scheme != .http && scheme != .https }
}

/// The proxy that one request asks for (NewmanReference §3.4).
public struct RequestProxy: Sendable, Hashable {
    /// The proxy.
    public var address: ProxyAddress
    /// The URLs that it is for.
    public var pattern: URLPattern
    /// The URLs among them that are reached directly.
    public var bypass: [URLPattern]
    /// Whether `http` URLs, too, are reached through a tunnel.
    public var tunnels: Bool

    /// Makes a proxy for a request.
    public init(
        address: ProxyAddress, pattern: URLPattern, bypass: [URLPattern] = [], tunnels: Bool = false
    ) {
        self.address = address
        self.pattern = pattern
        self.bypass = bypass
        self.tunnels = tunnels
    }
}
