import HTTPModel

/// When an item is tried again, and how often (`--retry`).
public struct RetryRules: Sendable, Hashable {
    /// What an item may be tried again for.
    public enum Cause: Sendable, Hashable {
        /// There was no answer: no connection, a lost one, a time limit.
        case noAnswer
        /// The answer has one of these statuses.
        case status(ClosedRange<Int>)
        /// A test did not hold, or a script threw; then the scripts run again too.
        case failure
    }

    /// How many attempts may follow the first one.
    public var count = 0
    /// The wait before each attempt; longer if the server asks for it by `Retry-After`.
    public var delay = Duration.seconds(1)
    /// What is tried again; nil for what a retry may help with and does no harm to repeat.
    public var causes: Set<Cause>?

    /// The longest wait that a server may ask for; if it asks for more, there is no other attempt.
    static let longestWaitSeconds = 60.0

    /// Makes the rules that nothing is tried again.
    public init() {}

    /// How many attempts there may be.
    var limit: Int { count == .max ? count : count + 1 }

    /// Whether failed tests are a cause.
    var retriesFailures: Bool { count > 0 && causes?.contains(.failure) == true }

    /// Why the request must be sent again, in a phrase; nil if it must not.
    func reason(for outcome: ExchangeOutcome) -> String? {
        if let error = outcome.transportError {
            return retries(error.kind, of: outcome.request) ? error.message : nil
        }
        guard let status = outcome.response?.status, retries(status, of: outcome.request)
        else { return nil }
        return "status \(status)"
    }

    private func retries(_ kind: TransportError.Kind, of request: HTTPRequest) -> Bool {
        switch kind {
        case .nameNotFound, .connectionRefused: causes?.contains(.noAnswer) ?? true
        case .connectionLost, .timedOut, .invalidResponse:
            causes?.contains(.noAnswer) ?? request.isIdempotent
        case .invalidURL, .invalidRequest, .tls, .redirect, .tooLarge, .unreadableFile,
            .cancelled, .other:
            false
        }
    }

    private func retries(_ status: Int, of request: HTTPRequest) -> Bool {
        guard let causes else {
            // These two say that the request was not taken.
            return status == 429 || status == 503
                || (status == 502 || status == 504) && request.isIdempotent
        }
        return causes.contains {
            if case .status(let range) = $0 { range.contains(status) } else { false }
        }
    }

    /// How long to wait before the next attempt, if the server asks for so many seconds; nil if it
    /// asks for too many.
    func wait(asked seconds: Double?) -> Duration? {
        guard let seconds else { return delay }
        return seconds > Self.longestWaitSeconds ? nil : max(delay, .seconds(seconds))
    }
}
