import Diagnostics

/// The colours of the terminal report.
///
/// Each is an ANSI "select graphic rendition" code.
enum Ink {
    case gray, red, green, yellow, blue, cyan, boldRed, underlinedGray, underlinedRed

    private static let boldRedCode = TerminalColor.red.bold
    private static let underlinedGrayCode = "4;" + TerminalColor.gray.rawValue
    private static let underlinedRedCode = "4;" + TerminalColor.red.rawValue

    /// The code of "select graphic rendition".
    var code: String {
        switch self {
        case .gray: TerminalColor.gray.rawValue
        case .red: TerminalColor.red.rawValue
        case .green: TerminalColor.green.rawValue
        case .yellow: TerminalColor.yellow.rawValue
        case .blue: TerminalColor.blue.rawValue
        case .cyan: TerminalColor.cyan.rawValue
        case .boldRed: Self.boldRedCode
        case .underlinedGray: Self.underlinedGrayCode
        case .underlinedRed: Self.underlinedRedCode
        }
    }
}

/// Text for a terminal under construction, reused from event to event.
///
/// Text from files and servers goes through `foreign`, which makes control characters visible: a
/// server's message must not be able to move the cursor or rewrite the report.
struct TerminalText {
    /// The text since the last `clear`.
    private(set) var text = ""
    /// Whether ANSI colours are used.
    let usesColor: Bool

    init(usesColor: Bool) {
        self.usesColor = usesColor
        text.reserveCapacity(4_096)
    }

    mutating func clear() { text.removeAll(keepingCapacity: true) }

    /// Adds the report's own words.
    mutating func add(_ own: String) { text += own }

    /// Adds the report's own words in a colour.
    mutating func add(_ own: String, _ ink: Ink) {
        begin(ink)
        text += own
        end()
    }

    /// Adds foreign text on one line.
    mutating func foreign(_ other: String) { text += Self.printable(other, keepsLines: false) }

    /// Adds foreign text on one line, in a colour.
    mutating func foreign(_ other: String, _ ink: Ink) {
        begin(ink)
        foreign(other)
        end()
    }

    mutating func begin(_ ink: Ink) {
        guard usesColor else { return }
        text += "\u{1B}["
        text += ink.code
        text += "m"
    }

    mutating func end() {
        if usesColor { text += "\u{1B}[0m" }
    }

    /// Returns the text in a colour, for cells whose width the caller counts itself.
    func painted(_ own: String, _ ink: Ink?) -> String {
        guard usesColor, let ink else { return own }
        return "\u{1B}[\(ink.code)m\(own)\u{1B}[0m"
    }

    /// Returns the text with control characters shown by their pictures, and line feeds kept or
    /// replaced by spaces.
    static func printable(_ text: String, keepsLines: Bool) -> String {
        ShownText.printable(text, keepsLines: keepsLines)
    }
}
