import CCurl
public import HTTPModel

/// libcurl behind `HTTPTransport`: the connections, TLS sessions and cookies of one run.
///
/// What a request says is what goes over the wire; libcurl is kept from adding, re-encoding or
/// following anything by itself. It is used by one thread at a time and resolves no variables,
/// signs nothing and retries nothing but a kept connection that turned out to be dead. It starts
/// libcurl with its first exchange.
public final class CurlTransport: HTTPTransport {
    private let configuration: Configuration
    private var started: Curl?
    private let headers = HeaderList()
    private var applied = AppliedOptions()
    /// The cookies of the run.
    ///
    /// libcurl's own jar is left alone: it is stricter than Newman's, and
    /// knows neither the author's `Cookie` header nor a request without cookies.
    var jar = CookieJar(isPublicSuffix: PublicSuffixes.contains)
    /// The hosts and ports of this machine whose addresses libcurl was told.
    private var localEndpoints: Set<String> = []

    /// Makes a transport without connections.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Loads and starts libcurl, so that the first exchange need not wait for that.
    ///
    /// It returns when libcurl is there; any thread may call it.
    public static func load() { CurlHandle.startLibrary() }

    /// Sends the request and every one that a redirect asks for, and returns the final answer.
    public func exchange(
        _ request: HTTPRequest, options: TransferOptions
    ) throws(TransportError) -> HTTPExchange {
        var hop = request
        var redirects: [HTTPExchange.Redirected] = []
        var timings = HTTPTimings()
        let deadline = options.totalTimeout.map { Deadline(after: $0) }
        var redirect: Redirect?
        while true {
            let url = try applied.target(of: hop.url)
            if let userinfo = url.userinfo, !hop.headers.contains("Authorization") {
                hop.headers.add("Authorization", BasicCredential.header(userinfo: userinfo))
            }
            let policy = redirect ?? Redirect(options: options, origin: url.origin)
            redirect = policy
            var hopOptions = options
            if url.origin != policy.origin { hopOptions.ntlm = nil }
            var exchange = try send(hop, to: url, hopOptions, deadline)
            timings += exchange.response.timings
            guard
                let next = try policy.next(
                    after: hop, to: url, answer: exchange.response,
                    left: redirects.map(\.request.url))
            else {
                exchange.response.timings = timings
                exchange.redirects = redirects
                return exchange
            }
            redirects.append(
                HTTPExchange.Redirected(
                    request: exchange.request, status: exchange.response.status))
            hop = next
        }
    }

    // MARK: - One hop

    private func send(
        _ request: HTTPRequest, to url: TargetURL, _ options: TransferOptions, _ deadline: Deadline?
    ) throws(TransportError) -> HTTPExchange {
        let start = ContinuousClock.now
        do throws(TransportError) {
            let curl = try startedCurl()
            let handle = curl.handle
            let cookie = options.disablesCookies ? nil : cookieHeader(for: url)
            let lines = try WireHeaders.lines(
                of: request, to: url, cookie: cookie, withheld: options.withheldHeaders)
            let route = try Route(to: url, options, configuration)
            if route.proxy == nil { preferIPv6(url, handle) }
            try applied.apply(url, by: route, to: handle)
            try applied.apply(lines, in: headers, to: handle)
            try applied.apply(options, to: url, deadline, handle)
            try applied.apply(options.ntlm, to: handle)
            curl.state.reset(for: options)
            let outcome = try transfer(request, options, curl)
            let end = ContinuousClock.now
            curl.state.finishBody()
            let head = ResponseHead(curl.state.head)
            // They count from when the head is there, whatever becomes of the body.
            if !options.disablesCookies { storeCookies(of: head.headers, from: url) }
            let failure = TransferFailure(
                handle: handle, url: url, options: options, configuration: configuration,
                route: route, isOverdue: deadline?.isOver ?? false)
            try check(outcome, failure, curl.state)
            var exchange = exchange(request, lines, head, curl)
            exchange.response.timings.addOurs(from: start, transferred: end)
            return exchange
        } catch {
            throw TransportError(error.kind, error.message, url: request.url)
        }
    }

    /// The handle, set up by the first exchange.
    private func startedCurl() throws(TransportError) -> Curl {
        if let started { return started }
        let curl = try Curl(configuration)
        started = curl
        return curl
    }

