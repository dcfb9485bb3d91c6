import Diagnostics
import JavaScriptEngine
import RunModel

// Errors of scripts as reports show them.
extension Failure {
    /// Reads what the part `errors` says of an error: name, message, stack, line, column; nil for `undefined`.
    init?(description: ScriptValue) throws(ScriptException) {
        guard description.isArray else { return nil }
        let elements = try description.elements
        guard elements.count == 5 else { return nil }
        self.init(
            name: try elements[0].asString, message: try elements[1].asString,
            stack: elements[2].isString ? try elements[2].asString : nil,
            position: TextPosition(
                line: try elements[3].asDouble, column: try elements[4].asDouble))
    }

    /// Takes over an error that ended a call from outside: a syntax error, or a broken sandbox.
    init(_ exception: ScriptException, code: String) {
        var message = exception.message
        var position: TextPosition?
        if let line = exception.line,
            exception.sourceURL?.hasPrefix(SandboxRuntime.sourcePrefix) == true
        {
            let end = TextPosition(endOf: code)
            let error = SyntaxErrorPlace(message: message, line: max(1, line - 1), code: code)
            position = error.position
            if error.position.line > end.line {
                // The engine met the end of the wrapper, which the user has never seen.
                position = end
                message = "Unexpected end of script"
            } else if error.followsAwait {
                message = "await is only valid in async functions and at the top level of a script"
            }
        }
        self.init(
            name: exception.name, message: message,
            stack: position.map {
                "\(exception.name): \(message)\n    at sandbox-script.js:\($0.line):\($0.column)"
            }, position: position)
    }
}

extension TextPosition {
    /// A position from what a script's side says; nil where it says 0 or nonsense.
    init?(line: Double, column: Double) {
        guard let line = Int(exactly: line), let column = Int(exactly: column), line > 0 else {
            return nil
        }
        self.init(line: line, column: max(1, column))
    }

    /// The position after the last character of a text.
    init(endOf text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        self.init(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }
}
