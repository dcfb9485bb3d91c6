import HTTPModel
import MonotonicClock
import RunModel

/// The exchanges that are in progress while scripts go on, round by round.
///
/// They share the transport's connections and cookies. Nothing happens between calls of `wait`,
/// which the event loop of the scripts makes.
final class StartedExchanges {
    /// Receives what came of an exchange, once.
    typealias Completion = (ExchangeOutcome) -> Void

    /// An exchange between two rounds, or in one.
    private struct Started {
        var rounds: ExchangeRounds
        let number: Int
        let completion: Completion
    }

    private let transport: any ConcurrentTransport
    private let sleep: (Double) -> Void
    private var lastNumber = 0
    /// The exchanges whose request is under way.
    private var underWay: [ExchangeID: Started] = [:]
    /// Number → the request of its round.
    private var current: [Int: ExchangeID] = [:]
    /// The exchanges that ended without a request.
    private var ended: [(number: Int, outcome: ExchangeOutcome, completion: Completion)] = []

    init(transport: any ConcurrentTransport, sleep: @escaping (Double) -> Void) {
        self.transport = transport
        self.sleep = sleep
    }

    /// Starts an exchange; returns its number.
    func start(_ rounds: ExchangeRounds, completion: @escaping Completion) -> Int {
        lastNumber += 1
        beginRound(of: Started(rounds: rounds, number: lastNumber, completion: completion))
        return lastNumber
    }

    /// Starts an exchange that has already failed; its end is reported like any other.
    func start(failed outcome: ExchangeOutcome, completion: @escaping Completion) -> Int {
        lastNumber += 1
        ended.append((lastNumber, outcome, completion))
        return lastNumber
    }

    /// Waits until an exchange has ended, at most for the duration, and reports those that have.
    func wait(atMost duration: Duration) {
        if !ended.isEmpty { return reportEnded() }
        if underWay.isEmpty { return sleep(max(duration, .zero) / .seconds(1)) }
        for exchange in transport.finishedExchanges(before: .now + duration) {
            guard let started = underWay.removeValue(forKey: exchange.id) else { continue }
            current[started.number] = nil
            endRound(of: started, exchange.result)
        }
        reportEnded()
    }

    /// Drops exchanges, which are never reported.
    func cancel(_ numbers: Set<Int>) {
        ended.removeAll { numbers.contains($0.number) }
        let ids = numbers.compactMap { current.removeValue(forKey: $0) }
        for id in ids { underWay[id] = nil }
        if !ids.isEmpty { transport.cancel(Set(ids)) }
    }

    private func beginRound(of started: Started) {
        var started = started
        switch started.rounds.next() {
        case .end(let outcome): ended.append((started.number, outcome, started.completion))
        case .send(let request, let options):
            let id = transport.start(request, options: options)
            current[started.number] = id
            underWay[id] = started
        }
    }

    private func endRound(
        of started: Started, _ result: Result<HTTPExchange, TransportError>
    ) {
        var started = started
        switch result {
        case .success(let exchange):
            guard let outcome = started.rounds.received(exchange) else {
                return beginRound(of: started)
            }
            started.completion(outcome)
        case .failure(let error): started.completion(started.rounds.failed(error))
        }
    }

    private func reportEnded() {
        let list = ended
        ended = []
        for one in list { one.completion(one.outcome) }
    }
}
