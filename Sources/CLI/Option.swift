/// One option of a command: the only place that knows its names, its value, and what it does.
///
/// The parser, the help and the tests all read the same table of these.
struct Option<Arguments>: Sendable {
    /// Whether a value follows the option.
    enum Value: Sendable {
        /// None: the option is a switch.
        case none(apply: @Sendable (inout Arguments) -> Void)
        /// One; the text is its placeholder in the help.
        case required(
            String, apply: @Sendable (inout Arguments, String) throws(UsageError) -> Void)
    }

    /// The long name with its dashes, as `--environment`.
    let name: String
    /// The short name without its dash.
    let short: Character?
    /// Under which heading the help shows it.
    let group: OptionGroup
    /// What it does, for the help: one phrase or two.
    let help: String
    /// Its value.
    let value: Value

    init(
        _ name: String, _ short: Character? = nil, _ group: OptionGroup, help: String,
        _ value: Value
    ) {
        self.name = name
        self.short = short
        self.group = group
        self.help = help
        self.value = value
    }

    /// The names and the placeholder as the help shows them.
    var synopsis: String {
        let names = (short.map { "-\($0), " } ?? "    ") + name
        guard case .required(let placeholder, _) = value else { return names }
        return names + " " + placeholder
    }
}

/// The headings of the help, in their order.
enum OptionGroup: String, CaseIterable {
    case input = "Input"
    case selection = "What runs"
    case requests = "Requests"
    case network = "Network"
    case scripts = "Scripts"
    case authorization = "OAuth 2.0"
    case reports = "Reports and output"
    case server = "Server"
    case general = "General"
}

/// Why a command line cannot be used.
struct UsageError: Error, Equatable {
    /// What is wrong, one phrase.
    var message: String
    /// What to do about it.
    var help: [String] = []
}

/// A command line taken apart.
struct ParsedArguments<Arguments> {
    var arguments: Arguments
    var positionals: [String]
}

/// Takes a command line apart by a table of options.
struct ArgumentParser<Arguments> {
    let options: [Option<Arguments>]

    /// Reads the words after the command's name into the arguments.
    func parse(
        _ words: [String], into initial: Arguments
    ) throws(UsageError) -> ParsedArguments<Arguments> {
        var parsed = ParsedArguments(arguments: initial, positionals: [])
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                parsed.positionals += rest
                break
            }
            if word.hasPrefix("--") {
                try long(word, &rest, &parsed.arguments)
            } else if word.hasPrefix("-"), word.count > 1 {
                try short(word.dropFirst(), &rest, &parsed.arguments)
            } else {
                parsed.positionals.append(word)
            }
        }
        return parsed
    }

    private func long(
        _ word: String, _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
    ) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? String(parts[1]) : nil
        guard let option = options.first(where: { $0.name == name }) else { throw unknown(name) }
        switch option.value {
        case .none(let apply):
            if attached != nil { throw UsageError(message: "option '\(name)' takes no value") }
            apply(&arguments)
        case .required(let placeholder, let apply):
            if let attached {
                try apply(&arguments, attached)
            } else {
                try apply(&arguments, next(&rest, for: name, placeholder))
            }
        }
    }

    /// Reads `-k`, `-n 3`, `-n3`, and switches written together.
    private func short(
        _ letters: Substring, _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
    ) throws(UsageError) {
        var letters = letters
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                throw unknown("-\(letter)")
            }
            switch option.value {
            case .none(let apply): apply(&arguments)
            case .required(let placeholder, let apply):
                if letters.isEmpty {
                    try apply(&arguments, next(&rest, for: "-\(letter)", placeholder))
                } else {
                    let attached = letters.first == "=" ? letters.dropFirst() : letters
                    try apply(&arguments, String(attached))
                }
                return
            }
        }
    }

    private func next(
        _ rest: inout ArraySlice<String>, for name: String, _ placeholder: String
    ) throws(UsageError) -> String {
        // A word that looks like an option is taken for one, except for the lone dash.
        guard let value = rest.first, value == "-" || !value.hasPrefix("-") else {
            throw UsageError(
                message: "option '\(name)' needs a value",
                help: ["give it as '\(name) \(placeholder)'"])
        }
        rest.removeFirst()
        return value
    }

    private func unknown(_ name: String) -> UsageError {
        let names = options.map(\.name) + options.compactMap { $0.short.map { "-\($0)" } }
        let guess = CommandSpelling.suggestion(for: name, among: names)
        return UsageError(message: "unknown option '\(name)'", help: guess)
    }
}
