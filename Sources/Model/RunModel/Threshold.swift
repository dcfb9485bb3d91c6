/// A limit for the requests of a run that fails it: `p95<500ms`, `failed<1%`, `throughput>20`.
public struct Threshold: Sendable, Hashable {
    /// What is limited.
    public enum Metric: Sendable, Hashable {
        /// The time that so many percent of the requests do not exceed.
        case percentile(Double)
        /// The mean of the times.
        case mean
        /// The longest time.
        case maximum
        /// The share of the requests that failed, in percent.
        case failedShare
        /// How many requests failed.
        case failedCount
        /// The requests in a second.
        case throughput
    }

    /// How the value is compared with the limit.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// At most the limit.
        case atMost = "<="
        /// At least the limit.
        case atLeast = ">="
        /// Below the limit.
        case below = "<"
        /// Above the limit.
        case above = ">"
    }

    /// The name of the failure of a threshold that is missed.
    static let failureName = "ThresholdError"

    /// The threshold as it was written.
    public let text: String
    /// What is limited.
    public let metric: Metric
    /// How it is compared.
    public let comparison: Comparison
    /// The limit: milliseconds, percent, or a number.
    public let limit: Double
    /// The path of the request that is meant; nil for all requests.
    public let request: String?

    /// Reads a threshold, which may begin with the path of a request: `Orders / List: p95<500ms`;
    /// nil if the text is none.
    public init?(_ text: String) {
        self.text = text
        var rest = text[...]
        if let colon = text.lastIndex(of: ":") {
            request = Self.plain(text[..<colon])
            rest = text[text.index(after: colon)...]
        } else {
            request = nil
        }
        let words = rest.filter { $0 != " " }.lowercased()
        guard
            let comparison = Comparison.allCases.first(where: { words.contains($0.rawValue) }),
            let sign = words.firstRange(of: comparison.rawValue),
            let (metric, limit) = Self.limit(
                String(words[..<sign.lowerBound]), String(words[sign.upperBound...]))
        else { return nil }
        self.comparison = comparison
        self.metric = metric
        self.limit = limit
    }

    private static func limit(_ name: String, _ value: String) -> (Metric, Double)? {
        switch name {
        case "mean", "avg", "average": return time(value).map { (.mean, $0) }
        case "max", "maximum": return time(value).map { (.maximum, $0) }
        case "median": return time(value).map { (.percentile(50), $0) }
        case "throughput", "rps": return Double(value).map { (.throughput, $0) }
        case "failed":
            if value.hasSuffix("%") {
                return Double(value.dropLast()).map { (.failedShare, $0) }
            }
            return Double(value).map { (.failedCount, $0) }
        default:
            guard name.hasPrefix("p"), let percent = Double(name.dropFirst()),
                percent > 0, percent <= 100
            else { return nil }
            return time(value).map { (.percentile(percent), $0) }
        }
    }

    /// The milliseconds of `500ms`, `1.5s` or a bare number.
    private static func time(_ text: String) -> Double? {
        for (suffix, factor) in [("ms", 1.0), ("s", 1_000), ("m", 60_000)] {
            if text.hasSuffix(suffix) {
                return Double(text.dropLast(suffix.count)).map { $0 * factor }
            }
        }
        return Double(text)
    }

    /// A path without the spaces around its slashes.
    private static func plain(_ path: some StringProtocol) -> String {
        path.split(separator: "/").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "/")
    }

    // MARK: Verdict

    /// Why the times miss the threshold; nil if they keep it.
    public func failure(_ times: RequestTimes) -> Failure? {
        guard let entry = entry(times) else {
            return Failure(
                name: Self.failureName,
                message: "no request '\(request ?? "")' was sent, so '\(text)' cannot be checked")
        }
        guard let value = value(of: entry, in: times) else {
            return Failure(
                name: Self.failureName,
                message: "no response arrived, so '\(text)' cannot be checked")
        }
        let isKept =
            switch comparison {
            case .atMost: value <= limit
            case .atLeast: value >= limit
            case .below: value < limit
            case .above: value > limit
            }
        if isKept { return nil }
        return Failure(
            name: Self.failureName,
            message: "expected \(text), but it is \(shown(value)) for \(entry.count) requests")
    }

    private func entry(_ times: RequestTimes) -> RequestTimes.Entry? {
        guard let request else { return times.all }
        return times.entries.first { Self.plain($0.name) == request }
    }

    private func value(of entry: RequestTimes.Entry, in times: RequestTimes) -> Double? {
        switch metric {
        case .percentile(let percent): entry.times.percentile(percent)
        case .mean: entry.times.count > 0 ? entry.times.mean : nil
        case .maximum: entry.times.count > 0 ? entry.times.maximum : nil
        case .failedShare:
            entry.count > 0 ? Double(entry.failedCount) / Double(entry.count) * 100 : nil
        case .failedCount: Double(entry.failedCount)
        case .throughput: times.throughput(entry)
        }
    }

    private func shown(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        let number = rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
        return switch metric {
        case .percentile, .mean, .maximum: number + "ms"
        case .failedShare: number + "%"
        case .failedCount: number
        case .throughput: number + " in a second"
        }
    }
}
