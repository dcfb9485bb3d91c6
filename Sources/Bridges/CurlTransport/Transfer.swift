import CCurl
import HTTPModel
import MonotonicClock

/// One exchange while it is in progress: the hop that is under way, and what the hops before it
/// left.
final class Transfer {
    /// How a hop ended.
    enum Outcome {
        case finished(CURLcode)
        case silent
        case cancelled
        /// A redirect to follow, whose body is not worth a longer wait.
        case redirected

        /// Whether libcurl itself ended the transfer.
        var isComplete: Bool {
            if case .finished = self { true } else { false }
        }
    }

    /// How the exchange ended.
    ///
    /// It is no `Result`: its first use is a search among all conformances of the program.
    enum End {
        case exchange(HTTPExchange)
        case failure(TransportError)

        /// For the caller that started the exchange and did not wait for it.
        var result: Result<HTTPExchange, TransportError> {
            switch self {
            case .exchange(let exchange): .success(exchange)
            case .failure(let error): .failure(error)
            }
        }
    }

    /// The identity of an exchange that was started; nil if its caller waits for it.
    let id: ExchangeID?
    let options: TransferOptions
    let slot: TransferSlot
    let deadline: Deadline?
    /// The request of this hop.
    var request: HTTPRequest
    /// The requests that were redirected.
    var redirects: [HTTPExchange.Redirected] = []
    /// The exchanges of sign-ins that went on with another request.
    private(set) var handshakes: [HTTPExchange] = []
    /// How long the hops took that are over.
    var timings = HTTPTimings()
    /// When this hop began.
    var start: Moment
    /// This hop, once it has begun.
    var hop: Hop?
    /// The sign-in that goes on over several requests.
    var handshake: NTLMHandshake?
    /// Which connections this hop may use.
    var lane: ConnectionPools.Lane
    /// How the exchange ended, once it has.
    var end: End?
    /// Whether a hop was sent again because a kept connection was dead.
    private(set) var hasRepeated = false
    /// Where the first hop went; redirects are measured against it.
    private var origin: TargetURL.Origin?

    /// The parts of a hop that are known once it can be sent.
    struct Hop {
        let url: TargetURL
        let route: Route
        /// The header lines as sent.
        let lines: [HTTPField]
        /// When libcurl got the transfer.
        let began: Moment
    }

    init(
        _ request: HTTPRequest, _ options: TransferOptions, id: ExchangeID?, slot: TransferSlot,
        start: Moment
    ) {
        self.request = request
        self.options = options
        self.id = id
        self.slot = slot
        self.start = start
        lane = ConnectionPools.Lane(version: options.httpVersion)
        deadline = options.totalTimeout.map { Deadline(after: $0, from: start) }
    }

    /// Whether a hop goes to the origin of the first one, which the first call fixes.
    func staysAtOrigin(_ url: TargetURL) -> Bool {
        if let origin { return url.origin == origin }
        origin = url.origin
        return true
    }

    /// The request that the response of a hop asks for; nil if the response is final.
    func next(after hop: Hop, _ response: HTTPResponse) throws(TransportError) -> HTTPRequest? {
        guard let origin, (300..<400).contains(response.status) else { return nil }
        return try Redirect(options: options, origin: origin).next(
            after: request, to: hop.url, answer: response, left: redirects.map(\.request.url))
    }

    /// Adds the message of a sign-in that has begun, and takes a connection for it.
    func addHandshake(to request: inout HTTPRequest, _ options: inout TransferOptions) {
        guard let account = options.ntlm else { return }
        let current = handshake ?? NTLMHandshake(account)
        handshake = current
        guard let header = current.header else { return }
        request.headers.set("Authorization", header)
        options.httpVersion = .http11
        lane = ConnectionPools.Lane(version: .http11, owner: ObjectIdentifier(self))
    }

    /// Whether a sign-in goes on: the same request is sent once more.
    func continuesHandshake(after exchange: HTTPExchange) throws(TransportError) -> Bool {
        guard try handshake?.continues(after: exchange.response) == true else {
            handshake = nil
            return false
        }
        handshakes.append(exchange)
        return true
    }

