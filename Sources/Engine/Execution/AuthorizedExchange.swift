import Authentication
import CollectionModel
import HTTPModel
import JSON
import RunModel
import Variables

/// Signs a request and sends it, and does both again as long as the server asks for that.
///
/// The requests of items and those of scripts go through here alike. Every round but the last is
/// reported as a request of its own.
struct AuthorizedExchange {
    /// What came of it.
    struct Outcome {
        /// The request as it was sent before any redirect, or as far as it was prepared.
        var request: HTTPRequest
        var response: HTTPResponse?
        var failure: Failure?
        /// The requests that redirects led to.
        var hops: [RequestRecord.Hop] = []
        /// Why there is no answer, where the request was sent or was to be.
        var transportError: TransportError?
        /// Whether it was not sent because its token could not be had.
        var missesToken = false
        /// How long the answer was waited for that there is not.
        var waited: Duration?

        /// What is told of it.
        func record(_ origin: RequestRecord.Origin) -> RequestRecord {
            RequestRecord(
                origin: origin, request: request, response: response, failure: failure,
                hops: hops, waited: waited)
        }
    }

    /// How often one request is sent again (reference §5.1).
    private static let replayLimit = 3

    let builder: RequestBuilder
    let authorization: RequestAuthorization
    let transport: any HTTPTransport
    /// Hears of a round that ended with a challenge.
    let report: (RequestRecord) -> Void

    /// Runs it; the making of the request began at `start`.
    func run(
        _ prepared: PreparedRequest, behavior: JSONObject, options: TransferOptions,
        authorization owned: OwnedAuthorization?, since start: ContinuousClock.Instant
    ) -> Outcome {
        var prepared = prepared
        var replays = 0
        var start = start
        while true {
            var attempt = prepared
            var signature = RequestSignature()
            do throws(AuthenticationError) {
                if let owned {
                    signature = try authorization.sign(
                        &attempt.request, with: owned,
                        contentType: builder.contentType(of: prepared, behavior: behavior))
                }
            } catch {
                return Self.unsigned(prepared, error, owned)
            }
            let ready = builder.finish(attempt, behavior: behavior)
            var exchange: HTTPExchange
            let sent = ContinuousClock.now
            do throws(TransportError) {
                exchange = try transport.exchange(ready, options: signature.apply(to: options))
            } catch {
                return Outcome(
                    request: ready, failure: Failure(error), transportError: error,
                    waited: ContinuousClock.now - sent)
            }
            exchange.response.timings.prepare = sent - start
            start = ContinuousClock.now
            guard replays < Self.replayLimit else { return done(exchange, signature) }
            do throws(AuthenticationError) {
                guard
                    try authorization.isChallenged(
                        by: exchange, to: ready, signature, isReplay: replays > 0)
                else { return done(exchange, signature) }
            } catch {
                report(Self.round(exchange))
                return Self.unsigned(prepared, error, owned)
            }
            report(Self.round(exchange))
            replays += 1
            if !exchange.redirects.isEmpty { prepared.follow(exchange.request) }
        }
    }

    private func done(_ exchange: HTTPExchange, _ signature: RequestSignature) -> Outcome {
        authorization.explainRefusal(in: exchange, of: signature)
        let record = RequestRecord(origin: .item, exchange: exchange)
        return Outcome(request: record.request, response: record.response, hops: record.hops)
    }

    private static func round(_ exchange: HTTPExchange) -> RequestRecord {
        RequestRecord(origin: .authentication, exchange: exchange)
    }

    /// A request that is not sent, told without what it would have carried.
    private static func unsigned(
        _ prepared: PreparedRequest, _ error: AuthenticationError, _ owned: OwnedAuthorization?
    ) -> Outcome {
        let request = HTTPRequest(
            method: prepared.request.method, url: prepared.definition.url.text)
        return Outcome(
            request: request, failure: Failure(error),
            missesToken: owned?.definition.type == "oauth2")
    }
}
