/// How much the terminal shows of the exchange below a failure (`--failure-details`).
public enum FailureDetails: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case none
    /// The request, the status and the first lines of the response.
    case short
    /// The headers of both, too, and more of the response.
    case full
}
