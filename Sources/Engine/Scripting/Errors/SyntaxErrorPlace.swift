import Diagnostics
import JavaScriptEngine

/// A syntax error with its place in the script, and with words that do not speak of the function
/// around the script.
enum SyntaxErrorPlace {
    /// The longest script in which the exact place is searched; a search is some twenty parses.
    private static let longestSearch = 1 << 20

    /// Returns the error with its line and column in the script.
    static func located(
        _ error: ScriptException, in code: String, _ context: ScriptContext
    ) -> ScriptException {
        var located = error
        located.sourceURL = SandboxRuntime.sourcePrefix
        guard code.utf8.count <= longestSearch else {
            let end = TextPosition(endOf: code)
            located.line = error.line.map { min(max(1, $0 - 1), end.line) }
            located.column = 1
            return located
        }
        let finding = SyntaxErrorSearch(code, in: context).finding(for: error.message)
        let start = String(String.UnicodeScalarView(code.unicodeScalars.prefix(finding.offset)))
        let position = TextPosition(endOf: start)
        located.message = finding.message
        located.line = position.line
        located.column = position.column
        return located
    }
}
