public import HTTPModel

extension CurlTransport {
    /// What holds for every exchange of a transport.
    public struct Configuration: Sendable {
        /// A PEM file of certificate authorities that are trusted in addition to the system's.
        public var extraAuthoritiesPath: String?
        /// The certificates for servers that ask for one; of those that are for a URL the first
        /// counts.
        public var clientCertificates: [ClientCertificate] = []
        /// The proxies on the way.
        public var proxies = ProxySettings.environment
        /// Where hosts are, in place of what their names resolve to.
        public var hostAddresses: [HostAddress] = []
        /// Asked some times a second during an exchange; true ends it with `cancelled`.
        public var shouldCancel: (@Sendable () -> Bool)?

        /// How many exchanges may be in progress at once, and so how many connections there may be
        /// to one host; others that are started wait.
        public var concurrentExchanges = 512

        /// Makes the default configuration.
        public init() {}
    }
}

/// How one hop reaches its server.
struct Route: Hashable {
    /// The proxy on the way, if any.
    @Rare var proxy: ProxyAddress? = nil
    /// Whether the proxy passes bytes on without understanding them.
    var isTunnelled = false
    /// The certificate for the server, should it ask for one.
    @Rare var certificate: ClientCertificate? = nil

    /// The route to a URL, by the exchange's options and then by what holds for all.
    static func to(
        _ url: TargetURL, _ options: TransferOptions, _ configuration: CurlTransport.Configuration
    ) throws(TransportError) -> Route {
        var route = Route()
        if let own = options.proxy, url.matches(own.pattern),
            !own.bypass.contains(where: url.matches)
        {
            route.proxy = own.address
            route.isTunnelled = own.tunnels || own.address.isSocks
        } else if let proxy = try configuration.proxies.proxy(for: url) {
            route.proxy = proxy
            route.isTunnelled = proxy.isSocks
        }
        guard url.scheme == "https" else { return route }
        route.isTunnelled = true
        route.certificate =
            ([options.clientCertificate].compactMap(\.self) + configuration.clientCertificates)
            .first { $0.patterns.contains(where: url.matches) }
        return route
    }
}

extension TargetURL {
    func matches(_ pattern: URLPattern) -> Bool {
        pattern.matches(scheme: scheme, host: host, port: effectivePort, path: String(path))
    }
}

extension TransferOptions {
    /// The longest time for connecting.
    var connectLimit: Duration {
        [connectTimeout, timeout].compactMap(\.self).min() ?? .seconds(60)
    }
}
