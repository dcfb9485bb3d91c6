import Diagnostics

/// The place of a syntax error in a script.
///
/// The engine reports the line only, but its message quotes the token.
struct SyntaxErrorPlace {
    /// The line, and the column of the token if the line holds it once, else the first column.
    let position: TextPosition
    /// Whether the token follows an `await` that the engine took for a name.
    let followsAwait: Bool

    init(message: String, line: Int, code: String) {
        let lines = code.scriptLines(atMost: line)
        var places: [Substring.Index] = []
        let text = line <= lines.count ? lines[line - 1] : ""
        if let token = Self.token(in: message) { places = Self.places(of: token, in: text) }
        guard places.count == 1, let place = places.first else {
            // A line that ends inside a text or an expression is wrong at its end.
            let isAtEnd = message == "Unexpected EOF"
            position = TextPosition(line: line, column: isAtEnd ? text.unicodeScalars.count + 1 : 1)
            followsAwait = false
            return
        }
        let before = text[..<place]
        position = TextPosition(line: line, column: before.unicodeScalars.count + 1)
        let words = before.split { !Self.isInName($0) }
        followsAwait = words.last == "await" && before.last == " "
    }

    /// The text between the first quotation marks.
    private static func token(in message: String) -> Substring? {
        let parts = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && !parts[1].isEmpty ? parts[1] : nil
    }

    /// The places of the token in a line; a token that is a word is found as a whole word only.
    private static func places(of token: Substring, in line: Substring) -> [Substring.Index] {
        line.ranges(of: token).filter { range in
            let isNameBefore =
                range.lowerBound > line.startIndex
                && isInName(line[line.index(before: range.lowerBound)])
            let isNameAfter = range.upperBound < line.endIndex && isInName(line[range.upperBound])
            return !(token.first.map(isInName) == true && isNameBefore)
                && !(token.last.map(isInName) == true && isNameAfter)
        }.map(\.lowerBound)
    }

    private static func isInName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }
}
