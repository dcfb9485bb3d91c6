import Diagnostics
import JavaScriptEngine
import RunModel

// Errors of scripts as reports show them.
extension Failure {
    /// Reads a failure as `core/failures.js` makes it; nil for `undefined`.
    init?(description: ScriptValue) throws(ScriptException) {
        if description.isUndefined { return nil }
        let stack = try description.property("stack")
        self.init(
            name: try description.property("name").asString,
            message: Self.explained(try description.property("message").asString),
            stack: stack.isString ? try stack.asString : nil,
            position: TextPosition(
                line: try description.property("line").asDouble,
                column: try description.property("column").asDouble))
        let actual = try description.property("actual")
        let expected = try description.property("expected")
        if actual.isString, expected.isString {
            comparison = Comparison(
                actual: try actual.asString, expected: try expected.asString)
        }
    }

    /// Returns a message that also says why `this` is undefined, which the engine does not.
    private static func explained(_ message: String) -> String {
        guard message.hasPrefix("undefined is not an object (evaluating 'this") else {
            return message
        }
        return "\(message); call the method on its object: object.method()"
    }

    /// Takes over an error that ended a call from outside: a syntax error, or a broken sandbox.
    init(_ exception: ScriptException) {
        var position: TextPosition?
        if let line = exception.line, line > 0, exception.name == "SyntaxError",
            exception.sourceURL?.hasPrefix(SandboxRuntime.sourcePrefix) == true
        {
            position = TextPosition(line: line, column: exception.column ?? 1)
        }
        self.init(
            name: exception.name, message: exception.message,
            stack: position.map {
                "\(exception)\n    at sandbox-script.js:\($0.line):\($0.column)"
            }, position: position)
    }
}

extension TextPosition {
    /// A position as the JavaScript side gives it; nil if it is 0 or not a position.
    init?(line: Double, column: Double) {
        guard let line = Int(exactly: line), let column = Int(exactly: column), line > 0 else {
            return nil
        }
        self.init(line: line, column: max(1, column))
    }

    /// The position after the last character of a text.
    init(endOf text: String) {
        let lines = text.scriptLines()
        self.init(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }
}

extension String {
    /// The lines of a script, which have any of the ends that ECMA-262 §12.3 names.
    func scriptLines(atMost count: Int = .max) -> [Substring] {
        split(maxSplits: count, omittingEmptySubsequences: false) { character in
            switch character {
            case "\n", "\r", "\r\n", "\u{2028}", "\u{2029}": true
            default: false
            }
        }
    }
}
