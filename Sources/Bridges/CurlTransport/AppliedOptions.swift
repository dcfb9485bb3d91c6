import CCurl
import HTTPModel
import MonotonicClock

/// The options that a handle has, so that a request sets only what it changes.
///
/// What takes several calls of libcurl is unknown while they are made: one that fails leaves the
/// others done.
struct AppliedOptions {
    private var target: (text: String, url: TargetURL)?
    private var url: TargetURL?
    private var connectURL: String?
    private var requestTarget: String?
    private var route: Route?
    /// The header lines; nil before the first request.
    private(set) var lines: [HTTPField]?
    /// The header lines for the proxy alone; nil if they are unknown.
    private var proxyLines: [HTTPField]? = []
    private var method: String?
    private var form: MessageForm?
    private var endsConnection = false
    private var verifiesTLS: Bool?
    private var tls: TLSRules? = TLSRules()
    private var httpVersion: Int?
    /// Whether the request must have a connection of its own.
    private var needsOwnConnection = false
    private var connectsAnew = false
    private var connectTimeout: Int?
    private var totalTimeout: Int?
    /// Whether libcurl holds a copy of a body.
    private var hasCopiedBody = false

    /// The URL taken apart; the last one is remembered.
    mutating func target(of text: String) throws(TransportError) -> TargetURL {
        if target?.text == text, let url = target?.url { return url }
        let url = try TargetURL(text)
        target = (text, url)
        return url
    }

    /// Where to connect, by which way, and what to ask for.
    mutating func apply(
        _ url: TargetURL, by route: Route, to handle: CurlHandle
    ) throws(TransportError) {
        if self.url == url, self.route == route { return }
        self.url = nil
        let connectURL = url.connectURL
        if self.connectURL != connectURL {
            self.connectURL = nil
            try handle.setURL(connectURL, hasZone: url.zone != nil)
            self.connectURL = connectURL
        }
        // To an HTTP proxy that gets no tunnel the request line names the whole URL
        // (RFC 9112 §3.2.2).
        let isForwarded = route.proxy != nil && !route.isTunnelled
        let requestTarget =
            isForwarded ? "\(url.scheme)://\(url.authority)\(url.target)" : url.target
        if self.requestTarget != requestTarget {
            try handle.set(CURLOPT_REQUEST_TARGET, requestTarget)
            self.requestTarget = requestTarget
        }
        if self.route != route {
            self.route = nil
            try handle.apply(route)
            self.route = route
        }
        self.url = url
    }

    /// The header lines, and the names for which libcurl must not add any.
    mutating func apply(
        _ lines: [HTTPField], in list: HeaderList, to handle: CurlHandle
    ) throws(TransportError) {
        if let last = self.lines, list.replace(last, by: lines) {
            self.lines = lines
            return
        }
        self.lines = nil
        list.fill(
            lines,
            withholding: ["Host"]
                + Self.inventions.filter { name in
                    !lines.contains { Self.isNamed($0, name) }
                })
        try handle.set(CURLOPT_HTTPHEADER, list: list.first)
        self.lines = lines
    }

    /// The header lines for the proxy alone.
    mutating func apply(
        proxyLines lines: [HTTPField], in list: @autoclosure () -> HeaderList,
        to handle: CurlHandle
    ) throws(TransportError) {
        if proxyLines == lines { return }
        proxyLines = nil
        let list = list()
        list.fill(lines, withholding: [])
        try handle.set(CURLOPT_PROXYHEADER, list: list.first)
        proxyLines = lines
    }

    /// How the request is framed, and whether its connection may be used again.
    mutating func apply(
        _ form: MessageForm, of request: HTTPRequest, _ options: TransferOptions,
        to handle: CurlHandle
    ) throws(TransportError) {
        if self.form != form {
            switch form {
            case .bodiless: try handle.set(CURLOPT_HTTPGET, 1)
            case .head: try handle.set(CURLOPT_NOBODY, 1)
            case .body: try handle.set(CURLOPT_POST, 1)
            }
            self.form = form
        }
        if method != request.method {
            try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
            method = request.method
        }
        let endsConnection =
            needsOwnConnection
            || WireHeaders.misstatesLength(request, withheld: options.withheldHeaders)
        if self.endsConnection != endsConnection {
            try handle.set(CURLOPT_FORBID_REUSE, endsConnection ? 1 : 0)
            self.endsConnection = endsConnection
        }
    }

