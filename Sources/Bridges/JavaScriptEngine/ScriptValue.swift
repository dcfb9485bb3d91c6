import CJavaScriptCore

/// A JavaScript value, kept from the garbage collector for as long as Swift holds it.
///
/// Values belong to the thread of their context. Holding one does not keep the `ScriptContext`
/// alive: after it is gone a value can still be read, but native functions no longer answer.
public struct ScriptValue {
    /// The JavaScript types, with `null` apart from the objects.
    public enum Kind: Sendable, Hashable {
        case undefined, null, boolean, number, string, symbol, bigInt, object
    }

    let raw: JSValueRef
    let engine: Engine
    /// Which JavaScript type the value has.
    public let kind: Kind
    /// Only what lives on the engine's heap needs it.
    private let protection: Protection?

    init(_ raw: JSValueRef, _ engine: Engine) {
        self.init(raw, engine, kind: Self.kind(of: raw, engine))
    }

    init(_ raw: JSValueRef, _ engine: Engine, kind: Kind) {
        self.raw = raw
        self.engine = engine
        self.kind = kind
        switch kind {
        case .undefined, .null, .boolean, .number: protection = nil
        case .string, .symbol, .bigInt, .object: protection = Protection(raw, engine)
        }
    }

    /// A value that a native function returns at once, so that nothing keeps it.
    init(returned raw: JSValueRef, _ engine: Engine, kind: Kind) {
        self.raw = raw
        self.engine = engine
        self.kind = kind
        protection = nil
    }

    /// Pairs one protection of a value with its end.
    private final class Protection {
        let raw: JSValueRef
        let engine: Engine

        init(_ raw: JSValueRef, _ engine: Engine) {
            self.raw = raw
            self.engine = engine
            JSValueProtect(engine.global, raw)
        }

        deinit {
            if !engine.isEnding { JSValueUnprotect(engine.global, raw) }
        }
    }

    private static func kind(of raw: JSValueRef, _ engine: Engine) -> Kind {
        switch JSValueGetType(engine.global, raw) {
        case kJSTypeUndefined: .undefined
        case kJSTypeNull: .null
        case kJSTypeBoolean: .boolean
        case kJSTypeNumber: .number
        case kJSTypeString: .string
        case kJSTypeSymbol: .symbol
        case kJSTypeObject: .object
        default: .bigInt
        }
    }

    /// The context that the value belongs to; nil once it is gone.
    public var context: ScriptContext? { engine.owner }

    // MARK: What it is

    /// Whether this is `undefined`.
    public var isUndefined: Bool { kind == .undefined }
    /// Whether this is `null`.
    public var isNull: Bool { kind == .null }
    /// Whether this is a string.
    public var isString: Bool { kind == .string }
    /// Whether this is an object, a function among them.
    var isObject: Bool { kind == .object }
    /// Whether this can be called.
    var isFunction: Bool { kind == .object && JSObjectIsFunction(engine.global, raw) }
    /// Whether this can be constructed with `new`.
    var isConstructor: Bool { kind == .object && JSObjectIsConstructor(engine.global, raw) }

    // MARK: What it says

    /// The value as JavaScript's `String()` makes it, which may run a script.
    public var asString: String {
        get throws(ScriptException) { try engine.text(of: raw) }
    }

    /// The value as JavaScript's `Number()` makes it, which may run a script.
    public var asDouble: Double {
        get throws(ScriptException) { try engine.number(of: raw) }
    }

    /// Whether the value is truthy.
    public var asBool: Bool { JSValueToBoolean(engine.global, raw) }

    func object(_ purpose: String) throws(ScriptException) -> JSObjectRef {
        guard kind == .object else {
            throw ScriptException(
                name: "TypeError", message: "cannot \(purpose) what is not an object")
        }
        return raw
    }
}

@available(*, unavailable)
extension ScriptValue: Sendable {}

extension Engine {
    func text(of raw: JSValueRef) throws(ScriptException) -> String {
        let string = try check { JSValueToStringCopy(global, raw, $0) }
        guard let string else { return "" }
        defer { JSStringRelease(string) }
        return ScriptString.text(of: string)
    }

    func number(of raw: JSValueRef) throws(ScriptException) -> Double {
        try check { JSValueToNumber(global, raw, $0) }
    }
}
