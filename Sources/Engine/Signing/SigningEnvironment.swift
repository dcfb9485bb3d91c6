public import Cryptography

/// What of the world signing needs: the clock, the random source, the files of bodies.
public struct AuthenticationEnvironment {
    /// The time in seconds since 1970.
    public var now: () -> Double
    /// That many unpredictable bytes.
    public var random: (Int) throws(CryptographyError) -> [UInt8]
    /// Waits that many seconds before a request is tried again.
    public var sleep: (Double) -> Void
    /// A client assertion of somebody else's, fresh for each use.
    public var clientAssertion: () throws(AuthenticationError) -> String = {
        () throws(AuthenticationError) in ""
    }
    /// Hands out a file of a request's body in pieces, for as long as they are taken; false where it
    /// cannot be read.
    public var readFile: (_ path: String, _ take: ([UInt8]) -> Bool) -> Bool

    /// Makes an environment.
    public init(
        now: @escaping () -> Double,
        random: @escaping (Int) throws(CryptographyError) -> [UInt8],
        sleep: @escaping (Double) -> Void,
        readFile: @escaping (_ path: String, _ take: ([UInt8]) -> Bool) -> Bool = { _, _ in false }
    ) {
        self.now = now
        self.random = random
        self.sleep = sleep
        self.readFile = readFile
    }
}
