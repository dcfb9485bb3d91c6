/// Lengths of time as options take them: `500ms`, `5s`, `1.5s`, `2m`, `1h`, or a bare number.
enum TimeSpelling {
    /// The placeholder of such a value.
    static let placeholder: ValueShape = "TIME"

    /// What the system's clocks can count, in milliseconds: about 30 years.
    private static let longest = 1e12

    private static let units: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ]

    /// The milliseconds of a value; those of a bare number are in the unit.
    static func milliseconds(
        _ text: String, _ option: String, bareUnit: String = "ms"
    ) throws(UsageError) -> Int {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let suffix =
            number.count == text.count ? bareUnit : text.dropFirst(number.count).lowercased()
        if let unit = units.first(where: { $0.suffix == suffix }), let value = Double(number),
            suffix != "ms" || !number.contains("."), value * unit.milliseconds < longest
        {
            return Int((value * unit.milliseconds).rounded())
        }
        throw UsageError(
            message: "'\(option)' must be a time such as 500ms, 5s or 2m, not '\(text)'")
    }
}
