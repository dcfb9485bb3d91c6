import CurlTransport
import HTTPModel

extension RunArguments {
    static let networkOptions: [Option<RunArguments>] =
        certificateOptions + proxyOptions + limitOptions

    private static let certificateOptions: [Option<RunArguments>] = [
        Option(
            "--insecure", "k", .network, help: "do not verify the certificates of servers",
            .none { $0.network.isInsecure = true }),
        Option(
            "--ssl-extra-ca-certs", nil, .network,
            help: "certificate authorities to trust in addition to the system's, in PEM",
            .required(.file("FILE", ".pem", ".crt")) { $0.network.extraAuthorities = $1 }),
        Option(
            "--ssl-client-cert", nil, .network,
            help: "the client certificate: PEM, or PKCS #12 (.p12, .pfx)",
            .required("FILE") { $0.network.clientCertificate = $1 }),
        Option(
            "--ssl-client-key", nil, .network,
            help: "its key in PEM, if the file of the certificate does not contain it",
            .required("FILE") { $0.network.clientKey = $1 }),
        Option(
            "--ssl-client-passphrase", nil, .network,
            help: "the passphrase of the key; env:NAME and file:PATH keep it off the command line",
            .required("TEXT") { $0.network.clientPassphrase = $1 }),
        Option(
            "--ssl-client-cert-list", nil, .network,
            help: "client certificates by URL: a JSON file in Newman's format",
            .required(.file("FILE", ".json")) { $0.network.clientCertificateList = $1 }),
    ]

    private static let proxyOptions: [Option<RunArguments>] = [
        Option(
            "--proxy", nil, .network,
            help: "the proxy for all requests, instead of HTTP_PROXY and HTTPS_PROXY: http, https, "
                + "socks4, socks4a, socks5 or socks5h, with user and password if needed",
            redirects: true,
            .required("URL") { (arguments, text) throws(UsageError) in
                arguments.network.proxy = try proxy(text)
            }),
        Option(
            "--noproxy", nil, .network,
            help: "hosts to reach without a proxy, instead of NO_PROXY; * for all",
            .required("LIST") { $0.network.directHosts = $1 }),
        Option(
            "--resolve", nil, .network,
            help: "connect to this address for a host, or for all hosts with *", repeats: true,
            redirects: true,
            .required("HOST:PORT:ADDR") { (arguments, text) throws(UsageError) in
                arguments.network.hostAddresses.append(try hostAddress(text))
            }),
        Option(
            "--http-version", nil, .network,
            help: "1.0, 1.1, 2 (also without TLS), or auto: 2 if the server offers it (default "
                + "1.1)",
            .required(.choice(of: HTTPVersion.self)) { (arguments, text) throws(UsageError) in
                arguments.network.httpVersion = try .choice(text, "--http-version")
            }),
    ]

    private static let limitOptions: [Option<RunArguments>] = [
        Option(
            "--connect-timeout", nil, .network,
            help: "the longest time to connect, as 500 (ms) or 5s (default 60s)",
            .required(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.network.connectTimeoutMilliseconds = try TimeSpelling.milliseconds(
                    text, "--connect-timeout")
            }),
        Option(
            "--timeout-request", nil, .network,
            help: "the longest time to connect, and then to wait for more data, as 500 (ms) or 5s "
                + "(default none)",
            .optional(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.network.requestTimeoutMilliseconds = try time(
                    text, "--timeout-request")
            }),
        Option(
            "--max-time", nil, .network,
            help: "the longest time of a request with all its redirects, as 500 (ms) or 30s "
                + "(default none)",
            .required(TimeSpelling.placeholder) { (arguments, text) throws(UsageError) in
                arguments.network.maxMilliseconds = try TimeSpelling.milliseconds(
                    text, "--max-time")
            }),
        Option(
            "--max-response-size", nil, .network,
            help:
                "the largest response body, as 500k, 20M or 1G; a larger one is an error "
                + "(default 100M decoded, 0 for none)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                let size = try size(text, "--max-response-size")
                arguments.network.maxResponseSize = size == 0 ? .max : size
            }),
    ]

    // MARK: Values

    /// Refuses an address without repeating it: it may contain a password.
    private static func proxy(_ text: String) throws(UsageError) -> String {
        if ProxyAddress(text) != nil { return text }
        throw UsageError(
            message: "'--proxy' must be the address of a proxy", help: [ProxyAddress.form])
    }

    private static func hostAddress(_ text: String) throws(UsageError) -> HostAddress {
        if let address = HostAddress(text) { return address }
        throw UsageError(
            message: "'--resolve' must be HOST:PORT:ADDRESS, not '\(text)'",
            help: ["ADDRESS is an IPv4 or IPv6 address, as in 'api.example.com:443:127.0.0.1'"])
    }
}
