import Reporting

/// What the terminal shows.
struct TerminalArguments {
    /// When colours are used.
    enum Color: String, CaseIterable {
        case auto, on, off
    }

    var color = Color.auto
    var isVerbose = false
    var usesUnicode = true
    var showsTimestamps = false
    var showsProgress = true
    /// The parts that the `cli` report leaves out.
    var hidden: Set<TerminalReport.Part> = []
    /// How much the list of failures shows of each exchange.
    var failureDetails = FailureDetails.short
}
