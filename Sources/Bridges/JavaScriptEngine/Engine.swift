import CJavaScriptCore
import Synchronization

/// Owns the C handles of one JavaScript world.
///
/// Values keep it alive, so that a value may outlive its `ScriptContext`; it does not know scripts,
/// only handles.
final class Engine {
    let group: JSContextGroupRef
    let global: JSGlobalContextRef
    let limit: ExecutionLimit
    let gate = ScriptGate()

    /// The context that made this engine; nil once it is gone.
    unowned(unsafe) var owner: ScriptContext?

    /// Whether values are kept until the engine goes.
    var isEnding = false

    /// Whether the world stays in memory when the engine goes.
    var leavesWorld = false

    /// How many native functions are running, one inside another.
    var nativeDepth = 0

    private let functionClass: JSClassRef
    private var functions: [ObjectIdentifier: Unmanaged<NativeFunction>] = [:]
    private var names: [String: JSStringRef] = [:]
    private var functionPrototype: JSValueRef?

    /// Functions whose objects the collector has dropped; it may do so on a thread of its own.
    let dropped = DroppedFunctions()

    private static let living = Atomic(0)

    /// How many engines the process has.
    static var count: Int { living.load(ordering: .relaxed) }

    init() {
        Self.living.add(1, ordering: .relaxed)
        group = JSContextGroupCreate()
        global = JSGlobalContextCreateInGroup(group, nil)
        limit = ExecutionLimit(group: group, gate: gate)
        functionClass = NativeFunction.makeClass()
    }

    deinit {
        Self.living.subtract(1, ordering: .relaxed)
        gate.shut()
        limit.detach()
        if leavesWorld { return }
        if let functionPrototype { JSValueUnprotect(global, functionPrototype) }
        JSGlobalContextRelease(global)
        JSContextGroupRelease(group)
        JSClassRelease(functionClass)
        for name in names.values { JSStringRelease(name) }
        releaseDroppedFunctions()
    }

    // MARK: Calling

    /// Calls the engine, under the limit on time, and turns what scripts throw into a Swift error.
    ///
    /// `body` gets the place for the exception.
    func check<Result>(
        _ body: (UnsafeMutablePointer<JSValueRef?>) -> Result
    ) throws(ScriptException) -> Result {
        var thrown: JSValueRef?
        guard limit.isActive else {
            let result = body(&thrown)
            guard let thrown else { return result }
            throw ScriptException(reading: ScriptValue(thrown, self))
        }
        return try checkLimited(body)
    }

    /// The same, for calls that return a value.
    func run(
        _ body: (UnsafeMutablePointer<JSValueRef?>) -> JSValueRef?
    ) throws(ScriptException) -> ScriptValue {
        if nativeDepth == 0 { releaseDroppedFunctions() }
        guard let result = try check(body) else {
            throw ScriptException(name: "Error", message: "the engine returned no value")
        }
        return ScriptValue(result, self)
    }

    private func checkLimited<Result>(
        _ body: (UnsafeMutablePointer<JSValueRef?>) -> Result
    ) throws(ScriptException) -> Result {
        // Scripts that called Swift and were struck must not start others.
        if limit.hasStruck { throw limit.termination }
        var thrown: JSValueRef?
        if nativeDepth > 0 {
            let result = body(&thrown)
            if limit.hasStruck {
                limit.strikeAgain()
                throw limit.termination
            }
            guard let thrown else { return result }
            throw ScriptException(reading: ScriptValue(thrown, self))
        }
        let result = try limit.watching(self) { body(&thrown) }
        guard let thrown else { return result }
        let exception = try limit.watching(self) {
            ScriptException(reading: ScriptValue(thrown, self))
        }
        throw exception
    }

    /// A script calls a native function.
    func enterNative() {
        if nativeDepth == 0 { gate.enterNative() }
        nativeDepth += 1
    }

    /// The native function returns.
    func leaveNative() {
        nativeDepth -= 1
        if nativeDepth == 0 { gate.leaveNative() }
    }

    // MARK: Properties

    /// Calls `body` with the engine's form of a property name, kept for the next use when it is
    /// short.
    func withName<Result, Failure: Error>(
        _ name: String, _ body: (JSStringRef) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let known = names[name] { return try body(known) }
        guard names.count < 512, name.utf8.count <= 32 else {
            return try ScriptString.with(name, body)
        }
        let string = ScriptString.make(name)
        names[name] = string
        return try body(string)
    }

    /// A property read without regard to what its getter throws.
    func quietProperty(_ object: JSObjectRef, _ name: String) -> JSValueRef? {
        var thrown: JSValueRef?
        let value = withName(name) { JSObjectGetProperty(global, object, $0, &thrown) }
        return thrown == nil ? value : nil
    }

    // MARK: Native functions

    /// A new function object that runs `function`, which it owns until the collector drops it.
    func makeObject(for function: NativeFunction, length: Int) -> JSObjectRef {
        releaseDroppedFunctions()
        let retained = Unmanaged.passRetained(function)
        functions[ObjectIdentifier(function)] = retained
        let object: JSObjectRef = JSObjectMake(global, functionClass, retained.toOpaque())
        // A setter that a script has given to all objects must not get hold of the function.
        JSObjectSetPrototype(global, object, JSValueMakeNull(global))
        let fixed = JSPropertyAttributes(
            kJSPropertyAttributeReadOnly | kJSPropertyAttributeDontEnum)
        let name = ScriptString.with(function.name) { JSValueMakeString(global, $0) }
        withName("name") { JSObjectSetProperty(global, object, $0, name, fixed, nil) }
        let count = JSValueMakeNumber(global, Double(length))
        withName("length") { JSObjectSetProperty(global, object, $0, count, fixed, nil) }
        // Last: a property that the prototype has cannot be added.
        if let prototype = sharedFunctionPrototype() {
            JSObjectSetPrototype(global, object, prototype)
        }
        return object
    }

    /// Lets go of every native body, and with them of the values that they hold.
    func dropFunctionBodies() {
        for function in functions.values { function.takeUnretainedValue().body = nil }
    }

    private func sharedFunctionPrototype() -> JSValueRef? {
        if let functionPrototype { return functionPrototype }
        guard let globalObject = JSContextGetGlobalObject(global),
            let function = quietProperty(globalObject, "Function"),
            let constructor = JSValueToObject(global, function, nil),
            let value = quietProperty(constructor, "prototype")
        else { return nil }
        JSValueProtect(global, value)
        functionPrototype = value
        return value
    }

    private func releaseDroppedFunctions() {
        for function in dropped.takeAll() {
            functions[ObjectIdentifier(function.takeUnretainedValue())] = nil
            function.release()
        }
    }
}
