import JavaScriptEngine

/// Finds where a script that cannot be parsed is wrong, and what is wrong there.
///
/// The engine reports the line on which it gave up, and no column. But a beginning of the script
/// that could go on has another error than one that could not. So the shortest beginning that
/// could not go on ends with the wrong token; some twenty parses find it.
struct SyntaxErrorSearch {
    /// The place as an index of a scalar, and what is wrong there.
    typealias Finding = (offset: Int, message: String)

    private let code: [Unicode.Scalar]
    private let context: ScriptContext

    init(_ code: String, in context: ScriptContext) {
        self.code = Array(code.unicodeScalars)
        self.context = context
    }

    /// The finding for the error that the engine reports for the whole script.
    func finding(for message: String) -> Finding {
        if case .open(let reason) = verdict(code.count) {
            return surplusBrace(message) ?? atEnd(reason, message)
        }
        let (open, wrong) = firstWrong(message)
        guard case .wrong(let message) = verdict(wrong) else { return (open, message) }
        return refined(message, open: open, wrong: wrong)
    }

    // MARK: Beginnings

    /// What the engine finds in a beginning of the script, with its message.
    private enum Verdict {
        /// The script could go on.
        case open(String)
        /// Nothing that follows could make it right.
        case wrong(String)
    }

    private func verdict(_ end: Int, then more: String = "") -> Verdict {
        let text = code[..<end] + more.unicodeScalars
        var reason = ""
        for opening in SandboxRuntime.openings {
            guard let error = error(in: opening, text) else {
                return .wrong(Self.surplusBrace)
            }
            if !couldGoOn(error, text) { return .wrong(error.message) }
            reason = error.message
        }
        return .open(reason)
    }

    private func error(in opening: String, _ text: ArraySlice<Unicode.Scalar>) -> ScriptException? {
        var source = opening
        source.unicodeScalars.append(contentsOf: text)
        do throws(ScriptException) {
            try context.checkSyntax(source, sourceURL: SandboxRuntime.sourcePrefix)
            return nil
        } catch {
            return error
        }
    }

    /// Whether the only error is that the text ends.
    private func couldGoOn(_ error: ScriptException, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
        switch error.message {
        case "Unexpected end of script", "Multiline comment was not closed properly": true
        case "Unexpected EOF": error.line ?? 0 > Self.lineCount(of: text)
        default: Self.openExpression(error.message).map { text.reversed().starts(with: $0) } == true
        }
    }

    /// The scalars, last first, of a regular expression that the engine found without an end.
    private static func openExpression(_ message: String) -> ReversedCollection<[Unicode.Scalar]>? {
        let start = "Unterminated regular expression literal '"
        guard message.hasPrefix(start), message.hasSuffix("'") else { return nil }
        return Array(message.unicodeScalars.dropFirst(start.utf8.count).dropLast()).reversed()
    }

    private static func lineCount(of text: ArraySlice<Unicode.Scalar>) -> Int {
        String(String.UnicodeScalarView(text)).scriptLines().count
    }

    // MARK: Search

    /// The longest beginning that could go on, and the shortest longer one that could not.
    private func firstWrong(_ message: String) -> (open: Int, wrong: Int) {
        let ends = code.indices.dropFirst().filter(isEndOfToken) + [code.count]
        var (low, high) = (-1, ends.count - 1)
        for _ in 0..<8 {
            while high - low > 1 {
                let middle = (low + high) / 2
                if isOpen(ends[middle]) { low = middle } else { high = middle }
            }
            // A few beginnings seem wrong and are not, such as `async x` and `()` before `=>`. The
            // error of most of them is another one.
            let isSame = if case .wrong(message) = verdict(ends[high]) { true } else { false }
            let later = ends.indices.dropFirst(high + 1).prefix(isSame ? 4 : 64)
            guard let open = later.first(where: { isOpen(ends[$0]) }) else { break }
            (low, high) = (open, ends.count - 1)
        }
        return (low < 0 ? 0 : ends[low], ends[high])
    }

    private func isOpen(_ end: Int) -> Bool {
        if case .open = verdict(end) { true } else { false }
    }

    private static let operators: Set<Unicode.Scalar> = [
        "!", ".", "?", "=", "*", "&", "|", "<", ">", "+", "-", "/", "%", "^", "~",
    ]

