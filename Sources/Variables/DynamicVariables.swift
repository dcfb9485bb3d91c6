import TextEncoding

/// Where time and chance come from; parameters of a run, so that tests can fix them.
public struct Ambience: Sendable {
    /// The time in seconds since 1970.
    public var now: @Sendable () -> Double
    /// So many random bytes.
    public var randomBytes: @Sendable (Int) -> [UInt8]

    /// Makes a source of time and chance.
    public init(
        now: @escaping @Sendable () -> Double, randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// A random number from 0 to `limit`, both included.
    public func random(upTo limit: UInt64) -> UInt64 {
        let value = randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return limit == .max ? value : value % (limit + 1)
    }

    /// A random UUID of version 4 (RFC 9562 §5.4).
    public func uuid() -> String {
        var bytes = randomBytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return [bytes[..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10...]]
            .map { Hexadecimal.encode($0) }.joined(separator: "-")
    }
}

/// Variables whose value is made anew at every use (reference §4.5).
struct DynamicVariables {
    let ambience: Ambience

    /// A fresh value, or nil where there is no such variable.
    func value(named name: String) -> String? {
        switch name {
        case "$guid", "$randomUUID": ambience.uuid()
        case "$timestamp": String(Int64(ambience.now().rounded()))
        case "$isoTimestamp": Timestamp.iso8601(ambience.now())
        case "$randomInt": String(ambience.random(upTo: 1000))
        default: nil
        }
    }
}
