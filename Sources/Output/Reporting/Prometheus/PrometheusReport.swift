import Diagnostics
import HTTPModel
public import RunModel

/// The result of the runs as metrics in Prometheus' text format, for a push gateway or for the
/// node exporter's folder of text files.
///
/// All values are gauges of the last run, except for the times of each request, which are a
/// summary. They are labelled with the collection and the environment; of several runs of the same
/// ones, also with the number of the run.
public final class PrometheusReport: RunListener {
    /// The times of one request over all iterations.
    private struct Times {
        var count = 0
        var seconds = 0.0
    }

    /// One run that is over.
    private struct Run {
        var labels: [(name: String, value: String)]
        let summary: RunSummary
        let times: [(request: String, times: Times)]
    }

    /// The most requests of a run that have times of their own.
    private static let keptRequests = 10_000

    private let sink: any TextSink
    private var runs: [Run] = []
    private var summary = RunSummary()
    private var times: [String: Times] = [:]
    private var order: [String] = []

    /// Creates a report that writes to the sink when all runs are over.
    public init(sink: any TextSink) {
        self.sink = sink
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted = event {
            (summary, times, order) = (RunSummary(), [:], [])
        }
        summary.fold(event)
        switch event {
        case .request(let record, let item) where record.origin == .item:
            if let response = record.response { add(response, of: item.path) }
        case .runFinished: finishRun()
        default: break
        }
    }

    /// Writes the metrics.
    public func finish() throws(ListenerError) {
        try sink.write(text)
        try sink.close()
    }

    private func add(_ response: HTTPResponse, of request: String) {
        if times[request] == nil {
            if order.count == Self.keptRequests { return }
            order.append(request)
        }
        times[request, default: Times()].count += 1
        times[request, default: Times()].seconds += response.timings.total.milliseconds / 1_000
    }

    private func finishRun() {
        guard let start = summary.start else { return }
        runs.append(
            Run(
                labels: [
                    ("collection", start.collectionName),
                    ("environment", start.environmentName ?? ""),
                ],
                summary: summary, times: order.map { ($0, times[$0] ?? Times()) }))
    }

    // MARK: Text

    /// The runs, those that have the same labels with a number of their own.
    private var distinctRuns: [Run] {
        var runs = runs
        let groups = Dictionary(grouping: runs.indices) { runs[$0].labels.map(\.value) }
        for group in groups.values where group.count > 1 {
            for (number, index) in group.enumerated() {
                runs[index].labels.append(("run", "\(number + 1)"))
            }
        }
        return runs
    }

    private var text: String {
        let runs = distinctRuns
        var text = MetricText()
        text.family("posthaste_run_success", "gauge", "1 if the run passed, 0 if it failed.")
        for run in runs {
            let hasFailed = run.summary.hasFailures || run.summary.interruption != nil
            text.sample(run.labels, hasFailed ? 0 : 1)
        }
        text.family("posthaste_run_duration_seconds", "gauge", "How long the run took.")
        for run in runs { text.sample(run.labels, run.summary.duration.milliseconds / 1_000) }
        text.family(
            "posthaste_run_end_timestamp_seconds", "gauge", "When the run ended, in Unix time.")
        for run in runs { text.sample(run.labels, run.summary.end?.endedAt ?? 0) }
        let tallies: [(String, String, KeyPath<RunSummary, Tally>)] = [
            ("iterations", "The iterations of the run by result.", \.iterations),
            ("requests", "The HTTP requests of the run by result.", \.requests),
            ("assertions", "The assertions of the run by result.", \.assertions),
        ]
        for (name, help, tally) in tallies {
            text.family("posthaste_run_\(name)", "gauge", help)
            for run in runs { append(run.summary[keyPath: tally], run.labels, to: &text) }
        }
        text.family("posthaste_run_received_bytes", "gauge", "The bytes of all response bodies.")
        for run in runs { text.sample(run.labels, Double(run.summary.bytesReceived)) }
        appendTimes(of: runs, to: &text)
        return text.text
    }

    private func append(
        _ tally: Tally, _ labels: [(name: String, value: String)], to text: inout MetricText
    ) {
        let results = [
            ("passed", tally.total - tally.failed - tally.skipped), ("failed", tally.failed),
            ("skipped", tally.skipped),
        ]
        for (result, count) in results {
            text.sample(labels + [("result", result)], Double(count))
        }
    }

    private func appendTimes(of runs: [Run], to text: inout MetricText) {
        text.family(
            "posthaste_request_duration_seconds", "summary", "The response times of each request.")
        for run in runs {
            for (request, times) in run.times {
                let labels = run.labels + [("request", request)]
                text.sample(labels, times.seconds, suffix: "_sum")
                text.sample(labels, Double(times.count), suffix: "_count")
            }
        }
    }
}

/// Writes samples in Prometheus' text format 0.0.4.
private struct MetricText {
    private(set) var text = ""
    private var name = ""

    /// Begins a family of samples.
    mutating func family(_ name: String, _ type: String, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    /// Writes a sample of the family.
    mutating func sample(_ labels: [(String, String)], _ value: Double, suffix: String = "") {
        let words = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        text += "\(name)\(suffix){\(words)} \(value)\n"
    }

    private static func escaped(_ text: String) -> String {
        ShownText.printable(text, keepsLines: true).replacing("\\", with: "\\\\")
            .replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
