public import RunModel

/// The report on the terminal, in the form that Newman's users know.
///
/// Every event becomes at most one write to the sink. The report does not decide when the sink is
/// flushed, or what else the command prints.
public final class TerminalReport: RunListener {
    private let sink: any TextSink
    private var lines: TerminalLines

    /// Returns the local time, as `2026-03-04 15:04:05`, of an event in an item that started at a
    /// moment in seconds since 1970.
    public typealias LocalTime = (_ itemStartedAt: Double?) -> String

    /// Creates a report that writes to the sink, with the local time before each event if a
    /// function for it is given.
    public init(
        sink: any TextSink, options: Options = Options(), localTime: LocalTime? = nil
    ) {
        self.sink = sink
        lines = TerminalLines(options, localTime)
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        let text = lines.text(of: event)
        if !text.isEmpty { try sink.write(text) }
    }

    /// Writes the result of several runs together.
    public func finish() throws(ListenerError) {
        let text = lines.tellTotal()
        if !text.isEmpty { try sink.write(text) }
        try sink.close()
    }
}