    /// Whether a token may end before an index; not inside a name, number, operator or escape.
    private func isEndOfToken(_ index: Int) -> Bool {
        let (last, next) = (code[index - 1], code[index])
        if Self.isInName(last) && Self.isInName(next) { return false }
        if Self.operators.contains(last) && Self.operators.contains(next) { return false }
        if last == "\r" && next == "\n" { return false }
        if (last == "e" || last == "E") && (next == "+" || next == "-") { return false }
        if last == "." && Self.isDigit(next) || Self.isDigit(last) && next == "." { return false }
        let digits = code[..<index].suffix(10).reversed().prefix {
            $0.properties.isHexDigit || $0 == "{" || $0 == "}" || $0 == "u" || $0 == "x"
        }
        let before = index - digits.count - 1
        return before < 0 || code[before] != "\\"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isInName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar == "\\" || scalar.properties.isIDContinue
    }

    // MARK: What is wrong

    /// The wrong token between two ends, or what it belongs to.
    private func refined(_ message: String, open: Int, wrong: Int) -> Finding {
        let start = code[open..<wrong].firstIndex { !$0.properties.isWhitespace } ?? open
        if message == "Unexpected EOF" { return textStart(before: open) }
        if let expression = Self.openExpression(message) {
            return (max(0, open - expression.count), message)
        }
        if message.hasPrefix("Invalid regular expression"), case .open(let reason) = verdict(open),
            let expression = Self.openExpression(reason)
        {
            return (max(0, open - expression.count), message)
        }
        if message.hasPrefix("\\") { return (code[..<wrong].lastIndex(of: "\\") ?? start, message) }
        if message.hasPrefix("Invalid character '\\u") {
            return (start, "Invalid character '\(code[start])'")
        }
        if let word = wordStart("await", before: start) {
            return (
                word, "await is only valid in async functions and at the top level of a script"
            )
        }
        return (start, message)
    }

    /// The start of a word that only blanks separate from an index.
    private func wordStart(_ word: String, before index: Int) -> Int? {
        let text = code[..<index].reversed().drop { $0.properties.isWhitespace }
        let length = text.prefix(while: Self.isInName).count
        guard text.count < index, text.starts(with: word.unicodeScalars.reversed()),
            length == word.unicodeScalars.count
        else { return nil }
        return text.count - length
    }

    private static let surplusBrace = "Unexpected token '}'"

    /// A brace that closes the function around the script, which goes on in another function.
    private func surplusBrace(_ message: String) -> Finding? {
        if message != Self.surplusBrace { return nil }
        let braces = code.indices.lazy.filter { code[$0] == "}" }.prefix(100)
        return braces.first { brace in
            if case .wrong(Self.surplusBrace) = verdict(brace + 1) { true } else { false }
        }.map { ($0, message) }
    }

    /// What a script that could go on has not ended.
    private func atEnd(_ reason: String, _ message: String) -> Finding {
        if let expression = Self.openExpression(reason) {
            return (code.count - expression.count, reason)
        }
        if isInText(code.count) { return textStart(before: code.count) }
        if isInside(code.count), let start = lastStart(of: ["`", "/*"], isInside) {
            return (
                start, "Unterminated \(code[start] == "`" ? "template literal" : "comment")"
            )
        }
        // Whether a private name is declared is known at the end only.
        if message.hasPrefix("Cannot reference undeclared private names") {
            return (code.firstIndex(of: "#") ?? code.count, message)
        }
        return (code.count, "Unexpected end of script")
    }

    // MARK: Texts and comments

    /// Whether a place is inside of a text in quotation marks.
    private func isInText(_ end: Int) -> Bool {
        if case .wrong("Unexpected EOF") = verdict(end, then: "\n;") { true } else { false }
    }

    /// Whether a place is inside of a template or a comment, which may contain line ends and any
    /// character.
    private func isInside(_ end: Int) -> Bool {
        if case .open = verdict(end, then: "\n\u{1}") { true } else { false }
    }

    private func textStart(before end: Int) -> Finding {
        (lastStart(of: ["'", "\""], before: end, isInText) ?? end, "Unterminated string literal")
    }

    /// The last place at which one of these marks begins what `isInside` says; few are tried.
    private func lastStart(
        of marks: [String], before end: Int? = nil, _ isInside: (Int) -> Bool
    ) -> Int? {
        let text = code[..<(end ?? code.count)]
        var tries = 50
        for start in text.indices.reversed() {
            guard start == 0 || text[start - 1] != "\\",
                let mark = marks.first(where: { text[start...].starts(with: $0.unicodeScalars) })
            else { continue }
            if !isInside(start), isInside(start + mark.unicodeScalars.count) { return start }
            tries -= 1
            if tries == 0 { break }
        }
        return nil
    }
}
