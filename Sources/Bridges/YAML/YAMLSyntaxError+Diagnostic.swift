public import Diagnostics

extension YAMLSyntaxError {
    /// The error as a diagnostic, with its place in a text of that name.
    public func diagnostic(in name: String, _ bytes: [UInt8]) -> Diagnostic {
        let lineText = Self.line(line, of: bytes)
        let place = Place(
            file: name, position: TextPosition(line: line, column: column), lineText: lineText)
        let lines = [lineText, Self.line(line - 1, of: bytes)].compactMap(\.self)
        return Diagnostic(
            .error, "not valid YAML: " + message, at: place, help: help(lines: lines))
    }

    private var message: String {
        switch reason {
        case .grammar(let problem): problem
        case .alias: "an anchor or alias, which collections do not have"
        case .structuredKey: "a key that is a list or a map"
        case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
        case .severalDocuments: "more than one document in the file"
        case .tooLarge(let limit): "the file is larger than \(limit / 1_000_000) MB"
        }
    }

    private func help(lines: [String]) -> [String] {
        switch reason {
        case .alias: return ["write the value out, or quote a text that begins with '&' or '*'"]
        case .grammar, .structuredKey: break
        case .tooDeep, .severalDocuments, .tooLarge: return []
        }
        if lines.contains(where: Self.hasUnquotedVariable) {
            return ["quote a value that begins with '{{': \"{{baseUrl}}/path\""]
        }
        if lines.contains(where: { $0.split(separator: ": ", maxSplits: 2).count > 2 }) {
            return ["quote a text that contains ': '"]
        }
        return lines.contains { $0.first == "\t" } ? ["indent with spaces, not with tabs"] : []
    }

    /// Whether a value in the line begins with `{{` outside of quotes.
    private static func hasUnquotedVariable(_ line: String) -> Bool {
        line.contains(": {{") || line.contains("- {{")
    }

    private static func line(_ number: Int, of bytes: [UInt8]) -> String? {
        guard number > 0 else { return nil }
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: number, omittingEmptySubsequences: false)
        guard number <= lines.count else { return nil }
        var text = lines[number - 1]
        if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
