import HTTPModel
import JSON
import RunModel

/// The durations of the requests of one run as the metric `http.client.request.duration`, a
/// histogram with the bounds that OpenTelemetry's conventions recommend.
struct RequestMetrics {
    private static let bounds = [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ]

    /// What the requests of one histogram share.
    private struct Key: Hashable {
        let method: String
        let status: Int
        let server: String
    }

    private struct Histogram {
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
        var count: Int { counts.reduce(0, +) }
    }

    private var start: RunStart?
    private var histograms: [Key: Histogram] = [:]
    private var order: [Key] = []

    /// Forgets the run before.
    mutating func begin(_ start: RunStart) {
        self = RequestMetrics()
        self.start = start
    }

    /// Takes the next event of the run.
    mutating func fold(_ event: RunEvent) {
        switch event {
        case .request(let record, _): add(record)
        case .attempt(let attempt, _): attempt.requests.forEach { add($0) }
        default: break
        }
    }

    private mutating func add(_ record: RequestRecord) {
        let key = Key(
            method: record.request.method, status: record.response?.status ?? 0,
            server: URLParts(record.request.url)?.host ?? "")
        if histograms[key] == nil { order.append(key) }
        let seconds = record.duration.milliseconds / 1_000
        let index = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        histograms[key, default: Histogram()].counts[index] += 1
        histograms[key, default: Histogram()].sum += seconds
    }

    /// The message for the collector.
    func json(resource: JSONValue, scope: JSONValue, at end: Double) -> JSONValue {
        let points = order.map { point($0, histograms[$0] ?? Histogram(), end) }
        let histogram = JSONValue.object([
            ("aggregationTemporality", .number(1)), ("dataPoints", .array(points)),
        ])
        let metric = JSONValue.object([
            ("name", .string("http.client.request.duration")), ("unit", .string("s")),
            ("description", .string("Duration of HTTP client requests.")),
            ("histogram", histogram),
        ])
        let scoped = JSONValue.object([("scope", scope), ("metrics", .array([metric]))])
        return .object([
            (
                "resourceMetrics",
                .array([.object([("resource", resource), ("scopeMetrics", .array([scoped]))])])
            )
        ])
    }

    private func point(_ key: Key, _ histogram: Histogram, _ end: Double) -> JSONValue {
        var attributes: [(String, JSONValue)] = [
            ("http.request.method", .string(key.method)), ("server.address", .string(key.server)),
        ]
        if key.status > 0 {
            attributes.append(("http.response.status_code", .number(Double(key.status))))
        }
        if let start {
            attributes.append(("posthaste.collection", .string(start.collectionName)))
            if let name = start.environmentName {
                attributes.append(("posthaste.environment", .string(name)))
            }
        }
        return .object([
            ("startTimeUnixNano", Span.time(start?.startedAt ?? end)),
            ("timeUnixNano", Span.time(end)), ("count", .string(String(histogram.count))),
            ("sum", .number(histogram.sum)),
            ("bucketCounts", .array(histogram.counts.map { .string(String($0)) })),
            ("explicitBounds", .array(Self.bounds.map(JSONValue.number))),
            ("attributes", Span.attributes(attributes)),
        ])
    }
}
