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

    init(
        text: String, metric: Metric, comparison: Comparison, limit: Double, request: String?
    ) {
        self.text = text
        self.metric = metric
        self.comparison = comparison
        self.limit = limit
        self.request = request
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
