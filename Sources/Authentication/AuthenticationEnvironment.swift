public import Cryptography

/// The clock and the random source that tokens are got with.
public struct AuthenticationEnvironment {
    /// The time in seconds since 1970.
    public var now: () -> Double
    /// That many unpredictable bytes.
    public var random: (Int) throws(CryptographyError) -> [UInt8]
    /// Waits that many seconds before a request is tried again.
    public var sleep: (Double) -> Void

    /// Makes an environment.
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