    private func transfer(
        _ request: HTTPRequest, _ options: TransferOptions, _ curl: Curl
    ) throws(TransportError) -> CurlHandle.Outcome {
        let (handle, state) = (curl.handle, curl.state)
        let watch = CurlHandle.Watch(
            silence: options.timeout, shouldCancel: configuration.shouldCancel)
        let form = MessageForm(request)
        try applied.apply(form, of: request, options, to: handle)
        guard form == .body else {
            return try handle.perform(watch, speaking: options.httpVersion)
        }

        state.endsWithHead = request.method == "HEAD"
        let body = request.body ?? HTTPBody(pieces: [])
        try handle.setSize(CURLOPT_POSTFIELDSIZE_LARGE, body.count)
        guard case .bytes(let bytes)? = body.pieces.first, body.pieces.count == 1, !bytes.isEmpty,
            !WireHeaders.isChunked(request)
        else {
            state.reader = try BodyReader(body, url: request.url)
            return try handle.perform(watch, speaking: options.httpVersion)
        }
        return try bytes.withUnsafeBufferPointer { buffer throws(TransportError) in
            // libcurl reads the bytes in place; they are taken from it again before they go.
            try handle.set(
                CURLOPT_POSTFIELDS, pointer: UnsafeMutableRawPointer(mutating: buffer.baseAddress))
            let outcome = Result { () throws(TransportError) in
                try handle.perform(watch, speaking: options.httpVersion)
            }
            try handle.set(CURLOPT_POSTFIELDS, pointer: nil)
            return try outcome.get()
        }
    }

    private func check(
        _ outcome: CurlHandle.Outcome, _ failure: TransferFailure, _ state: TransferState
    ) throws(TransportError) {
        switch outcome {
        case .cancelled:
            throw TransportError(.cancelled, "interrupted", url: "")
        case .silent:
            throw TransportError(.timedOut, failure.silenceMessage, url: "")
        case .finished(let code):
            if let message = state.reader?.failure {
                throw TransportError(.unreadableFile, message, url: "")
            }
            if let broken = state.bodyFailure, code == CURLE_OK || code == CURLE_WRITE_ERROR {
                throw failure.error(for: broken)
            }
            let isCut = code == CURLE_WRITE_ERROR && state.endsWithHead
            if (code == CURLE_OK || isCut) && state.hasFinalHead { return }
            // libcurl is content with a head that breaks off.
            throw failure.error(for: code == CURLE_OK ? CURLE_PARTIAL_FILE : code)
        }
    }

    private func exchange(
        _ request: HTTPRequest, _ lines: [HTTPField], _ head: ResponseHead, _ curl: Curl
    ) -> HTTPExchange {
        let (handle, state) = (curl.handle, curl.state)
        let response = HTTPResponse(
            status: head.status, reason: head.reason, version: head.version, headers: head.headers,
            body: state.takeBody(), bodySize: state.bodySize, headerSize: state.head.count,
            downloadedSize: handle.size(CURLINFO_SIZE_DOWNLOAD_T), url: request.url,
            timings: HTTPTimings(of: handle))
        var sent = request
        sent.headers.fields = lines
        return HTTPExchange(request: sent, response: response)
    }

    /// Tells that `localhost` and the names under it are `::1`, and only where nobody answers there
    /// `127.0.0.1` (reference §6.10): libcurl has them the other way round.
    private func preferIPv6(_ url: TargetURL, _ handle: CurlHandle) {
        guard url.host == "localhost" || url.host.hasSuffix(".localhost"),
            localEndpoints.insert(url.endpoint).inserted,
            !configuration.hostAddresses.contains(where: { $0.isFor(url) }),
            let address = HostAddress("\(url.host):\(url.effectivePort):::1,127.0.0.1")
        else { return }
        handle.add(address)
    }
}

/// libcurl's side of a transport: the handle, and what its callbacks fill.
private struct Curl {
    let handle: CurlHandle
    let state: TransferState

    /// Starts libcurl and sets the options that never change.
    init(_ configuration: CurlTransport.Configuration) throws(TransportError) {
        handle = try CurlHandle()
        state = TransferState(handle: handle)
        try state.attach()
        try handle.applyConstants()
        if let path = configuration.extraAuthoritiesPath { try handle.trust(path) }
        for address in configuration.hostAddresses { handle.add(address) }
    }
}

/// The easy handle and its callbacks' state belong to one thread at a time.
@available(*, unavailable)
extension CurlTransport: Sendable {}
