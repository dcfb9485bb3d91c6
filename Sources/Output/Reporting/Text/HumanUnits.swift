import RunModel
import TextEncoding

/// Numbers with units as Newman's users know them: `345ms`, `2.3s`, `1m 2.4s`; `270B`, `1.14kB`.
public enum HumanUnits {
    /// Spells a time in milliseconds: below two seconds as milliseconds, below one millisecond as
    /// microseconds.
    static func time(milliseconds: Double) -> String {
        let value = max(0, milliseconds)
        if value < 1 { return String(Int(value * 1_000)) + "µs" }
        if value < 1_998 { return String(Int(value)) + "ms" }
        return longTime(tenths: Int(min(value, 1e15) / 100))
    }

    /// Spells a duration in the same way.
    static func time(_ duration: Duration) -> String {
        time(milliseconds: duration.milliseconds)
    }

    /// Appends a duration in the same spelling.
    static func append(_ duration: Duration, to bytes: inout [UInt8]) {
        let value = max(0, duration.milliseconds)
        if value < 1 {
            DecimalDigits.append(Int(value * 1_000), to: &bytes)
            bytes += microseconds
        } else {
            bytes += time(milliseconds: value).utf8
        }
    }

    /// Spells a count of things: `1 file`, `2 files`.
    public static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static let microseconds = Array("µs".utf8)

    /// Spells a size in bytes, in powers of 1,000 with at most two decimals.
    static func size(_ bytes: Int) -> String {
        guard bytes >= 1_000 else { return "\(bytes)B" }
        var unit = 0
        var divisor = 1_000
        while unit < sizeUnits.count - 1, hundredths(bytes, divisor) >= 100_000 {
            unit += 1
            divisor *= 1_000
        }
        return decimal(hundredths(bytes, divisor)) + sizeUnits[unit]
    }

    private static let sizeUnits = ["kB", "MB", "GB", "TB"]

    private static func hundredths(_ bytes: Int, _ divisor: Int) -> Int {
        Int((Double(bytes) * 100 / Double(divisor)).rounded())
    }

    private static func decimal(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(whole)" }
        if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
        return rest < 10 ? "\(whole).0\(rest)" : "\(whole).\(rest)"
    }

    /// Days, hours, minutes and seconds, without the parts that are zero.
    private static func longTime(tenths: Int) -> String {
        var parts: [String] = []
        let seconds = tenths / 10
        if seconds >= 86_400 { parts.append("\(seconds / 86_400)d") }
        if seconds / 3_600 % 24 > 0 { parts.append("\(seconds / 3_600 % 24)h") }
        if seconds / 60 % 60 > 0 { parts.append("\(seconds / 60 % 60)m") }
        let rest = tenths % 600
        if rest > 0 {
            parts.append(rest % 10 == 0 ? "\(rest / 10)s" : "\(rest / 10).\(rest % 10)s")
        }
        return parts.joined(separator: " ")
    }
}
