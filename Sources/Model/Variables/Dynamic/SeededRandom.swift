import Synchronization

/// Random bytes that are the same for the same seed, for runs that must be repeatable (`--seed`).
///
/// The generator is SplitMix64. Its output can be predicted from a part of it, so it must never
/// make a secret.
public final class SeededRandom: Sendable {
    private let state: Mutex<UInt64>

    /// Starts the sequence of a seed.
    public init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// The next bytes of the sequence.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        state.withLock { state in
            while bytes.count < count {
                let word = Self.next(&state)
                for shift in stride(from: 56, through: 0, by: -8) where bytes.count < count {
                    bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
                }
            }
        }
        return bytes
    }

    private static func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
