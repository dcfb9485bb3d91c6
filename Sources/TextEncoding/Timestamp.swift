/// Moments in UTC, in the proleptic Gregorian calendar.
public enum Timestamp {
    /// The years 0000 to 9999, which are all that the format can say.
    private static let sayable = -62_167_219_200...253_402_300_799.999

    /// A moment as `2026-03-04T05:06:07.089Z` (RFC 3339), from seconds since 1970, rounded down.
    public static func iso8601(_ secondsSince1970: Double) -> String {
        // In this order, what is not a number becomes the lower bound.
        let moment = min(sayable.upperBound, max(sayable.lowerBound, secondsSince1970))
        let (seconds, milliseconds) = divide(Int((moment * 1_000).rounded(.down)), by: 1_000)
        let (days, time) = divide(seconds, by: 86_400)
        let (year, month, day) = civil(daysSince1970: days)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
            + "\(padded(time / 3_600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
            + ".\(padded(milliseconds, 3))Z"
    }

    /// The Gregorian date of a day, by counting 400-year eras that begin in March.
    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = divide(days + 719_468, by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// Division that rounds down, so that the remainder is never negative.
    private static func divide(_ a: Int, by b: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder < 0 ? (quotient - 1, remainder + b) : (quotient, remainder)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        DecimalDigits.encode(number, width: width)
    }
}
