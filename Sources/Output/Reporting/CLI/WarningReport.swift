public import RunModel

/// The warnings of all runs, each once, for a command that shows nothing else of them
/// (`--silent`).
public final class WarningReport: RunListener {
    private let options: TerminalReport.Options
    private let write: (String) -> Void
    private var summary = RunSummary()

    /// Creates a report that calls the function with its text, unless there is none.
    public init(options: TerminalReport.Options, write: @escaping (String) -> Void) {
        self.options = options
        self.write = write
    }

    /// Takes the next event.
    public func receive(_ event: RunEvent) throws(ListenerError) { summary.fold(event) }

    /// Writes the warnings.
    public func finish() throws(ListenerError) {
        guard !summary.warnings.isEmpty else { return }
        var text = TerminalText(usesColor: options.usesColor)
        RunConclusion(summary: summary, options: options).appendWarnings(to: &text)
        write(text.text)
    }
}
