/// A command of the program.
///
/// Dispatch, help, man page, completions and tests all read the same table of commands (``all``).
struct Command: Sendable {
    /// The words that call it, as `auth login`.
    let name: String
    /// What it does: one phrase, for lists of commands.
    let summary: String
    /// What follows the name, for the line of its usage.
    var usage = "[OPTION...]"
    /// What it does, a paragraph each.
    var about: [String] = []
    /// Lines that show its use.
    var examples: [String] = []
    /// What its exit codes mean.
    var exitCodes: [ExitCodeMeaning] = []
    /// The shape of its operands.
    var operand: @Sendable () -> ValueShape? = { nil }
    /// Its options, made on demand.
    var options: @Sendable () -> [OptionLabel] = { [] }
    /// The names of the options that its help begins with.
    var commonOptions: Set<String> = []
    /// Its actions; if there are any, one of them must follow its name.
    var actions: [Command] = []
    /// Runs it with the words after its name; returns the exit code.
    var execute: @Sendable ([String]) throws -> Int32 = { _ in ExitCode.usage.rawValue }

    /// The last word of its name.
    var word: String { name.split(separator: " ").last.map(String.init) ?? name }

    /// The topics of its options.
    var topics: [OptionGroup] {
        let options = options()
        return OptionGroup.allCases.filter { group in options.contains { $0.group == group } }
    }

    /// The commands, with the actions of those that have no options of their own.
    static var withOptions: [Command] {
        all.flatMap { $0.options().isEmpty ? $0.actions : [$0] }
    }

    /// An exit code, or several, and their meaning.
    struct ExitCodeMeaning: Sendable {
        let code: String
        let meaning: String

        init(_ code: ExitCode, _ meaning: String) {
            self.code = String(code.rawValue)
            self.meaning = meaning
        }

        private init(code: String, meaning: String) {
            self.code = code
            self.meaning = meaning
        }

        static let usage = ExitCodeMeaning(.usage, "the command line is wrong")
        static let input = ExitCodeMeaning(.input, "an input file cannot be used")
        static let token = ExitCodeMeaning(.token, "a token needs a person or was refused")
        static let missingLibrary = ExitCodeMeaning(
            .missingLibrary, "a library of the system is missing; the message names its package")
        static let interrupted = ExitCodeMeaning(code: "129, 130, 143", meaning: "interrupted")
    }
}

extension [Command] {
    /// The command that these words call, as `["auth", "login"]`, with the words that are left.
    func command(_ words: some Collection<String>) -> Command? {
        guard let command = first(where: { $0.word == words.first }) else { return nil }
        return command.actions.command(words.dropFirst()) ?? command
    }
}
