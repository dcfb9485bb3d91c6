import JavaScriptEngine

/// Regular expressions that a name may match, in the language of scripts: ECMAScript.
///
/// They may match anywhere in the name. `(?i)` at the start of one makes it ignore case, as in many
/// languages.
public final class NamePattern {
    /// Why a text is not a regular expression.
    public struct SyntaxError: Error, Sendable, Hashable {
        /// The text.
        public var text: String
        /// What is wrong, in the engine's words.
        public var reason: String

        /// Makes an error.
        public init(text: String, reason: String) {
            self.text = text
            self.reason = reason
        }
    }

    private let expressions: [ScriptValue]
    private let context: ScriptContext

    /// Reads the texts; at least one of them has to match.
    public init(anyOf texts: [String]) throws(SyntaxError) {
        if let obstacle = ScriptContext.obstacle {
            throw SyntaxError(text: texts.first ?? "", reason: obstacle.reason)
        }
        let context = ScriptContext()
        self.context = context
        expressions = try texts.map { (text) throws(SyntaxError) in
            do throws(ScriptException) {
                return try Self.expression(text, context)
            } catch {
                throw SyntaxError(text: text, reason: Self.reason(error.message))
            }
        }
    }

    /// Whether any of the expressions is found in the name.
    public func matches(_ name: String) -> Bool {
        expressions.contains { expression in
            let found = try? expression.invoke("test", arguments: [context.makeString(name)])
            return found?.asBool == true
        }
    }

    private static func expression(
        _ text: String, _ context: ScriptContext
    ) throws(ScriptException) -> ScriptValue {
        let ignoresCase = text.hasPrefix("(?i)")
        let body = context.makeString(ignoresCase ? String(text.dropFirst(4)) : text)
        let flags = context.makeString(ignoresCase ? "i" : "")
        let constructor = try context.evaluate("RegExp", sourceURL: "name-pattern.js")
        return try constructor.construct(arguments: [body, flags])
    }

    /// The engine's message without its first words, which say that an expression is wrong.
    private static func reason(_ message: String) -> String {
        let parts = message.split(separator: ": ", maxSplits: 1)
        return String(parts.last ?? "it cannot be read")
    }
}
