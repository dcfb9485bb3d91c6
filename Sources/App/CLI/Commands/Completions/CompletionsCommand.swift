/// `posthaste completions`: prints the script with which a shell completes command lines, and
/// answers it.
enum CompletionsCommand {
    static func run(_ words: [String]) throws(UsageError) -> Int32 {
        if words.first == "--" { return Help.show(Completion(Array(words.dropFirst())).text) }
        let names = Shell.allCases.map(\.rawValue)
        guard let word = words.first else {
            throw UsageError(message: "no shell is given", help: ["the shells are \(list(names))"])
        }
        guard let shell = Shell(rawValue: word), words.count == 1 else {
            throw UsageError(
                message: "there are no completions for '\(words.joined(separator: " "))'",
                help: CommandSpelling.suggestion(for: word, among: names) + [
                    "the shells are \(list(names))"
                ])
        }
        return Help.show(shell.script)
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
