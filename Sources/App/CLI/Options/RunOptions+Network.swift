import CurlTransport
import HTTPModel

/// What the command line says of connections and of limits on them.
struct NetworkArguments {
    var isInsecure = false
    var extraAuthorities: String?
    var clientCertificate: String?
    var clientKey: String?
    var clientPassphrase: String?
    var clientCertificateList: String?
    var proxy: String?
    var directHosts: String?
    var hostAddresses: [HostAddress] = []
    var httpVersion = HTTPVersion.http11
    var requestTimeoutMilliseconds: Int?
    var connectTimeoutMilliseconds: Int?
    var maxMilliseconds: Int?
    var maxResponseSize: Int?
}

extension RunArguments {
    static let networkOptions: [Option<RunArguments>] =
        certificateOptions + proxyOptions + limitOptions

    private static let certificateOptions: [Option<RunArguments>] = [
        Option(
            "--insecure", "k", .network, help: "do not verify the certificates of servers",
            .none { $0.network.isInsecure = true }),
        Option(
            "--ssl-extra-ca-certs", nil, .network,
            help: "authorities to trust besides the system's, in PEM",
            .required(.file("FILE", ".pem", ".crt")) { $0.network.extraAuthorities = $1 }),
        Option(
            "--ssl-client-cert", nil, .network,
            help: "the certificate for servers that ask for one: PEM, or PKCS #12 (.p12, .pfx)",
            .required("FILE") { $0.network.clientCertificate = $1 }),
        Option(
            "--ssl-client-key", nil, .network,
            help: "its key in PEM, where the certificate's file does not hold it",
            .required("FILE") { $0.network.clientKey = $1 }),
        Option(
            "--ssl-client-passphrase", nil, .network,
            help: "the passphrase of the key; env:NAME and file:PATH keep it off the command line",
            .required("TEXT") { $0.network.clientPassphrase = $1 }),
        Option(
            "--ssl-client-cert-list", nil, .network,
            help: "client certificates by the URLs that they are for, a JSON file as Newman's",
            .required(.file("FILE", ".json")) { $0.network.clientCertificateList = $1 }),
    ]

    private static let proxyOptions: [Option<RunArguments>] = [
        Option(
            "--proxy", nil, .network,
            help: "the proxy for all requests, in place of HTTP_PROXY and HTTPS_PROXY: "
                + "http, https, socks4, socks4a, socks5 or socks5h, with user and password if needed",
            .required("URL") { (arguments, text) throws(UsageError) in
                arguments.network.proxy = try proxy(text)
            }),
        Option(
            "--noproxy", nil, .network,
            help: "hosts that are reached without a proxy, in place of NO_PROXY; * for all",
            .required("LIST") { $0.network.directHosts = $1 }),
        Option(
            "--resolve", nil, .network,
            help: "the address of a host, or of all by *, whatever their names say", repeats: true,
            .required("HOST:PORT:ADDR") { (arguments, text) throws(UsageError) in
                arguments.network.hostAddresses.append(try hostAddress(text))
            }),
        Option(
            "--http-version", nil, .network,
            help: "1.0, 1.1, 2 (also without TLS), or auto: 2 where a server offers it "
                + "(default 1.1)",
            .required(.choice(of: HTTPVersion.self)) { (arguments, text) throws(UsageError) in
                arguments.network.httpVersion = try .choice(text, "--http-version")
            }),
    ]

    private static let limitOptions: [Option<RunArguments>] = [
        Option(
            "--connect-timeout", nil, .network,
            help: "the longest time in milliseconds to connect (default 60000)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.network.connectTimeoutMilliseconds = try count(text, "--connect-timeout")
            }),
        Option(
            "--timeout-request", nil, .network,
            help:
                "the longest time in milliseconds to connect, and of silence after (default none)",
            .optional("MS") { (arguments, text) throws(UsageError) in
                arguments.network.requestTimeoutMilliseconds = try optionalCount(
                    text, "--timeout-request")
            }),
        Option(
            "--max-time", nil, .network,
            help: "the longest time in milliseconds of a request with all its redirects "
                + "(default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.network.maxMilliseconds = try count(text, "--max-time")
            }),
        Option(
            "--max-response-size", nil, .network,
            help: "the most bytes of a body, as 500k, 20M or 1G; more is an error (default none)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                let size = try size(text, "--max-response-size")
                arguments.network.maxResponseSize = size == 0 ? nil : size
            }),
    ]

    // MARK: Values

    /// Refuses what is no proxy without repeating it: it may hold a password.
    private static func proxy(_ text: String) throws(UsageError) -> String {
        if ProxyAddress(text) != nil { return text }
        throw UsageError(
            message: "'--proxy' must be the address of a proxy", help: [ProxyAddress.form])
    }

    private static func hostAddress(_ text: String) throws(UsageError) -> HostAddress {
        if let address = HostAddress(text) { return address }
        throw UsageError(
            message: "'--resolve' must be HOST:PORT:ADDRESS, not '\(text)'",
            help: ["the address is of IPv4 or IPv6, as in 'api.example.com:443:127.0.0.1'"])
    }
}
