import Diagnostics
import HTTPModel
import JSON
import RunModel

/// The part behind the executions: sums, times, warnings, the end of the run, the variables.
struct JSONTotals {
    /// What the run is about.
    let start: RunStart
    /// The last known moment.
    private(set) var now: Double

    private var summary = RunSummary(keepsTimes: true)
    /// The items whose pre-request scripts, or test scripts, have run.
    private var prerequests = Tally()
    private var tests = Tally()
    private var failedEvents: Set<ScriptEvent> = []
    private var isSkipped = false

    init(_ start: RunStart) {
        self.start = start
        now = start.startedAt
        summary.fold(.runStarted(start))
    }

    mutating func fold(_ event: RunEvent) {
        summary.fold(event)
        switch event {
        case .itemStarted(let item):
            now = item.startedAt ?? now
            failedEvents = []
            isSkipped = false
        case .request(let record, _):
            now += (record.response?.timings.total.milliseconds ?? 0) / 1_000
        case .script(let record, _):
            now += record.duration.milliseconds / 1_000
            if record.failure != nil { failedEvents.insert(record.event) }
        case .itemSkipped: isSkipped = true
        case .itemFinished:
            prerequests.count(failed: failedEvents.contains(.prerequest))
            if !isSkipped { tests.count(failed: failedEvents.contains(.test)) }
        case .runFinished(let end): now = end.endedAt
        default: break
        }
    }

    /// Returns the part between the last execution and the first failure.
    func headOfTail() -> [UInt8] {
        var bytes = Array("\n],\n".utf8)
        Self.append("stats", stats, to: &bytes)
        Self.append("timings", timings, to: &bytes)
        let total = JSONValue.number(Double(summary.bytesReceived))
        Self.append("transfers", .object([("responseTotal", total)]), to: &bytes)
        if let times = summary.times, TimesTable.isUseful(times) {
            Self.append("requestTimes", Self.requestTimes(times), to: &bytes)
        }
        return bytes + Array("\"failures\": [".utf8)
    }

    /// Returns the part behind the last failure.
    func endOfTail() -> [UInt8] {
        var bytes = Array("\n],\n".utf8)
        Self.append("warnings", warnings, to: &bytes)
        if summary.omittedWarnings > 0 {
            let count = JSONValue.number(Double(summary.omittedWarnings))
            Self.append("omittedWarnings", count, to: &bytes)
        }
        let error = error
        bytes += "\"error\": ".utf8
        bytes += JSONWriter.compactBytes(error ?? .null)
        bytes += "\n},\n".utf8
        if let error { Self.append("error", error, to: &bytes) }
        Self.append("environment", environment, to: &bytes)
        bytes += "\"globals\": ".utf8
        bytes += JSONWriter.compactBytes(summary.end?.globals ?? Self.scope(name: nil))
        return bytes + Array("\n}\n".utf8)
    }

    private static func append(_ name: String, _ value: JSONValue, to bytes: inout [UInt8]) {
        bytes += "\"\(name)\": ".utf8
        bytes += JSONWriter.compactBytes(value)
        bytes += ",\n".utf8
    }

    // MARK: Members

    private var stats: JSONValue {
        let scripts = Tally(summary.testScripts, summary.prerequestScripts)
        let tallies = [
            ("iterations", summary.iterations), ("items", summary.items), ("scripts", scripts),
            ("prerequests", prerequests), ("requests", summary.requests), ("tests", tests),
            ("assertions", summary.assertions), ("testScripts", summary.testScripts),
            ("prerequestScripts", summary.prerequestScripts),
        ]
        return .object(
            tallies.map { name, tally in
                (
                    name,
                    .object([
                        ("total", .number(Double(tally.total))), ("pending", .number(0)),
                        ("failed", .number(Double(tally.failed))),
                    ])
                )
            })
    }

    private var timings: JSONValue {
        var members: [(String, JSONValue)] = []
        for (name, statistics) in [
            ("response", summary.responseTime), ("dns", summary.nameLookupTime),
            ("firstByte", summary.firstByteTime),
        ] {
            members += [
                (name + "Average", .number(statistics.mean)),
                (name + "Min", .number(statistics.minimum)),
                (name + "Max", .number(statistics.maximum)),
                (name + "Sd", .number(statistics.standardDeviation)),
            ]
        }
        members += [
            ("started", .number((start.startedAt * 1_000).rounded())),
            ("completed", .number((now * 1_000).rounded())),
        ]
        return .object(members)
    }

    /// The times of each request, in milliseconds.
    private static func requestTimes(_ times: RequestTimes) -> JSONValue {
        .array(
            times.entries.map { entry in
                var members: [(String, JSONValue)] = [
                    ("name", .string(entry.name)), ("count", .number(Double(entry.count))),
                    ("failed", .number(Double(entry.failedCount))),
                ]
                let names = ["p50", "p90", "p95", "p99"]
                if let values = entry.times.percentiles([50, 90, 95, 99]) {
                    members += zip(names, values).map { ($0, JSONValue.number($1)) }
                    members.append(("max", .number(entry.times.maximum)))
                }
                if let rate = times.throughput(entry) {
                    members.append(("throughput", .number(rate)))
                }
                return .object(members)
            })
    }

    private var warnings: JSONValue {
        .array(
            summary.warnings.map { warning in
                var members = JSONFailure.warning(warning.diagnostic).object ?? JSONObject()
                members["count"] = .number(Double(warning.count))
                if !warning.items.isEmpty {
                    members["items"] = .array(warning.items.map(JSONValue.string))
                }
                return JSONValue(.object(members))
            })
    }

    /// Why the run did not begin or reach the end of its plan; nil if it did, or if `--bail` or
    /// `--fail-fast` stopped it.
    private var error: JSONValue? {
        let failure =
            summary.end == nil ? Self.incompleteness : summary.interruption?.failureOrSkip
        return failure.map {
            .object([("name", .string($0.name)), ("message", .string($0.message))])
        }
    }

    /// The failure of a run that has not ended.
    static let incompleteness = Failure(
        name: "Incomplete", message: "the run was still under way at this time")

    private var environment: JSONValue {
        summary.end?.environment ?? Self.scope(name: start.environmentName)
    }

    private static func scope(name: String?) -> JSONValue {
        .object((name.map { [("name", .string($0))] } ?? []) + [("values", .array([]))])
    }
}

extension RunEnd.Interruption {
    /// The failure of the run, or that it never began: without it, the run would look like a pass.
    fileprivate var failureOrSkip: Failure? {
        isBeforeBegin ? Failure(name: "NotBegun", message: text) : failure
    }
}
