import CollectionModel
import HTTPModel
import JSON
import MonotonicClock
import RunModel
import Signing
import Variables

/// The rounds of one exchange, step by step: sign, let somebody send, judge the response, and again
/// as long as the server asks for that.
///
/// It sends nothing itself, so that the requests of items, which are waited for, and those of
/// scripts, which are not, go through the same steps.
struct ExchangeRounds {
    /// What to do next.
    enum Step {
        /// Send this, then call `received` or `failed`.
        case send(HTTPRequest, TransferOptions)
        /// Nothing: this is what came of the exchange.
        case end(ExchangeOutcome)
    }

    /// What all exchanges of a run have in common.
    final class Tools {
        let builder: RequestBuilder
        let authorization: RequestAuthorization
        /// Receives each round but the last as a request of its own.
        let publisher: EventPublisher

        init(
            builder: RequestBuilder, authorization: RequestAuthorization, publisher: EventPublisher
        ) {
            self.builder = builder
            self.authorization = authorization
            self.publisher = publisher
        }
    }

    /// How often one request is sent again (NewmanReference §5.1).
    private static let replayLimit = 3

    private let tools: Tools
    /// The item that rounds are reported for; nil if they are not reported.
    private let item: ItemReference?
    private let behavior: JSONObject
    private let options: TransferOptions
    private let owned: OwnedAuthorization?
    private var prepared: PreparedRequest
    private var replays = 0
    /// When the preparation of this round began.
    private var start: Moment
    /// When the request of this round was handed out.
    private var sent: Moment
    private var applied = AppliedAuthorization()
    private var ready = HTTPRequest(url: "")

    /// Creates the rounds of a request whose preparation began at `start`.
    init(
        _ prepared: PreparedRequest, behavior: JSONObject, options: TransferOptions,
        authorization: OwnedAuthorization?, since start: Moment, item: ItemReference?,
        tools: Tools
    ) {
        self.prepared = prepared
        self.behavior = behavior
        self.options = options
        owned = authorization
        self.start = start
        sent = start
        self.item = item
        self.tools = tools
    }

    /// The request, not signed yet.
    var request: HTTPRequest { prepared.request }

    /// Signs the request for the next round.
    mutating func next() -> Step {
        var attempt = prepared
        applied = AppliedAuthorization()
        do throws(AuthorizationError) {
            if let owned {
                applied = try tools.authorization.sign(
                    &attempt.request, with: owned,
                    contentType: tools.builder.contentType(of: prepared, behavior: behavior),
                    isEmptyForm: prepared.isEmptyForm)
                attempt.request.headers.markAdded(to: prepared.request.headers)
            }
        } catch {
            return .end(unsigned(error))
        }
        ready = tools.builder.finish(attempt, behavior: behavior)
        sent = .now
        var options = options
        applied.signature.apply(to: &options)
        return .send(ready, options)
    }

    /// Takes the response of a round; returns what came of the exchange, or nil if another round
    /// follows.
    mutating func received(_ exchange: consuming HTTPExchange) -> ExchangeOutcome? {
        exchange.response.timings.prepare = sent - start
        for handshake in exchange.handshakes { report(handshake) }
        start = .now
        guard replays < Self.replayLimit else { return done(exchange) }
        do throws(AuthorizationError) {
            let isChallenged = try tools.authorization.isChallenged(
                by: exchange, to: ready, applied, isReplay: replays > 0)
            if !isChallenged { return done(exchange) }
        } catch {
            report(exchange)
            return unsigned(error)
        }
        report(exchange)
        replays += 1
        if !exchange.redirects.isEmpty { prepared.follow(exchange.request) }
        return nil
    }

    /// Takes the error of a round that got no response.
    func failed(_ error: TransportError) -> ExchangeOutcome {
        ExchangeOutcome(
            request: ready, failure: Failure(error), waited: Moment.now - sent,
            transportError: error)
    }

    private func done(_ exchange: consuming HTTPExchange) -> ExchangeOutcome {
        tools.authorization.explainRefusal(in: exchange, of: applied)
        if !exchange.redirects.isEmpty {
            tools.authorization.warnOfRedirect(of: ready, in: exchange)
        }
        return ExchangeOutcome(exchange)
    }

    private func report(_ exchange: HTTPExchange) {
        guard let item else { return }
        let record = RequestRecord(origin: .authentication, exchange: exchange)
        tools.publisher.publish(.request(record, item))
    }

    /// The outcome of a request that is not sent, without what it would have carried.
    private func unsigned(_ error: AuthorizationError) -> ExchangeOutcome {
        let request = HTTPRequest(
            method: prepared.request.method, url: prepared.definition.url.text)
        return ExchangeOutcome(
            request: request, failure: Failure(error),
            missesToken: error.missesToken)
    }
}

extension HTTPHeaders {
    /// Marks the lines that the others lack: the author of the request did not write them.
    fileprivate mutating func markAdded(to others: HTTPHeaders) {
        for index in fields.indices where !others.fields.contains(fields[index]) {
            fields[index].isSystem = true
        }
    }
}
