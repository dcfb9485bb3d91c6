/// How much a problem matters.
public enum Severity: String, Sendable, Hashable {
    /// The command cannot do what was asked.
    case error
    /// The command continues, and the summary names the problem.
    case warning
    /// Useful information that needs no action.
    case note
}

/// A position in a text.
///
/// Both numbers count from 1, columns in Unicode scalars.
public struct TextPosition: Sendable, Hashable {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// Creates a position from its line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// The place of a problem, as exactly as is known.
public struct Place: Sendable, Hashable {
    /// The file's name as the user gave it.
    public var file: String?
    /// The position in that file.
    public var position: TextPosition?
    /// The line of the file at the position, for the excerpt; values that its names call secret are
    /// masked.
    public var lineText: String?
    /// The path in a JSON document, as `$.item[2].request.url`.
    public var jsonPath: String?
    /// The item, as `Folder / Request`.
    public var item: String?

    /// The longest line, in bytes, that a place carries along for its excerpt.
    public static let longestLine = 1_000_000

    /// Creates a place from the known parts.
    public init(
        file: String? = nil, position: TextPosition? = nil, lineText: String? = nil,
        jsonPath: String? = nil, item: String? = nil
    ) {
        self.file = file
        self.position = position
        self.lineText = lineText.map(SecretExcerpt.masked)
        self.jsonPath = jsonPath
        self.item = item
    }
}

/// A problem in the one form that users see.
///
/// The message is one lower-case phrase without a period. `help` has phrases about what the user
/// can do. Neither may contain a secret.
public struct Diagnostic: Error, Sendable, Hashable {
    /// How much it matters.
    public var severity: Severity
    /// What is wrong.
    public var message: String
    /// Where it is wrong.
    public var place: Place
    /// What the user can do about it, one phrase each.
    public var help: [String]

    /// Creates a diagnostic.
    public init(
        _ severity: Severity, _ message: String, at place: Place = Place(), help: [String] = []
    ) {
        self.severity = severity
        self.message = message
        self.place = place
        self.help = help
    }

    /// The message and the help, each on a line of its own.
    public var messageWithHelp: String { ([message] + help).joined(separator: "\n") }
}
