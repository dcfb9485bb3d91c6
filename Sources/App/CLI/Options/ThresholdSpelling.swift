import RunModel

/// Limits as `--threshold` takes them, and what is said about texts that are none.
enum ThresholdSpelling {
    /// Adds the limit of a text to those before it.
    static func add(_ text: String, to thresholds: inout [Threshold]) throws(UsageError) {
        let threshold = try threshold(text)
        if let other = thresholds.first(where: { $0.isRepeated(by: threshold) }) {
            throw UsageError(
                message: "'--threshold \(text)' limits the same as '\(other.text)'",
                help: ["keep the stricter one"])
        }
        thresholds.append(threshold)
    }

    private static func threshold(_ text: String) throws(UsageError) -> Threshold {
        do throws(ThresholdError) {
            return try Threshold(text)
        } catch {
            throw UsageError(
                message: "'--threshold' must be a limit such as 'p95<500ms', not '\(text)': "
                    + reason(error), help: help(error))
        }
    }

    private static func reason(_ error: ThresholdError) -> String {
        switch error {
        case .noComparison: "it has neither '<' nor '>'"
        case .unknownMetric(let name): "there is no metric '\(name)'"
        case .percentileOutOfRange(let name):
            "'\(name)' is not a percentile; they are above p0 and at most p100"
        case .malformedLimit(let text, .time): "'\(text)' is not a time such as 500ms or 2s"
        case .malformedLimit(let text, .numberOrShare):
            "'\(text)' is not a number or a share such as 1%"
        case .malformedLimit(let text, .number): "'\(text)' is not a number"
        case .shareOutOfRange(let text): "'\(text)' is more than all requests"
        case .belowZero: "nothing can be below 0"
        case .lowerLimit: "times and failures need '<' or '<='"
        case .noRequest: "there is no path of a request before ':'"
        }
    }

    private static func help(_ error: ThresholdError) -> [String] {
        switch error {
        case .noComparison: ["put it in quotes: the shell takes < and > for files"]
        case .unknownMetric(let name):
            CommandSpelling.suggestion(for: name, among: Threshold.metricNames)
                + ["the metrics are percentiles such as p95, median, mean, max, failed, throughput"]
        case .belowZero: ["write '<=0'"]
        case .lowerLimit: ["only 'throughput' can have a lower limit: 'throughput>20'"]
        default: []
        }
    }
}