    /// Whether the server refuses an expectation (RFC 9110 §10.1.1): the request is sent once more
    /// without it.
    func dropsExpectation() -> Bool {
        if slot.state.refusesExpectation { request.headers.remove("Expect") }
        return slot.state.refusesExpectation
    }

    /// Whether the request is sent once more, over another connection: the kept one was dead, and a
    /// method that is idempotent may be repeated (RFC 9110 §9.2.2).
    func beginsRepetition(after outcome: Outcome) -> Bool {
        guard case .finished(let code) = outcome, !hasRepeated, !slot.state.sendsOnce,
            slot.state.lostKeptConnection(code)
        else { return false }
        hasRepeated = true
        return true
    }

    // MARK: - Silence

    /// The time until the server has been silent for too long; nil without such a limit.
    ///
    /// It counts from the moment when the connection is made, since libcurl itself limits the time
    /// for connecting, and again from every byte.
    func silenceLeft(at now: Moment) -> Duration? {
        guard let limit = options.timeout, let hop, slot.state.redirectBegan == nil else {
            return nil
        }
        let connected = slot.handle.size(CURLINFO_PRETRANSFER_TIME_T)
        guard connected > 0 else { return limit }
        var last = hop.began + .microseconds(connected)
        if let progress = slot.state.lastProgress, progress > last { last = progress }
        return limit - (now - last)
    }

    // MARK: - The end of a hop

    /// The exchange of the hop that ended so.
    func exchange(
        _ outcome: Outcome, of hop: Hop, _ configuration: CurlTransport.Configuration,
        _ head: ResponseHead
    ) throws(TransportError) -> HTTPExchange {
        let (handle, state) = (slot.handle, slot.state)
        try check(outcome, of: hop, configuration)
        let response = HTTPResponse(
            status: head.status, reason: head.reason, version: head.version, headers: head.headers,
            body: state.takeBody(), bodySize: state.bodySize, headerSize: state.head.count,
            downloadedSize: handle.size(CURLINFO_SIZE_DOWNLOAD_T), url: request.url,
            timings: HTTPTimings(of: handle))
        var sent = request
        sent.headers.fields = hop.lines
        return HTTPExchange(request: sent, response: response)
    }

    private func check(
        _ outcome: Outcome, of hop: Hop, _ configuration: CurlTransport.Configuration
    ) throws(TransportError) {
        let state = slot.state
        // Most transfers do not fail, and need none.
        var failure: TransferFailure {
            TransferFailure(
                handle: slot.handle, url: hop.url, options: options, configuration: configuration,
                route: hop.route, isOverdue: deadline?.isOver ?? false,
                authorizesProxy: hop.lines.contains(where: TransferSlot.isForProxy))
        }
        switch outcome {
        case .cancelled:
            throw TransportError(.cancelled, "interrupted", url: "")
        case .silent:
            throw TransportError(
                .timedOut, failure.silenceMessage, url: "", cause: TransferFailure.silence)
        // What becomes of its body does not matter.
        case .redirected: return
        case .finished where state.redirectBegan != nil && state.bodyFailure == nil: return
        case .finished(let code):
            let isDead = state.refusesRepetition && code == CURLE_ABORTED_BY_CALLBACK
            if isDead || state.sendsOnce && state.lostKeptConnection(code) {
                throw failure.deadConnection
            }
            if let message = state.reader?.failure {
                throw TransportError(.unreadableFile, message, url: "")
            }
            if let broken = state.bodyFailure, code == CURLE_OK || code == CURLE_WRITE_ERROR {
                throw failure.error(for: broken)
            }
            let isCut = code == CURLE_WRITE_ERROR && state.endsWithHead
            if (code == CURLE_OK || isCut) && state.hasFinalHead { return }
            if state.hasSwitchedProtocols {
                throw failure.switchedProtocols(ResponseHead(state.head))
            }
            // libcurl accepts a head that breaks off.
            throw failure.error(for: code == CURLE_OK ? CURLE_PARTIAL_FILE : code)
        }
    }
}
