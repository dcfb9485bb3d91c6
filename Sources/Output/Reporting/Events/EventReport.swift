public import RunModel

/// The destination of an event stream.
///
/// Its owner opens it.
public protocol EventSink: AnyObject {
    /// Writes the next lines.
    func write(_ lines: [UInt8]) throws(ListenerError)

    /// Closes it; nothing is written after it.
    func close() throws(ListenerError)
}

/// The events of runs as JSON lines (`posthaste.docc/EventStream.md`), for other programs and
/// `posthaste report`.
///
/// Lines are held back only until the next request begins, so the stream of a killed process lacks
/// a moment at most.
public final class EventReport: RunListener {
    private static let flushBytes = 65_536
    private static let flushSeconds = 0.5

    private let sink: any EventSink
    private let program: String
    private let runCount: Int?
    private let shard: (number: Int, count: Int, plan: String)?
    private let isImmediate: Bool
    private let now: () -> Double
    private var writer = MemberWriter()
    private var hasBegun = false
    /// How many of the runs that the last first line announced have not begun.
    private var owedCount = 0
    private var flushedAt = 0.0

    /// Creates a report of a program, as `Posthaste/1.2.3`.
    ///
    /// An immediate report holds nothing back, so that a reader can follow the run. The clock
    /// counts seconds from any start. The number of runs is for a stream in which none begins; the
    /// shard is the part of the runs that the stream has, `plan` a digest of what was split.
    public init(
        sink: any EventSink, program: String, runCount: Int? = nil,
        shard: (number: Int, count: Int, plan: String)? = nil, isImmediate: Bool,
        now: @escaping () -> Double
    ) {
        self.sink = sink
        self.program = program
        self.runCount = runCount
        self.shard = shard
        self.isImmediate = isImmediate
        self.now = now
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event {
            // More runs than were known at the start are another stream.
            if !hasBegun {
                begin(runCount: start.runCount)
            } else if owedCount == 0 {
                begin(runCount: max(1, start.runCount - start.number))
            }
            owedCount -= 1
        } else if !hasBegun {
            begin(runCount: 1)
        }
        writer.line(event)
        if isDue(after: event) { try flush() }
    }

    /// Closes the stream.
    public func finish() throws(ListenerError) {
        // A stream without runs says how many are missing.
        if !hasBegun, let runCount { begin(runCount: runCount) }
        try flush()
        try sink.close()
    }

    private func begin(runCount: Int) {
        hasBegun = true
        owedCount = runCount
        var format = EventFormat(program: program, runCount: runCount)
        format.shard = shard?.number
        format.shardCount = shard?.count
        format.shardPlan = shard?.plan
        format.write(to: &writer)
        writer.bytes.append(0x0A)
    }

    private func isDue(after event: RunEvent) -> Bool {
        if isImmediate || writer.bytes.count >= Self.flushBytes { return true }
        switch event {
        case .runStarted, .itemStarted, .runFinished: return true
        default: return now() - flushedAt >= Self.flushSeconds
        }
    }

    private func flush() throws(ListenerError) {
        if writer.bytes.isEmpty { return }
        try sink.write(writer.bytes)
        // The memory that one huge body took is not kept.
        writer.bytes.removeAll(keepingCapacity: writer.bytes.count < 4 * Self.flushBytes)
        flushedAt = isImmediate ? 0 : now()
    }
}
