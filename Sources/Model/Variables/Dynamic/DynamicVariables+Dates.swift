import TextEncoding

extension DynamicVariables {
    private static let day = 86_400
    private static let weekdays = WordList(
        words: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday")
    private static let months = WordList(
        words: """
            January February March April May June July August September October November December
            """)

    /// Moments around the present, and the names of the calendar.
    func date(_ kind: String) -> String? {
        switch kind {
        case "DateFuture": moment(1...(365 * Self.day))
        case "DatePast": moment((-365 * Self.day)...(-1))
        case "DateRecent": moment(-Self.day...(-1))
        case "Weekday": ambience.pick(Self.weekdays)
        case "Month": ambience.pick(Self.months)
        default: nil
        }
    }

    private func moment(_ secondsFromNow: ClosedRange<Int>) -> String {
        Self.dateText(ambience.now() + Double(ambience.number(secondsFromNow)))
    }

    /// A moment as JavaScript writes a `Date` of the time zone UTC, which is how Newman puts dates
    /// into requests: `Tue Mar 04 2025 10:00:00 GMT+0000 (Coordinated Universal Time)`.
    static func dateText(_ secondsSince1970: Double) -> String {
        let text = Timestamp.iso8601(secondsSince1970)
        let date = text.prefix(10).split(separator: "-")
        let month = months.words[(Int(date[1]) ?? 1) - 1].prefix(3)
        // The first of January 1970 was a Thursday.
        let days = Int((secondsSince1970 / Double(day)).rounded(.down))
        let weekday = weekdays.words[((days + 4) % 7 + 7) % 7].prefix(3)
        return "\(weekday) \(month) \(date[2]) \(date[0]) \(text.dropFirst(11).prefix(8))"
            + " GMT+0000 (Coordinated Universal Time)"
    }
}
