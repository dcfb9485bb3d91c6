extension TerminalReport {
    /// A part of the report that can be left out.
    public enum Part: Sendable, Hashable {
        /// The program's name.
        case banner
        /// The lines that scripts write to their console.
        case console
        /// The result of each assertion.
        case assertions
        /// The result of each assertion that passed or was skipped.
        case passedAssertions
        /// The list of failures at the end.
        case failures
        /// The table of counts at the end.
        case summary
    }

    /// How the report looks.
    public struct Options: Sendable, Hashable {
        /// Whether ANSI colours are used.
        public var usesColor: Bool
        /// Whether headers, bodies and timings of every exchange are shown (`--verbose`).
        public var isVerbose: Bool
        /// The terminal's columns, or nil without a terminal.
        public var width: Int?
        /// Whether its own symbols may be other than ASCII (`--disable-unicode`).
        public var usesUnicode: Bool
        /// The parts that are left out.
        public var hidden: Set<Part>
        /// How much is shown of the exchange below a failure (`--failure-details`).
        public var failureDetails = FailureDetails.short

        /// Creates options.
        public init(
            usesColor: Bool = false, isVerbose: Bool = false, width: Int? = nil,
            usesUnicode: Bool = true, hidden: Set<Part> = []
        ) {
            self.usesColor = usesColor
            self.isVerbose = isVerbose
            self.width = width
            self.usesUnicode = usesUnicode
            self.hidden = hidden
        }

        /// The width at which text of others is broken; 60 columns without a terminal, as in
        /// Newman.
        var textWidth: Int {
            guard let width, width > 20 else { return 54 }
            return width - 6
        }

        /// The symbols that it is drawn with.
        var symbols: Symbols { usesUnicode ? .unicode : .plain }

        func shows(_ part: Part) -> Bool { !hidden.contains(part) }
    }
}
