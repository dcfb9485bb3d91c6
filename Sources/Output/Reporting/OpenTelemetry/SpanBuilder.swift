import HTTPModel
import JSON
import RunModel
import TextEncoding

/// Makes the spans of one run.
struct SpanBuilder {
    private let start: RunStart
    private let randomBytes: (Int) -> [UInt8]
    private let runSpan: String
    private var trace: String
    private var itemSpan = ""
    private var now: Double
    private var requests: [Span] = []
    private var failures = 0

    init(_ start: RunStart, _ randomBytes: @escaping (Int) -> [UInt8]) {
        self.start = start
        self.randomBytes = randomBytes
        now = start.startedAt
        trace = Hexadecimal.encode(randomBytes(16))
        runSpan = Hexadecimal.encode(randomBytes(8))
    }

    /// Takes the next event: items and requests follow one another in time.
    mutating func fold(_ event: RunEvent) {
        switch event {
        case .itemStarted(let item):
            now = item.startedAt ?? now
            itemSpan = Hexadecimal.encode(randomBytes(8))
        case .request(let record, _): add(record)
        case .attempt(let attempt, _):
            for record in attempt.requests { add(record) }
            now += attempt.delay.milliseconds / 1_000
        case .script(let record, _): now += record.duration.milliseconds / 1_000
        default: break
        }
    }

    private mutating func add(_ record: RequestRecord) {
        let context = TraceContext(record)
        if let context { trace = context.trace }
        let begin = now
        now += record.duration.milliseconds / 1_000
        requests.append(
            Span(
                trace: trace, id: context?.span ?? Hexadecimal.encode(randomBytes(8)),
                parent: itemSpan, name: record.request.method, kind: .client, start: begin,
                end: now, attributes: Self.attributes(record), failure: Self.failure(record)))
    }

    /// The attributes of HTTP client spans, by OpenTelemetry's semantic conventions.
    private static func attributes(_ record: RequestRecord) -> [(String, JSONValue)] {
        var attributes: [(String, JSONValue)] = [
            ("http.request.method", .string(record.request.method)),
            ("url.full", .string(record.request.url)),
        ]
        if let url = URLParts(record.request.url) {
            attributes.append(("server.address", .string(url.host)))
            if let port = url.effectivePort {
                attributes.append(("server.port", .number(Double(port))))
            }
        }
        if let response = record.response {
            let status = Double(response.status)
            attributes.append(("http.response.status_code", .number(status)))
            attributes.append(("http.response.body.size", .number(Double(response.bodySize))))
            if status >= 400 { attributes.append(("error.type", .string("\(response.status)"))) }
        } else if let failure = record.failure {
            attributes.append(("error.type", .string(failure.system?.code ?? failure.name)))
        }
        return attributes
    }

    private static func failure(_ record: RequestRecord) -> String? {
        if let failure = record.failure { return failure.headline }
        guard let response = record.response, response.status >= 400 else { return nil }
        return response.statusText
    }

    /// The span of an item that has ended, and those of its requests.
    mutating func spans(of item: ItemRecord) -> [Span] {
        defer { requests.removeAll(keepingCapacity: true) }
        let problems = item.testCases.compactMap { testCase in
            testCase.outcome.failure.map {
                Span.Problem(time: now, failure: $0.failure, name: testCase.name)
            }
        }
        failures += problems.count
        var attributes: [(String, JSONValue)] = [
            ("posthaste.collection", .string(start.collectionName)),
            ("posthaste.iteration", .number(Double(item.reference.iteration + 1))),
        ]
        if let name = start.environmentName {
            attributes.append(("posthaste.environment", .string(name)))
        }
        if item.attempts > 1 {
            attributes.append(("posthaste.attempts", .number(Double(item.attempts))))
        }
        let span = Span(
            trace: trace, id: itemSpan, parent: runSpan, name: item.reference.path,
            start: item.reference.startedAt ?? start.startedAt, end: now, attributes: attributes,
            problems: problems, failure: problems.first?.failure.headline)
        return requests + [span]
    }

    /// The span of the run.
    func finish(_ end: RunEnd) -> Span {
        let reason = end.interruption?.failure?.headline
        let count = failures == 1 ? "1 failure" : "\(failures) failures"
        return Span(
            trace: trace, id: runSpan, parent: nil, name: start.collectionName,
            start: start.startedAt, end: end.endedAt,
            attributes: start.environmentName.map {
                [("posthaste.environment", .string($0))]
            } ?? [],
            failure: reason ?? (failures > 0 ? count : nil))
    }
}
