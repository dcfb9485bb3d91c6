public import Cryptography

/// What signing needs from outside: the clock, the random source and the files of bodies.
public struct SigningEnvironment {
    /// Returns the time in seconds since 1970.
    public var now: () -> Double
    /// Returns that many unpredictable bytes.
    public var random: (Int) throws(CryptographyError) -> [UInt8]
    /// Reads a file of a request's body in pieces, for as long as `take` returns true; returns
    /// false if the file cannot be read.
    public var readFile: (_ path: String, _ take: ([UInt8]) -> Bool) -> Bool

    /// Creates an environment.
    public init(
        now: @escaping () -> Double,
        random: @escaping (Int) throws(CryptographyError) -> [UInt8],
        readFile: @escaping (_ path: String, _ take: ([UInt8]) -> Bool) -> Bool = { _, _ in false }
    ) {
        self.now = now
        self.random = random
        self.readFile = readFile
    }
}
