import Diagnostics

/// Help for mistyped words.
enum CommandSpelling {
    /// The phrase that names the word that was probably meant.
    static func suggestion(for word: String, among candidates: [String]) -> [String] {
        Spelling.nearest(to: word, among: candidates).map { ["did you mean '\($0)'?"] } ?? []
    }
}
