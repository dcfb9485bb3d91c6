import CJavaScriptCore

/// Why a script was ended from outside.
public enum ScriptTermination: Sendable, Hashable {
    /// Its time was over, or it was interrupted.
    case time
    /// It held more memory than it may.
    case memory
}

/// What a script threw, read once so that it can be reported after the script is gone.
public struct ScriptException: Error, CustomStringConvertible {
    /// The name of the error, as in `TypeError`.
    public var name: String
    /// What the error says.
    public var message: String
    /// The engine's raw stack, one `function@url:line:column` a line, innermost first; empty when
    /// unknown.
    public var stack: String
    /// The line of the throw in the source named by `sourceURL`.
    public var line: Int?
    /// The column of the throw, from 1.
    public var column: Int?
    /// Where the throwing script came from, as given when it was evaluated.
    public var sourceURL: String?
    /// Why the script was ended from outside; nil if it ended itself.
    public var termination: ScriptTermination?

    // The value itself, so that a script which calls Swift which calls a script sees the same
    // object. Unsafe: the compiler cannot see that it is only read on the thread of its context.
    nonisolated(unsafe) let value: ScriptValue?

    /// Makes an error for a native function to throw.
    public init(name: String = "Error", message: String) {
        self.name = name
        self.message = message
        stack = ""
        value = nil
    }

    /// Reads a value that a script threw or rejected a promise with.
    public init(_ value: ScriptValue) {
        self.init(reading: value)
    }

    /// The name and the message, as JavaScript prints an error.
    public var description: String {
        if name.isEmpty { return message }
        return message.isEmpty ? name : "\(name): \(message)"
    }
}

// Reading: a script may do anything to its error objects; a value is returned in each case.
extension ScriptException {
    static func termination(_ cause: ScriptTermination) -> ScriptException {
        var exception = ScriptException(name: "Error", message: "the script was ended from outside")
        exception.termination = cause
        return exception
    }

    init(reading value: ScriptValue) {
        let engine = value.engine
        self.value = value
        guard value.isObject else {
            name = "Error"
            message = Self.text(value.raw, engine) ?? "an unprintable value"
            stack = ""
            return
        }
        name = Self.string(value.raw, "name", engine) ?? "Error"
        message = Self.string(value.raw, "message", engine) ?? Self.summary(of: value)
        stack = Self.string(value.raw, "stack", engine) ?? ""
        line = Self.number(value.raw, "line", engine)
        column = Self.number(value.raw, "column", engine)
        sourceURL = Self.string(value.raw, "sourceURL", engine)
    }

    /// Words for an object without a message.
    private static func summary(of value: ScriptValue) -> String {
        let engine = value.engine
        let text = text(value.raw, engine)
        if let text, !text.hasPrefix("[object ") { return text }
        var thrown: JSValueRef?
        guard let json = JSValueCreateJSONString(engine.global, value.raw, 0, &thrown) else {
            return text ?? "an unprintable object"
        }
        defer { JSStringRelease(json) }
        let written = ScriptString.text(of: json)
        return written == "{}" ? text ?? "an unprintable object" : written
    }

    private static func text(_ raw: JSValueRef, _ engine: Engine) -> String? {
        // A symbol cannot be converted, but described.
        if JSValueIsSymbol(engine.global, raw) { return "a symbol" }
        var thrown: JSValueRef?
        guard let string = JSValueToStringCopy(engine.global, raw, &thrown), thrown == nil else {
            return nil
        }
        defer { JSStringRelease(string) }
        return ScriptString.text(of: string)
    }

    private static func string(_ object: JSObjectRef, _ name: String, _ engine: Engine) -> String? {
        guard let raw = engine.quietProperty(object, name), JSValueIsString(engine.global, raw)
        else { return nil }
        return text(raw, engine)
    }

    private static func number(_ object: JSObjectRef, _ name: String, _ engine: Engine) -> Int? {
        guard let raw = engine.quietProperty(object, name), JSValueIsNumber(engine.global, raw)
        else { return nil }
        return Int(exactly: JSValueToNumber(engine.global, raw, nil))
    }
}

// Writing: what a native function throws, as the value that a script catches.
extension ScriptException {
    static func value(for error: any Error, _ engine: Engine) -> JSValueRef {
        guard let exception = error as? ScriptException else {
            return make(name: "Error", message: String(describing: error), engine)
        }
        if let value = exception.value, value.engine === engine { return value.raw }
        return make(name: exception.name, message: exception.message, engine)
    }

    private static func make(name: String, message: String, _ engine: Engine) -> JSValueRef {
        // Passed by its address, and not in an array: the engine scans the stack, but not the heap.
        var text: JSValueRef? = ScriptString.with(message) { JSValueMakeString(engine.global, $0) }
        let globals: JSObjectRef = JSContextGetGlobalObject(engine.global)
        if name.hasSuffix("Error"), let constructor = engine.quietProperty(globals, name),
            JSValueIsObject(engine.global, constructor),
            JSObjectIsConstructor(engine.global, constructor),
            let error = JSObjectCallAsConstructor(engine.global, constructor, 1, &text, nil)
        {
            return error
        }
        let error: JSObjectRef = JSObjectMakeError(engine.global, 1, &text, nil)
        let label = ScriptString.with(name) { JSValueMakeString(engine.global, $0) }
        let hidden = JSPropertyAttributes(kJSPropertyAttributeDontEnum)
        engine.withName("name") {
            JSObjectSetProperty(engine.global, error, $0, label, hidden, nil)
        }
        return error
    }
}