    /// What the exchange's options ask of libcurl itself.
    mutating func apply(
        _ options: TransferOptions, to url: TargetURL, _ deadline: Deadline?, _ handle: CurlHandle
    ) throws(TransportError) {
        if verifiesTLS != options.verifiesTLS {
            verifiesTLS = nil
            try handle.set(CURLOPT_SSL_VERIFYPEER, options.verifiesTLS ? 1 : 0)
            try handle.set(CURLOPT_SSL_VERIFYHOST, options.verifiesTLS ? 2 : 0)
            verifiesTLS = options.verifiesTLS
        }
        if tls != options.tls {
            tls = nil
            try handle.apply(options.tls)
            tls = options.tls
        }
        let httpVersion = Self.number(of: options.httpVersion, url)
        if self.httpVersion != httpVersion {
            self.httpVersion = nil
            try handle.set(CURLOPT_HTTP_VERSION, httpVersion)
            needsOwnConnection =
                httpVersion == Int(CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE)
                && Self.breaksReusedConnections
            self.httpVersion = httpVersion
        }
        let connect = options.connectLimit.roundedMilliseconds
        if connectTimeout != connect {
            try handle.set(CURLOPT_CONNECTTIMEOUT_MS, max(connect, 1))
            connectTimeout = connect
        }
        let total = deadline.map { max($0.remaining.roundedMilliseconds, 1) } ?? 0
        if totalTimeout != total {
            try handle.set(CURLOPT_TIMEOUT_MS, total)
            totalTimeout = total
        }
    }

    /// Has the next transfer make a connection of its own if that is necessary.
    mutating func connect(isRepetition: Bool, _ handle: CurlHandle) throws(TransportError) {
        let isNew = needsOwnConnection || isRepetition
        if connectsAnew == isNew { return }
        try handle.set(CURLOPT_FRESH_CONNECT, isNew ? 1 : 0)
        connectsAnew = isNew
    }

    /// Gives libcurl a body to copy, whose size it has already.
    mutating func copyBody(_ bytes: [UInt8], to handle: CurlHandle) throws(TransportError) {
        try handle.setCopied(CURLOPT_COPYPOSTFIELDS, bytes)
        hasCopiedBody = true
    }

    /// Makes libcurl read the body piece by piece.
    mutating func dropBody(of handle: CurlHandle) throws(TransportError) {
        if !hasCopiedBody { return }
        try handle.set(CURLOPT_POSTFIELDS, pointer: nil)
        hasCopiedBody = false
    }

    /// Whether libcurl breaks a connection of HTTP/2 without TLS when it uses it again, as 7.88
    /// does.
    private static let breaksReusedConnections =
        CurlTransport.libraryVersion?.hasPrefix("7.88.") == true

    private static func number(of version: HTTPVersion, _ url: TargetURL) -> Int {
        switch version {
        case .http10: Int(CURL_HTTP_VERSION_1_0)
        case .http11: Int(CURL_HTTP_VERSION_1_1)
        case .http2 where url.scheme == "http": Int(CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE)
        case .http2, .automatic: Int(CURL_HTTP_VERSION_2TLS)
        }
    }

    /// The headers that libcurl adds if a request has none.
    ///
    /// It never adds `Host`: it would move the author's to the front and respell it.
    private static let inventions: [StaticString] = [
        "Accept", "Content-Length", "Content-Type", "Expect", "Proxy-Connection",
    ]

    private static func isNamed(_ field: HTTPField, _ name: StaticString) -> Bool {
        guard field.name.utf8.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { bytes in
            zip(bytes, field.name.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
    }
}

/// How libcurl has to frame a request.
enum MessageForm: Equatable {
    /// No body and no word about it.
    case bodiless
    /// No body in the answer either.
    case head
    /// A body, of no length at least.
    case body

    init(_ request: HTTPRequest) {
        if request.body != nil || WireHeaders.isChunked(request)
            || WireHeaders.sendsLengthOfNothing(request.method)
        {
            self = .body
        } else {
            self = request.method == "HEAD" ? .head : .bodiless
        }
    }
}

/// The end of the time for a whole exchange.
struct Deadline {
    private let end: Moment

    init(after duration: Duration, from start: Moment) {
        end = start + duration
    }

    var remaining: Duration { end - Moment.now }
    /// Whether it has come, as libcurl's timers see it, which may be a little early.
    var isOver: Bool { remaining <= .milliseconds(5) }
}
