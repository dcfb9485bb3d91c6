import CJavaScriptCore
import Synchronization

/// What a script calls when it calls into Swift; owned by the function object through its private
/// data.
final class NativeFunction {
    typealias Body = (borrowing ScriptArguments) throws -> ScriptValue

    let name: String
    var body: Body?
    unowned let engine: Engine
    let dropped: DroppedFunctions

    init(name: String, engine: Engine, body: @escaping Body) {
        self.name = name
        self.engine = engine
        self.body = body
        dropped = engine.dropped
    }

    /// The class of all function objects; the engine copies the definition.
    static func makeClass() -> JSClassRef {
        var definition = JSClassDefinition()
        definition.attributes = JSClassAttributes(kJSClassAttributeNoAutomaticPrototype)
        definition.callAsFunction = { global, function, this, count, arguments, exception in
            guard let data = JSObjectGetPrivate(function) else { return nil }
            let native = Unmanaged<NativeFunction>.fromOpaque(data).takeUnretainedValue()
            guard let body = native.body else {
                exception?.pointee = native.lateCallError(global)
                return nil
            }
            return native.call(body, this, count, arguments, exception)
        }
        definition.finalize = { object in
            guard let data = JSObjectGetPrivate(object) else { return }
            let native = Unmanaged<NativeFunction>.fromOpaque(data)
            native.takeUnretainedValue().dropped.add(native)
        }
        // With this class name `Object.prototype.toString` returns the same as for any function.
        return "Function".withCString { name in
            definition.className = name
            return JSClassCreate(&definition)
        }
    }

    /// What a call after the end of the context gets; the engine may be going away.
    private func lateCallError(_ global: JSContextRef?) -> JSValueRef? {
        var message = ScriptString.with("'\(name)' is called after the run") {
            JSValueMakeString(global, $0)
        }
        return JSObjectMakeError(global, 1, &message, nil)
    }

    private func call(
        _ body: Body, _ this: JSObjectRef?, _ count: Int, _ arguments: UnsafePointer<JSValueRef?>?,
        _ exception: UnsafeMutablePointer<JSValueRef?>?
    ) -> JSValueRef? {
        let engine = engine
        engine.enterNative()
        defer { engine.leaveNative() }
        do {
            guard let context = engine.owner else {
                preconditionFailure("a context drops the bodies of its functions before it goes")
            }
            let given = ScriptArguments(
                context: context, engine: engine, receiver: this,
                raw: UnsafeBufferPointer(start: arguments, count: count))
            // The result stays reachable: the engine scans this stack, and takes the value at once.
            return try body(given).raw
        } catch {
            exception?.pointee = ScriptException.value(for: error, engine)
            return nil
        }
    }
}

/// Functions to let go of when no script runs: a finalizer may run on any thread and must not call
/// the engine.
final class DroppedFunctions: Sendable {
    private let functions = Mutex<[Pointer]>([])

    /// An owned reference on its way from the collector's thread to the context's.
    private struct Pointer: @unchecked Sendable {
        // Sendable: only carried here, dereferenced again on the thread of the context.
        let function: Unmanaged<NativeFunction>
    }

    func add(_ function: Unmanaged<NativeFunction>) {
        let pointer = Pointer(function: function)
        functions.withLock { $0.append(pointer) }
    }

    func takeAll() -> [Unmanaged<NativeFunction>] {
        let taken = functions.withLock { list in
            defer { list = [] }
            return list
        }
        return taken.map(\.function)
    }
}

/// The arguments of one call from a script, readable until the called function returns.
public struct ScriptArguments: ~Copyable {
    /// The context whose script made the call.
    public let context: ScriptContext

    private let engine: Engine
    private let receiver: JSObjectRef?
    /// Owned by the engine, valid during the call.
    private let raw: UnsafeBufferPointer<JSValueRef?>

    init(
        context: ScriptContext, engine: Engine, receiver: JSObjectRef?,
        raw: UnsafeBufferPointer<JSValueRef?>
    ) {
        self.context = context
        self.engine = engine
        self.receiver = receiver
        self.raw = raw
    }

    /// How many arguments were given.
    public var count: Int { raw.count }

    /// The object that the function was called on.
    public var this: ScriptValue { value(receiver) }

    /// The argument at a position, `undefined` past the last.
    public subscript(index: Int) -> ScriptValue {
        value(index < raw.count ? raw[index] : nil)
    }

    /// The text of the argument at a position, as JavaScript's `String()` makes it.
    public func string(at index: Int) throws(ScriptException) -> String {
        guard index < raw.count, let value = raw[index] else { return "undefined" }
        return try engine.text(of: value)
    }

    /// The number of the argument at a position, as JavaScript's `Number()` makes it.
    public func double(at index: Int) throws(ScriptException) -> Double {
        guard index < raw.count, let value = raw[index] else { return .nan }
        return try engine.number(of: value)
    }

    /// Whether the argument at a position is truthy.
    public func bool(at index: Int) -> Bool {
        guard index < raw.count, let value = raw[index] else { return false }
        return JSValueToBoolean(engine.global, value)
    }

    /// Whether the argument at a position is missing, `undefined` or `null`.
    public func isNothing(at index: Int) -> Bool {
        guard index < raw.count, let value = raw[index] else { return true }
        return JSValueIsUndefined(engine.global, value) || JSValueIsNull(engine.global, value)
    }

    /// A string that the function returns at once; `undefined` if there is none.
    ///
    /// Nothing keeps it from the garbage collector, which would cost as much as to make it.
    public func reply(_ text: String?) -> ScriptValue {
        guard let text else { return context.undefined }
        let raw: JSValueRef = ScriptString.with(text) { JSValueMakeString(engine.global, $0) }
        return ScriptValue(returned: raw, engine, kind: .string)
    }

    private func value(_ raw: JSValueRef?) -> ScriptValue {
        ScriptValue(raw ?? JSValueMakeUndefined(engine.global), engine)
    }
}
