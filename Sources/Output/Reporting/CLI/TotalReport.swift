public import RunModel

/// The end of the terminal's report on runs that go on side by side: the result of each run, the
/// counts of all, each failure once with the runs that it happened in, and the warnings.
public final class TotalReport: RunListener {
    private let sink: any TextSink
    private let options: TerminalReport.Options
    private var total: TerminalTotal

    /// Creates a report that writes to the sink.
    public init(sink: any TextSink, options: TerminalReport.Options = .init()) {
        self.sink = sink
        self.options = options
        total = TerminalTotal(.whole, options)
    }

    /// Takes the next event.
    public func receive(_ event: RunEvent) throws(ListenerError) { total.fold(event) }

    /// Writes the report.
    public func finish() throws(ListenerError) {
        var text = TerminalText(usesColor: options.usesColor)
        total.append(to: &text, options)
        try sink.write(text.text)
        try sink.close()
    }
}
