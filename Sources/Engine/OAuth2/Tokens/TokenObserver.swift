public import HTTPModel

/// Who hears of what happens while requests are signed: the log, and the redactor.
public struct AuthenticationObserver {
    /// Hears of what a user may want to know.
    public var note: (AuthenticationNote) -> Void
    /// Hears of every secret before it is used or shown anywhere.
    public var secret: (String) -> Void
    /// Hears of what is secret for one request, as its signature is.
    public var passingSecret: (String) -> Void
    /// Hears of every exchange with a token endpoint, its secrets told before.
    public var exchange: (HTTPExchange) -> Void

    /// Hears of every attempt to get a token.
    public var acquisition: (TokenAcquisition) -> Void

    /// Makes an observer; what is left out is not listened to.
    public init(
        note: @escaping (AuthenticationNote) -> Void = { _ in },
        secret: @escaping (String) -> Void = { _ in },
        passingSecret: @escaping (String) -> Void = { _ in },
        exchange: @escaping (HTTPExchange) -> Void = { _ in },
        acquisition: @escaping (TokenAcquisition) -> Void = { _ in }
    ) {
        self.note = note
        self.secret = secret
        self.passingSecret = passingSecret
        self.exchange = exchange
        self.acquisition = acquisition
    }
}
