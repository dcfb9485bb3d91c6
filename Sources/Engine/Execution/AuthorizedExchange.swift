import HTTPModel

/// Sends a request and waits for its response, round by round.
struct AuthorizedExchange {
    let transport: any HTTPTransport

    /// Runs all rounds to their end.
    func run(_ rounds: consuming ExchangeRounds) -> ExchangeOutcome {
        while true {
            switch rounds.next() {
            case .end(let outcome): return outcome
            case .send(let request, let options):
                do throws(TransportError) {
                    let exchange = try transport.exchange(request, options: options)
                    if let outcome = rounds.received(exchange) { return outcome }
                } catch {
                    return rounds.failed(error)
                }
            }
        }
    }
}
