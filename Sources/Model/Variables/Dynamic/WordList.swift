/// Words to draw from, taken apart when they are first asked for.
struct WordList: Sendable {
    let words: [String]

    /// A list of single words, with white space between them.
    init(words text: String) {
        words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// A list of phrases, one a line.
    init(lines text: String) {
        words = text.split(separator: "\n").map(String.init)
    }
}

/// The words of the dynamic variables, by area; all of them lazy.
enum Words {}
