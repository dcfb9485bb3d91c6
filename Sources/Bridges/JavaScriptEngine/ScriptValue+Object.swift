import CJavaScriptCore

/// How a property behaves, beyond its value.
public struct PropertyAttributes: OptionSet, Sendable {
    /// The bits of the set.
    public let rawValue: Int

    /// Makes a set from its bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Assignments do nothing.
    public static let readOnly = PropertyAttributes(rawValue: kJSPropertyAttributeReadOnly)
    /// Loops over the object leave it out.
    public static let hidden = PropertyAttributes(rawValue: kJSPropertyAttributeDontEnum)
    /// It cannot be deleted.
    public static let permanent = PropertyAttributes(rawValue: kJSPropertyAttributeDontDelete)
}

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

    /// Whether there is such a property, inherited ones included.
    public func hasProperty(_ name: String) -> Bool {
        guard kind == .object else { return false }
        return engine.withName(name) { JSObjectHasProperty(engine.global, raw, $0) }
    }

    /// Sets a property; the attributes apply when it is new.
    public func setProperty(
        _ name: String, _ value: ScriptValue, attributes: PropertyAttributes = []
    ) throws(ScriptException) {
        let target = try object("set '\(name)' of")
        let bits = JSPropertyAttributes(attributes.rawValue)
        try engine.check { thrown in
            engine.withName(name) {
                JSObjectSetProperty(engine.global, target, $0, value.raw, bits, thrown)
            }
        }
    }

    /// Deletes a property, and says whether it is gone.
    @discardableResult
    public func deleteProperty(_ name: String) throws(ScriptException) -> Bool {
        let target = try object("delete '\(name)' of")
        return try engine.check { thrown in
            engine.withName(name) { JSObjectDeleteProperty(engine.global, target, $0, thrown) }
        }
    }

    /// The names of the enumerable properties, inherited ones included.
    public var propertyNames: [String] {
        guard kind == .object, let list = JSObjectCopyPropertyNames(engine.global, raw) else {
            return []
        }
        defer { JSPropertyNameArrayRelease(list) }
        return (0..<JSPropertyNameArrayGetCount(list)).compactMap { index in
            JSPropertyNameArrayGetNameAtIndex(list, index).map { ScriptString.text(of: $0) }
        }
    }

    // MARK: Arrays

    /// The element at an index, `undefined` when there is none.
    public func element(at index: Int) throws(ScriptException) -> ScriptValue {
        let target = try object("read an element of")
        let value = try engine.check {
            JSObjectGetPropertyAtIndex(engine.global, target, UInt32(clamping: index), $0)
        }
        return ScriptValue(value ?? JSValueMakeUndefined(engine.global), engine)
    }

    /// Sets the element at an index.
    public func setElement(at index: Int, _ value: ScriptValue) throws(ScriptException) {
        let target = try object("set an element of")
        try engine.check {
            JSObjectSetPropertyAtIndex(
                engine.global, target, UInt32(clamping: index), value.raw, $0)
        }
    }

    /// The elements of an array or of what looks like one.
    public var elements: [ScriptValue] {
        get throws(ScriptException) {
            let count = try property("length").asDouble
            guard count >= 1, count <= Double(UInt32.max) else { return [] }
            var list: [ScriptValue] = []
            for index in 0..<Int(count) { list.append(try element(at: index)) }
            return list
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
