import CJavaScriptCore

// Members of objects and calls of functions.
extension ScriptValue {
    /// The value of a property, `undefined` when there is none; a getter may run a script.
    public func property(_ name: String) throws(ScriptException) -> ScriptValue {
        let target = try holder(of: name)
        let value = try engine.check { thrown in
            engine.withName(name) { JSObjectGetProperty(engine.global, target, $0, thrown) }
        }
        return ScriptValue(value ?? JSValueMakeUndefined(engine.global), engine)
    }

    /// What has the members: the value itself, or the object that stands for a string or a number.
    private func holder(of name: String) throws(ScriptException) -> JSObjectRef {
        if kind == .object { return raw }
        let object = isUndefined || isNull ? nil : JSValueToObject(engine.global, raw, nil)
        if let object { return object }
        throw ScriptException(name: "TypeError", message: "cannot read '\(name)' of \(kind)")
    }

    /// Sets a property.
    public func setProperty(_ name: String, _ value: ScriptValue) throws(ScriptException) {
        let target = try object("set '\(name)' of")
        try engine.check { thrown in
            engine.withName(name) {
                JSObjectSetProperty(engine.global, target, $0, value.raw, 0, thrown)
            }
        }
    }

    // MARK: Calls

    /// Calls this function; micro-tasks run before the outermost call returns.
    @discardableResult
    public func call(
        this receiver: ScriptValue? = nil, arguments: [ScriptValue] = []
    ) throws(ScriptException) -> ScriptValue {
        guard isFunction else {
            throw ScriptException(name: "TypeError", message: "the value called is not a function")
        }
        let target = try receiver?.object("call on")
        return try withExtendedLifetime((self, arguments, receiver)) { () throws(ScriptException) in
            let list = arguments.map { Optional($0.raw) }
            return try engine.run {
                JSObjectCallAsFunction(engine.global, raw, target, list.count, list, $0)
            }
        }
    }

    /// Calls the method of this name on this object.
    @discardableResult
    public func invoke(
        _ name: String, arguments: [ScriptValue] = []
    ) throws(ScriptException) -> ScriptValue {
        let method = try property(name)
        guard method.isFunction else {
            throw ScriptException(name: "TypeError", message: "'\(name)' is not a function")
        }
        return try method.call(this: self, arguments: arguments)
    }

    /// Makes a new object with this constructor.
    public func construct(arguments: [ScriptValue] = []) throws(ScriptException) -> ScriptValue {
        guard isConstructor else {
            throw ScriptException(name: "TypeError", message: "the value is not a constructor")
        }
        return try withExtendedLifetime((self, arguments)) { () throws(ScriptException) in
            let list = arguments.map { Optional($0.raw) }
            return try engine.run {
                JSObjectCallAsConstructor(engine.global, raw, list.count, list, $0)
            }
        }
    }
}
