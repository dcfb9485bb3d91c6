/// Receives what happens while tokens are obtained: for the log, the redactor and the audit log.
public struct TokenObserver {
    /// Receives what a user may want to know.
    public var note: (TokenNote) -> Void
    /// Receives every secret before it is used or shown anywhere.
    public var secret: (String) -> Void
    /// Receives every attempt to obtain a token.
    public var acquisition: (TokenAcquisition) -> Void

    /// Creates an observer; what is left out is ignored.
    public init(
        note: @escaping (TokenNote) -> Void = { _ in },
        secret: @escaping (String) -> Void = { _ in },
        acquisition: @escaping (TokenAcquisition) -> Void = { _ in }
    ) {
        self.note = note
        self.secret = secret
        self.acquisition = acquisition
    }
}
