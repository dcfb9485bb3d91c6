import HTTPModel
import JSON
public import RunModel

/// Receives telemetry as a collector does.
public protocol TelemetryExporter: AnyObject {
    /// Sends a message of OTLP to the collector's path for a signal: `traces` or `metrics`.
    func export(_ message: [UInt8], of signal: String) throws(ListenerError)
}

/// The runs as OpenTelemetry traces and metrics (OTLP 1, JSON over HTTP).
///
/// A run is a trace: its span contains a span for each item, and that one for each request. If
/// requests carry a `traceparent`, their spans have its ids, so the spans of the server join them.
/// A collector that cannot be reached fails the report at its end, and never the run.
public final class OpenTelemetryReport: RunListener {
    /// What the spans are about.
    public struct Resource: Sendable {
        /// The attribute `service.name`.
        public var service: String
        /// Posthaste's version.
        public var version: String

        /// Creates a resource.
        public init(service: String, version: String) {
            self.service = service
            self.version = version
        }
    }

    private static let batch = 200

    private let exporter: any TelemetryExporter
    private let resource: Resource
    private let randomBytes: (Int) -> [UInt8]
    private var error: ListenerError?
    private var spans: [Span] = []
    private var recorder = ItemRecorder()
    private var builder: SpanBuilder?
    private var metrics = RequestMetrics()

    /// Creates a report that sends to the exporter; the closure returns random bytes for ids.
    public init(
        exporter: any TelemetryExporter, resource: Resource,
        randomBytes: @escaping (Int) -> [UInt8]
    ) {
        self.exporter = exporter
        self.resource = resource
        self.randomBytes = randomBytes
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event {
            builder = SpanBuilder(start, randomBytes)
            metrics.begin(start)
        }
        builder?.fold(event)
        metrics.fold(event)
        if let item = recorder.fold(event) { spans += builder?.spans(of: item) ?? [] }
        if case .runFinished(let end) = event {
            if let span = builder?.finish(end) { spans.append(span) }
            flush()
            send(metrics.json(resource: resourceJSON, scope: scope, at: end.endedAt), "metrics")
        } else if spans.count >= Self.batch {
            flush()
        }
    }

    /// Throws the first error of the collector, if there was one.
    public func finish() throws(ListenerError) { if let error { throw error } }

    private func flush() {
        if spans.isEmpty { return }
        let scoped = JSONValue.object([
            ("scope", scope), ("spans", .array(spans.map(\.json))),
        ])
        spans.removeAll(keepingCapacity: true)
        send(
            .object([
                (
                    "resourceSpans",
                    .array([
                        .object([("resource", resourceJSON), ("scopeSpans", .array([scoped]))])
                    ])
                )
            ]), "traces")
    }

    /// Sends a message, unless an earlier one could not be sent.
    private func send(_ message: JSONValue, _ signal: String) {
        if error != nil { return }
        do throws(ListenerError) {
            try exporter.export(JSONWriter.compactBytes(message), of: signal)
        } catch {
            self.error = error
        }
    }

    private var scope: JSONValue {
        .object([("name", .string("posthaste")), ("version", .string(resource.version))])
    }

    private var resourceJSON: JSONValue {
        .object([
            (
                "attributes",
                Span.attributes([
                    ("service.name", .string(resource.service)),
                    ("telemetry.sdk.name", .string("posthaste")),
                    ("telemetry.sdk.version", .string(resource.version)),
                ])
            )
        ])
    }
}
