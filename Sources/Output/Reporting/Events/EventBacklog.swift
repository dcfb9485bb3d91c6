import Diagnostics
public import RunModel

/// The events of a run that wait until the reports of an earlier run are complete.
///
/// The first ones stay in memory, up to a limit. The others go to a spool as lines of an event
/// stream, so that the memory does not grow with the run.
public final class EventBacklog {
    private static let spooledBytes = 1 << 16

    private let keptBytes: Int
    private let makeSpool: () throws(ListenerError) -> any ReportSpool
    private var events: [RunEvent] = []
    private var size = 0
    private var spool: (any ReportSpool)?
    private var writer = MemberWriter()

    /// Creates an empty backlog that keeps so many bytes, about, and makes a spool if it needs one.
    public init(
        keptBytes: Int, makeSpool: @escaping () throws(ListenerError) -> any ReportSpool
    ) {
        self.keptBytes = keptBytes
        self.makeSpool = makeSpool
    }

    /// Adds the next event.
    public func append(_ event: RunEvent) throws(ListenerError) {
        if spool == nil {
            guard size >= keptBytes else {
                size += event.approximateSize
                events.append(event)
                return
            }
            spool = try makeSpool()
            EventFormat.blank.write(to: &writer)
            writer.bytes.append(0x0A)
        }
        writer.line(event)
        if writer.bytes.count >= Self.spooledBytes { try flush() }
    }

    /// Hands out all events in their order; nothing can be added after that.
    public func deliver(_ take: (RunEvent) -> Void) throws(ListenerError) {
        for event in events { take(event) }
        guard let spool else { return }
        try flush()
        var reader = EventStreamReader(name: "the backlog of a run")
        var rest: [UInt8] = []
        try spool.read { (piece) throws(ListenerError) in
            let start = rest.count
            rest += piece
            guard let feed = piece.lastIndex(of: 0x0A) else { return }
            let end = start + feed + 1
            for line in rest[..<end].split(separator: 0x0A) {
                try Self.take(Array(line), &reader, take)
            }
            rest.removeFirst(end)
        }
    }

    private static func take(
        _ line: [UInt8], _ reader: inout EventStreamReader, _ take: (RunEvent) -> Void
    ) throws(ListenerError) {
        do throws(Diagnostic) {
            if case .event(let event)? = try reader.read(line) { take(event) }
        } catch {
            throw ListenerError(error)
        }
    }

    private func flush() throws(ListenerError) {
        try spool?.append(writer.bytes)
        writer.bytes.removeAll(keepingCapacity: true)
    }
}
