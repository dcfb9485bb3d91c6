public import Cryptography

/// What obtaining tokens needs from outside: the clock, the random source and foreign assertions.
public struct TokenEnvironment {
    /// Returns the time in seconds since 1970.
    public var now: () -> Double
    /// Returns that many unpredictable bytes.
    public var random: (Int) throws(CryptographyError) -> [UInt8]
    /// Waits that many seconds.
    public var sleep: (Double) -> Void
    /// Returns a client assertion that another service issued, new for each use.
    public var clientAssertion: () throws(OAuth2Error) -> String = {
        () throws(OAuth2Error) in ""
    }

    /// Returns the token that is exchanged for another, new for each use.
    public var grantAssertion: () throws(OAuth2Error) -> String = {
        () throws(OAuth2Error) in ""
    }

    /// Creates an environment.
    public init(
        now: @escaping () -> Double,
        random: @escaping (Int) throws(CryptographyError) -> [UInt8],
        sleep: @escaping (Double) -> Void
    ) {
        self.now = now
        self.random = random
        self.sleep = sleep
    }
}
