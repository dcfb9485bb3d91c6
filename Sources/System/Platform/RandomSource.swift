import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Random bytes of the operating system, good enough for keys.
///
/// Each byte is given out once. It asks the system for many at a time: a request needs 16 of them,
/// and the system call would cost more than they do.
public final class RandomSource: Sendable {
    /// The most bytes that the system gives in one call (`getentropy`).
    private static let poolSize = 256

    private let pool = Mutex<[UInt8]>([])

    /// Creates a source that has asked for nothing yet.
    public init() {}

    /// Returns random bytes that nobody can predict.
    public func bytes(_ count: Int) -> [UInt8] {
        pool.withLock { pool in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count)
            while bytes.count < count {
                if pool.isEmpty { pool = Self.fresh() }
                let taken = min(count - bytes.count, pool.count)
                bytes += pool[(pool.count - taken)...]
                pool.removeLast(taken)
            }
            return bytes
        }
    }

    private static func fresh() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: poolSize)
        guard getentropy(&bytes, poolSize) == 0 else {
            preconditionFailure("the system has no random bytes")
        }
        return bytes
    }
}
