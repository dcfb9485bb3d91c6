/// Why a text is not a threshold.
public enum ThresholdError: Error, Sendable, Hashable {
    /// It has none of `<`, `<=`, `>` and `>=`.
    case noComparison
    /// The name before the sign is none.
    case unknownMetric(String)
    /// A percentile is not above 0 and at most 100.
    case percentileOutOfRange(String)
    /// The limit is not a number with the unit of its metric.
    case malformedLimit(String, Threshold.Unit)
    /// The share is more than 100 percent.
    case shareOutOfRange(String)
    /// Nothing can be below zero.
    case belowZero
    /// Times and failures have no lower limit.
    case lowerLimit
    /// There is a `:` without a path before it.
    case noRequest
}

extension Threshold {
    /// What the number of a limit counts.
    public enum Unit: Sendable, Hashable {
        /// Milliseconds, seconds or minutes.
        case time
        /// A number, or percent.
        case numberOrShare
        /// A number.
        case number
    }

    /// The names of metrics, for messages.
    public static let metricNames = ["p95", "median", "mean", "max", "failed", "throughput"]

    /// Reads a threshold, which may begin with the path of a request: `Orders / List: p95<500ms`.
    public init(_ text: String) throws(ThresholdError) {
        var rest = text[...]
        var request: String?
        if let colon = text.lastIndex(of: ":") {
            let path = Self.plain(text[..<colon])
            if path.isEmpty { throw .noRequest }
            request = path
            rest = text[text.index(after: colon)...]
        }
        let words = rest.filter { $0 != " " }.lowercased()
        guard let comparison = Comparison.allCases.first(where: { words.contains($0.rawValue) }),
            let sign = words.firstRange(of: comparison.rawValue)
        else { throw .noComparison }
        let (metric, limit) = try Self.limit(
            String(words[..<sign.lowerBound]), String(words[sign.upperBound...]))
        if metric != .throughput, comparison == .above || comparison == .atLeast {
            throw .lowerLimit
        }
        if limit == 0, comparison == .below { throw .belowZero }
        self.init(
            text: text, metric: metric, comparison: comparison, limit: limit, request: request)
    }

    /// Whether both limit the same in the same direction.
    public func isRepeated(by other: Threshold) -> Bool {
        metric == other.metric && request == other.request && isUpper == other.isUpper
    }

    private var isUpper: Bool { comparison == .below || comparison == .atMost }

    private static func limit(
        _ name: String, _ value: String
    ) throws(ThresholdError) -> (Metric, Double) {
        switch name {
        case "mean", "avg", "average": (.mean, try time(value))
        case "max", "maximum": (.maximum, try time(value))
        case "median": (.percentile(50), try time(value))
        case "throughput", "rps": (.throughput, try number(value, value, .number))
        case "failed": try failures(value)
        default: (.percentile(try percentile(name)), try time(value))
        }
    }

    private static func percentile(_ name: String) throws(ThresholdError) -> Double {
        guard name.hasPrefix("p"), let percent = plainNumber(name.dropFirst()) else {
            throw .unknownMetric(name)
        }
        if percent <= 0 || percent > 100 { throw .percentileOutOfRange(name) }
        return percent
    }

    private static func failures(_ value: String) throws(ThresholdError) -> (Metric, Double) {
        guard value.hasSuffix("%") else {
            return (.failedCount, try number(value, value, .numberOrShare))
        }
        let share = try number(value.dropLast(), value, .numberOrShare)
        if share > 100 { throw .shareOutOfRange(value) }
        return (.failedShare, share)
    }

    /// The milliseconds of `500ms`, `1.5s` or a bare number.
    private static func time(_ text: String) throws(ThresholdError) -> Double {
        for (suffix, factor) in [("ms", 1.0), ("s", 1_000), ("m", 60_000)]
        where text.hasSuffix(suffix) {
            return try number(text.dropLast(suffix.count), text, .time) * factor
        }
        return try number(text, text, .time)
    }

    private static func number(
        _ digits: some StringProtocol, _ text: String, _ unit: Unit
    ) throws(ThresholdError) -> Double {
        if let number = plainNumber(digits) { return number }
        throw .malformedLimit(text, unit)
    }

    /// A number of digits, and perhaps a point.
    private static func plainNumber(_ text: some StringProtocol) -> Double? {
        guard text.utf8.first != UInt8(ascii: "."), text.utf8.count <= 15,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }

    /// A path without the spaces around its slashes.
    static func plain(_ path: some StringProtocol) -> String {
        path.split(separator: "/").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "/")
    }
}
