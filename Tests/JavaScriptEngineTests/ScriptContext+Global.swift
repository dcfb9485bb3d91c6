import JavaScriptEngine

extension ScriptContext {
    /// The global object.
    var globalObject: ScriptValue {
        get throws(ScriptException) { try evaluate("globalThis", sourceURL: "global.js") }
    }
}
