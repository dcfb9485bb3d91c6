import CCurl
public import HTTPModel

/// libcurl behind `HTTPTransport`: the connections, TLS sessions and cookies of one run.
///
/// What a request says is what goes over the wire; libcurl is kept from adding, re-encoding or
/// following anything by itself. It is used by one thread at a time and resolves no variables,
/// signs nothing and retries nothing but a kept connection that turned out to be dead.
public final class CurlTransport: HTTPTransport {
    private let configuration: Configuration
    private let handle: CurlHandle
    private let state: TransferState
    private let headers = HeaderList()
    private var applied = AppliedOptions()
    /// The hosts whose cookies libcurl keeps under the name of a `Host` header.
    private var cookieHosts: [String: String] = [:]

    /// Starts libcurl and sets the options that never change.
    public init(_ configuration: Configuration = Configuration()) throws(TransportError) {
        self.configuration = configuration
        handle = try CurlHandle()
        state = TransferState(handle: handle)
        try state.attach()
        try handle.applyConstants()
        try handle.applyTrust(configuration)
    }

    /// Sends the request and every one that a redirect asks for, and returns the final answer.
    public func exchange(
        _ request: HTTPRequest, options: TransferOptions
    ) throws(TransportError) -> HTTPExchange {
        var hop = request
        var redirects: [String] = []
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
                    after: hop, to: url, answer: exchange.response, hops: redirects.count)
            else {
                exchange.response.timings = timings
                exchange.redirects = redirects
                return exchange
            }
            redirects.append(hop.url)
            hop = next
        }
    }

    /// The cookies of the jar that would be sent to the URL.
    public func cookies(for url: String) -> [HTTPCookie] {
        guard let target = try? TargetURL(url), let list = CookieList(of: handle) else { return [] }
        let host = cookieHosts[target.cookieHost] ?? target.cookieHost
        return CookieList.matching(list.cookies, url: target, host: host)
    }

    /// Puts a cookie into the jar; one that no header could carry is left out.
    public func setCookie(_ cookie: HTTPCookie) {
        guard let line = cookie.netscapeLine else { return }
        // libcurl refuses a line only for want of memory.
        try? handle.set(CURLOPT_COOKIELIST, line)
    }

    /// Takes cookies out of the jar, by letting them expire.
    public func removeCookies(for url: String, named name: String?) {
        for var cookie in cookies(for: url) where name == nil || cookie.name == name {
            cookie.expires = 1
            setCookie(cookie)
        }
    }

    // MARK: - One hop

    private func send(
        _ request: HTTPRequest, to url: TargetURL, _ options: TransferOptions, _ deadline: Deadline?
    ) throws(TransportError) -> HTTPExchange {
        do throws(TransportError) {
            let jar = CookieList(of: handle)
            let host = hostForCookies(of: request, to: url)
            let cookie = options.disablesCookies ? nil : jar?.header(for: url, host: host)
            let lines = try WireHeaders.lines(
                of: request, to: url, cookie: cookie, withheld: options.withheldHeaders)
            let proxy = configuration.proxies.proxy(for: url)
            try applied.apply(url, proxy: proxy, to: handle)
            try applied.apply(lines, in: headers, to: handle)
            try applied.apply(options, configuration, deadline, to: handle)
            try applied.apply(options.ntlm, to: handle)
            if state.leavesBodyEncoded { try handle.set(CURLOPT_HTTP_CONTENT_DECODING, 1) }
            state.reset()
            let outcome = try withJarAside(jar, ignoringAnswer: options.disablesCookies) {
                () throws(TransportError) in try transfer(request, options)
            }
            let failure = TransferFailure(
                handle: handle, url: url, options: options, configuration: configuration,
                proxy: proxy, isOverdue: deadline?.isOver ?? false)
            try check(outcome, failure)
            return exchange(request, lines)
        } catch {
            throw TransportError(error.kind, error.message, url: request.url)
        }
    }

    /// Empties the jar for the time of sending; it is put back with the first line of the answer,
    /// or, when the answer's cookies are not wanted, after the transfer.
    private func withJarAside(
        _ jar: CookieList?, ignoringAnswer: Bool,
        _ transfer: () throws(TransportError) -> CurlHandle.Outcome
    ) throws(TransportError) -> CurlHandle.Outcome {
        if jar != nil { try CookieList.empty(handle) }
        if !ignoringAnswer { state.heldCookies = jar }
        let result = Result(catching: transfer)
        if ignoringAnswer {
            try CookieList.empty(handle)
            state.heldCookies = jar
        }
        state.restoreCookies()
        return try result.get()
    }

    private func transfer(
        _ request: HTTPRequest, _ options: TransferOptions
    ) throws(TransportError) -> CurlHandle.Outcome {
        let watch = CurlHandle.Watch(
            silence: options.timeout, shouldCancel: configuration.shouldCancel)
        let form = MessageForm(request)
        try applied.apply(form, of: request, options, to: handle)
        guard form == .body else { return handle.perform(watch) }

        state.endsWithHead = request.method == "HEAD"
        let body = request.body ?? HTTPBody(pieces: [])
        try handle.setSize(CURLOPT_POSTFIELDSIZE_LARGE, body.count)
        guard case .bytes(let bytes)? = body.pieces.first, body.pieces.count == 1, !bytes.isEmpty,
            !WireHeaders.isChunked(request)
        else {
            state.reader = try BodyReader(body, url: request.url)
            return handle.perform(watch)
        }
        return try bytes.withUnsafeBufferPointer { buffer throws(TransportError) in
            // libcurl reads the bytes in place; they are taken from it again before they go.
            try handle.set(
                CURLOPT_POSTFIELDS, pointer: UnsafeMutableRawPointer(mutating: buffer.baseAddress))
            let outcome = handle.perform(watch)
            try handle.set(CURLOPT_POSTFIELDS, pointer: nil)
            return outcome
        }
    }

    private func check(
        _ outcome: CurlHandle.Outcome, _ failure: TransferFailure
    ) throws(TransportError) {
        switch outcome {
        case .cancelled:
            throw TransportError(.cancelled, "interrupted", url: "")
        case .silent:
            throw TransportError(.timedOut, failure.silenceMessage, url: "")
        case .finished(let code):
            if let failure = state.failure { throw failure }
            if let message = state.reader?.failure {
                throw TransportError(.unreadableFile, message, url: "")
            }
            let isCut = code == CURLE_WRITE_ERROR && state.endsWithHead
            if (code == CURLE_OK || isCut) && state.hasFinalHead { return }
            // libcurl is content with a head that breaks off.
            let (kind, message) = failure.error(for: code == CURLE_OK ? CURLE_PARTIAL_FILE : code)
            throw TransportError(kind, message, url: "")
        }
    }

    private func exchange(_ request: HTTPRequest, _ lines: [HTTPField]) -> HTTPExchange {
        let head = ResponseHead(state.head)
        let response = HTTPResponse(
            status: head.status, reason: head.reason, version: head.version, headers: head.headers,
            body: state.takeBody(), headerSize: state.head.count,
            downloadedSize: handle.size(CURLINFO_SIZE_DOWNLOAD_T), url: request.url,
            timings: HTTPTimings(of: handle))
        var sent = request
        sent.headers.fields = lines
        return HTTPExchange(request: sent, response: response)
    }

    /// The host whose cookies go with the request: libcurl goes by the `Host` header, and this
    /// remembers it for `cookies(for:)`.
    private func hostForCookies(of request: HTTPRequest, to url: TargetURL) -> String {
        guard let header = request.headers["Host"], header != url.authority,
            let named = try? TargetURL("http://\(header)/")
        else {
            cookieHosts[url.cookieHost] = nil
            return url.cookieHost
        }
        cookieHosts[url.cookieHost] = named.cookieHost
        return named.cookieHost
    }
}

/// The easy handle and its callbacks' state belong to one thread at a time.
@available(*, unavailable)
extension CurlTransport: Sendable {}
