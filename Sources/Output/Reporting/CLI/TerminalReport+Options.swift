extension TerminalReport {
    /// A part of the report that can be left out.
    public enum Part: Sendable, Hashable {
        /// The program's name.
        case banner
        /// What scripts write to their console.
        case console
        /// The verdict of each assertion.
        case assertions
        /// The verdict of each assertion that holds, or is skipped.
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
        /// The terminal's columns, or nil where there is no terminal.
        public var width: Int?
        /// Whether its own signs may be others than ASCII (`--disable-unicode`).
        public var usesUnicode: Bool
        /// What is left out.
        public var hidden: Set<Part>

        /// Makes options.
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

        /// The columns that foreign text is broken at; 60 without a terminal, as Newman's.
        var textWidth: Int {
            guard let width, width > 20 else { return 54 }
            return width - 6
        }

        /// The signs that it is drawn with.
        var symbols: Symbols { usesUnicode ? .unicode : .plain }

        func shows(_ part: Part) -> Bool { !hidden.contains(part) }
    }
}
