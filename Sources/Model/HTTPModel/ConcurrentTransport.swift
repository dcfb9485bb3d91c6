public import MonotonicClock

/// A transport that can have many exchanges in progress at once, all on the thread of its caller.
///
/// They share cookies and connections with each other and with `exchange(_:options:)`, and obey the
/// same limits. Nothing happens between the calls: the caller that starts exchanges calls
/// `finishedExchanges(before:)` until all of them have finished.
public protocol ConcurrentTransport: HTTPTransport {
    /// The number of exchanges that were started and whose end was not returned.
    var startedCount: Int { get }

    /// Starts an exchange and returns without waiting for it.
    ///
    /// An exchange that cannot even be started finishes with its error, like any other.
    func start(_ request: HTTPRequest, options: TransferOptions) -> ExchangeID

    /// Waits until at least one exchange has finished.
    ///
    /// - Parameter deadline: when to stop waiting; nil waits for as long as the exchanges may take.
    /// - Returns: the exchanges in the order in which they finished, each of them once. It is
    ///   empty at the deadline, and at once if nothing is in progress.
    func finishedExchanges(before deadline: Moment?) -> [FinishedExchange]

    /// Drops exchanges: their connections are closed, and they never finish.
    func cancel(_ ids: Set<ExchangeID>)

    /// Drops all exchanges that were started, and those that have finished and were not returned
    /// yet.
    func cancelAll()
}

/// Names an exchange that was started.
public struct ExchangeID: Sendable, Hashable {
    private let number: Int

    /// Makes an identity; the number is unique within the transport.
    public init(number: Int) {
        self.number = number
    }
}

/// An exchange that was started and has finished.
public struct FinishedExchange: Sendable {
    /// The exchange.
    public let id: ExchangeID
    /// The final response with the request, or the reason why there is none.
    public let result: Result<HTTPExchange, TransportError>

    /// Makes the end of an exchange.
    public init(id: ExchangeID, result: Result<HTTPExchange, TransportError>) {
        self.id = id
        self.result = result
    }
}
