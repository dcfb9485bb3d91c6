import CJavaScriptCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Makes values.
extension ScriptContext {
    /// The value `undefined`.
    public var undefined: ScriptValue {
        ScriptValue(JSValueMakeUndefined(engine.global), engine, kind: .undefined)
    }

    /// The value `null`.
    public var null: ScriptValue {
        ScriptValue(JSValueMakeNull(engine.global), engine, kind: .null)
    }

    /// A boolean.
    public func makeBool(_ value: Bool) -> ScriptValue {
        ScriptValue(JSValueMakeBoolean(engine.global, value), engine, kind: .boolean)
    }

    /// A number.
    public func makeNumber(_ value: Double) -> ScriptValue {
        ScriptValue(JSValueMakeNumber(engine.global, value), engine, kind: .number)
    }

    /// A number.
    public func makeNumber(_ value: Int) -> ScriptValue {
        makeNumber(Double(value))
    }

    /// A string.
    public func makeString(_ value: String) -> ScriptValue {
        let raw: JSValueRef = ScriptString.with(value) { JSValueMakeString(engine.global, $0) }
        return ScriptValue(raw, engine, kind: .string)
    }

    /// An object with these properties.
    ///
    /// One without a prototype is out of reach of the setters that scripts may give to all objects.
    public func makeObject(
        _ properties: [(String, ScriptValue)] = [], hasPrototype: Bool = true
    ) -> ScriptValue {
        let raw: JSObjectRef = JSObjectMake(engine.global, nil, nil)
        if !hasPrototype {
            JSObjectSetPrototype(engine.global, raw, JSValueMakeNull(engine.global))
        }
        let object = ScriptValue(raw, engine, kind: .object)
        for (name, value) in properties {
            engine.withName(name) {
                JSObjectSetProperty(engine.global, raw, $0, value.raw, 0, nil)
            }
        }
        return object
    }

    /// An array of these elements.
    public func makeArray(_ elements: [ScriptValue] = []) -> ScriptValue {
        let list = elements.map { Optional($0.raw) }
        let raw: JSObjectRef = JSObjectMakeArray(engine.global, list.count, list, nil)
        return withExtendedLifetime(elements) { ScriptValue(raw, engine, kind: .object) }
    }

    /// What `JSON.parse` makes of the text.
    public func parseJSON(_ text: String) throws(ScriptException) -> ScriptValue {
        let raw: JSValueRef? = ScriptString.with(text) {
            JSValueMakeFromJSONString(engine.global, $0)
        }
        guard let raw else {
            throw ScriptException(name: "SyntaxError", message: "the text is not valid JSON")
        }
        return ScriptValue(raw, engine)
    }

    /// An `ArrayBuffer` with a copy of the bytes.
    public func makeArrayBuffer(from bytes: [UInt8]) throws(ScriptException) -> ScriptValue {
        let view = try engine.check {
            JSObjectMakeTypedArray(engine.global, kJSTypedArrayTypeUint8Array, bytes.count, $0)
        }
        guard let view else {
            throw ScriptException(name: "RangeError", message: "no memory for the bytes")
        }
        if !bytes.isEmpty, let start = JSObjectGetTypedArrayBytesPtr(engine.global, view, nil) {
            let target = UnsafeMutableRawBufferPointer(start: start, count: bytes.count)
            target.copyBytes(from: bytes)
        }
        let buffer = try engine.check { JSObjectGetTypedArrayBuffer(engine.global, view, $0) }
        return ScriptValue(buffer ?? view, engine, kind: .object)
    }

    /// A function for scripts that runs `body`; what it throws, the script can catch as an `Error`.
    ///
    /// It has what other functions have (`call`, `apply`, `bind`, a name and a length) but is not a
    /// constructor.
    public func makeFunction(
        _ name: String, length: Int = 0,
        _ body: @escaping (borrowing ScriptArguments) throws -> ScriptValue
    ) -> ScriptValue {
        let function = NativeFunction(name: name, engine: engine, body: body)
        return ScriptValue(engine.makeObject(for: function, length: length), engine, kind: .object)
    }
}
