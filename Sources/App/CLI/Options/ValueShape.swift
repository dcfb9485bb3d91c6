/// The form of the value of an option: its placeholder in the help, and the values that it allows.
///
/// The placeholder mostly says both: `|` separates alternatives; `FILE`, `PATH` and `DIR` are
/// paths; `LIST` is words with commas between them; an alternative without capital letters is a
/// literal word, as in `auto|on|off` and `DIR|off`.
struct ValueShape: Sendable, Equatable, ExpressibleByStringLiteral {
    /// What the value is, apart from literal words.
    enum Kind: Sendable, Equatable {
        /// Some text.
        case text
        /// A file, whose name mostly ends in one of these.
        case file(suffixes: [String])
        /// A folder.
        case folder
        /// A folder or request of the collection.
        case item
        /// Words with commas between them.
        case list
    }

    /// How the help shows it.
    let placeholder: String
    /// The kind, if the placeholder does not show it.
    private let ownKind: Kind?
    private let ownChoices: [String]?

    private init(placeholder: String, kind: Kind? = nil, choices: [String]? = nil) {
        self.placeholder = placeholder
        ownKind = kind
        ownChoices = choices
    }

    init(stringLiteral placeholder: String) {
        self.init(placeholder: placeholder)
    }

    /// What it is.
    var kind: Kind {
        if let ownKind { return ownKind }
        let alternatives = alternatives
        if alternatives.contains("FILE") || alternatives.contains("PATH") {
            return .file(suffixes: [])
        }
        if alternatives.contains("DIR") { return .folder }
        return alternatives.contains("LIST") ? .list : .text
    }

    /// The literal words.
    var choices: [String] {
        ownChoices
            ?? alternatives.filter { word in
                word != "-" && !word.contains { $0.isUppercase || $0 == ":" || $0 == "=" }
            }
    }

    private var alternatives: [String] { placeholder.split(separator: "|").map(String.init) }

    /// A file whose name mostly has one of these endings.
    static func file(_ placeholder: ValueShape, _ suffixes: String...) -> ValueShape {
        ValueShape(placeholder: placeholder.placeholder, kind: .file(suffixes: suffixes))
    }

    /// A folder or request of the collection.
    static func item(_ placeholder: String) -> ValueShape {
        ValueShape(placeholder: placeholder, kind: .item, choices: [])
    }

    /// One of these words, which are too many for the placeholder.
    static func choice(_ placeholder: String, _ choices: [String]) -> ValueShape {
        ValueShape(placeholder: placeholder, kind: .text, choices: choices)
    }

    /// Some of these words, with commas between them.
    static func list(_ choices: [String]) -> ValueShape {
        ValueShape(placeholder: "LIST", kind: .list, choices: choices)
    }

    /// One of the words of a type.
    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        of type: Choice.Type
    ) -> ValueShape {
        let words = type.allCases.map(\.rawValue)
        return choice(words.joined(separator: "|"), words)
    }

    /// Whether it names a file, a folder, or a part of the collection.
    var isOfNames: Bool {
        switch kind {
        case .file, .folder, .item: true
        case .text, .list: false
        }
    }

    /// Whether it is a name and its value, with `=` between them.
    var isAssignment: Bool { placeholder.contains("=") }
}

extension RawRepresentable<String> where Self: CaseIterable {
    /// The choice that a text names, for an option.
    static func choice(_ text: String, _ option: String) throws(UsageError) -> Self {
        if let choice = Self(rawValue: text) { return choice }
        var names = allCases.map(\.rawValue)
        let help = CommandSpelling.suggestion(for: text, among: names)
        let last = names.removeLast()
        let list = names.isEmpty ? last : names.joined(separator: ", ") + " or " + last
        throw UsageError(message: "'\(option)' must be \(list), not '\(text)'", help: help)
    }
}
