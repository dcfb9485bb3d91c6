import Diagnostics

/// Help for mistyped words.
enum CommandSpelling {
    /// Commands of Postman's command line, with their names here.
    private static let ofPostmanCLI = ["collection": "run", "lint": "check", "migrate": "convert"]

    /// The phrase that names the command that was probably meant: one for a command of Postman's
    /// command line, an action without its command, or the one that is spelled most like it.
    static func suggestion(forCommand words: [String]) -> [String] {
        guard let word = words.first else { return [] }
        if ofPostmanCLI[word] != nil {
            let names = words.prefix(2).compactMap { ofPostmanCLI[$0] }
            return [
                "did you mean '\(names[names.count - 1])'?",
                "'posthaste help postman-cli' compares the commands",
            ]
        }
        let actions = Command.all.flatMap(\.actions).filter { $0.word == word }.map(\.name)
        if !actions.isEmpty {
            return ["did you mean \(actions.map { "'\($0)'" }.joined(separator: " or "))?"]
        }
        return suggestion(for: word, among: Command.all.map(\.name))
    }

    /// The phrase that names the word that was probably meant.
    static func suggestion(for word: String, among candidates: [String]) -> [String] {
        Spelling.nearest(to: word, among: candidates).map { ["did you mean '\($0)'?"] } ?? []
    }
}
