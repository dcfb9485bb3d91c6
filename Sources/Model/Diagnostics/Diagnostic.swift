/// How much a piece of trouble matters.
public enum Severity: String, Sendable, Hashable {
    /// The command cannot do what was asked.
    case error
    /// The command goes on, and the summary names it.
    case warning
    /// Something worth knowing that needs no action.
    case note
}

/// A point in a text: both numbers count from 1, columns in Unicode scalars.
public struct TextPosition: Sendable, Hashable {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// Makes a position from its line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Where a piece of trouble lies, as closely as is known.
public struct Place: Sendable, Hashable {
    /// The file's name as the user gave it.
    public var file: String?
    /// The position in that file.
    public var position: TextPosition?
    /// The line of the file that the position lies on, for the excerpt.
    public var lineText: String?
    /// The path in a JSON document, as `$.item[2].request.url`.
    public var jsonPath: String?
    /// The item, as `Folder / Request`.
    public var item: String?

    /// Makes a place from the parts that are known.
    public init(
        file: String? = nil, position: TextPosition? = nil, lineText: String? = nil,
        jsonPath: String? = nil, item: String? = nil
    ) {
        self.file = file
        self.position = position
        self.lineText = lineText
        self.jsonPath = jsonPath
        self.item = item
    }
}

/// The one shape of trouble that a user sees.
///
/// The message is one lower-case phrase without a period; `help` holds what the user may do about
/// it, one phrase each. Nothing secret may stand in either.
public struct Diagnostic: Error, Sendable, Hashable {
    /// How much it matters.
    public var severity: Severity
    /// What is wrong.
    public var message: String
    /// Where it is wrong.
    public var place: Place
    /// What to do about it, a phrase each.
    public var help: [String]

    /// Makes a diagnostic.
    public init(
        _ severity: Severity, _ message: String, at place: Place = Place(), help: [String] = []
    ) {
        self.severity = severity
        self.message = message
        self.place = place
        self.help = help
    }
}
