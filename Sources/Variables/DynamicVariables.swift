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
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
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

/// Dates in the proleptic Gregorian calendar, UTC.
public enum Timestamp {
    /// A time as `2026-03-04T05:06:07.089Z` (RFC 3339), milliseconds cut off.
    public static func iso8601(_ secondsSince1970: Double) -> String {
        let milliseconds = Int64((secondsSince1970 * 1000).rounded(.down))
        let (seconds, fraction) = floorDivide(milliseconds, 1000)
        let (days, second) = floorDivide(seconds, 86_400)
        let (year, month, day) = civil(days)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
            + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":"
            + padded(second % 60, 2) + "." + padded(fraction, 3) + "Z"
    }

    private static func floorDivide(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder < 0 ? (quotient - 1, remainder + b) : (quotient, remainder)
    }

    /// Year, month and day of a day counted from 1970-01-01, by the 400-year cycle that starts in March.
    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shifted + 2) / 5 + 1
        )
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
