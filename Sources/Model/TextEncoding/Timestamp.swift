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
        var text: [UInt8] = []
        text.reserveCapacity(24)
        append(year, 4, "-", to: &text)
        append(month, 2, "-", to: &text)
        append(day, 2, "T", to: &text)
        append(time / 3_600, 2, ":", to: &text)
        append(time / 60 % 60, 2, ":", to: &text)
        append(time % 60, 2, ".", to: &text)
        append(milliseconds, 3, "Z", to: &text)
        return String(decoding: text, as: UTF8.self)
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

    /// Appends so many last digits of a number, and a mark after them.
    private static func append(
        _ number: Int, _ width: Int, _ mark: Unicode.Scalar, to text: inout [UInt8]
    ) {
        var unit = 1
        for _ in 1..<width { unit *= 10 }
        while unit > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
            unit /= 10
        }
        text.append(UInt8(ascii: mark))
    }
}

extension Timestamp {
    /// The seconds since 1970 of a date and time; a day beyond its month's end is one of the next.
    public static func seconds(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) -> Int {
        let days = daysSince1970(year: year, month: month, day: day)
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    /// The seconds since 1970 of `2026-03-04T05:06:07.089Z`; nil if the text has another form.
    public static func seconds(iso8601 text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        for (index, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
        where bytes[index] != mark.utf8.first { return nil }
        let numbers = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19].compactMap {
            number(bytes[$0])
        }
        guard numbers.count == 6, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]),
            numbers[3] < 24, numbers[4] < 60, numbers[5] < 60,
            let fraction = fraction(bytes[19..<(bytes.count - 1)])
        else { return nil }
        let whole = seconds(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4], second: numbers[5])
        return Double(whole) + fraction
    }

    /// The inverse of `civil`.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = divide(marchYear, by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// The value of `.089`, or zero for nothing.
    private static func fraction(_ text: ArraySlice<UInt8>) -> Double? {
        if text.isEmpty { return 0 }
        let digits = text.dropFirst()
        guard text.first == UInt8(ascii: "."), (1...9).contains(digits.count),
            let number = number(digits)
        else { return nil }
        return digits.reduce(Double(number)) { value, _ in value / 10 }
    }
}
