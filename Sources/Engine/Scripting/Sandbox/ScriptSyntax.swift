public import Diagnostics
import JavaScriptEngine

/// Checks the syntax of scripts without running them.
///
/// It needs the JavaScript engine, and finds nothing on a machine without it.
public final class ScriptSyntax {
    private var context: ScriptContext?

    /// Creates a checker; the engine is loaded for the first script.
    public init() {}

    /// Returns what is wrong with a script, and its place in the script; nil if nothing is.
    public func error(in code: String) -> (message: String, position: TextPosition)? {
        guard ScriptContext.obstacle == nil else { return nil }
        let context = context ?? ScriptContext()
        self.context = context
        do throws(ScriptException) {
            try SandboxRuntime.checkSyntax(of: code, in: context)
            return nil
        } catch {
            let position = TextPosition(line: error.line ?? 1, column: error.column ?? 1)
            return (error.message, position)
        }
    }
}
