import CJavaScriptCore

// Array buffers and the views of them.
extension ScriptValue {
    /// A copy of the bytes of an `ArrayBuffer`, typed array or `DataView`; nil for anything else.
    public var bytes: [UInt8]? {
        guard kind == .object else { return nil }
        switch JSValueGetTypedArrayType(engine.global, raw, nil) {
        case kJSTypedArrayTypeArrayBuffer: return bufferBytes
        case kJSTypedArrayTypeNone: return viewBytes
        default:
            let count = JSObjectGetTypedArrayByteLength(engine.global, raw, nil)
            // The engine returns the start of the whole buffer, not of this view of it.
            let offset = JSObjectGetTypedArrayByteOffset(engine.global, raw, nil)
            return Self.copy(
                JSObjectGetTypedArrayBytesPtr(engine.global, raw, nil), offset, count)
        }
    }

    private var bufferBytes: [UInt8] {
        let count = JSObjectGetArrayBufferByteLength(engine.global, raw, nil)
        return Self.copy(JSObjectGetArrayBufferBytesPtr(engine.global, raw, nil), 0, count)
    }

    /// The C interface does not know `DataView`.
    private var viewBytes: [UInt8]? {
        guard let inner = engine.quietProperty(raw, "buffer"),
            JSValueGetTypedArrayType(engine.global, inner, nil) == kJSTypedArrayTypeArrayBuffer,
            let offset = try? property("byteOffset").asDouble,
            let count = try? property("byteLength").asDouble
        else { return nil }
        let all = ScriptValue(inner, engine).bufferBytes
        guard let start = Int(exactly: offset), let length = Int(exactly: count), start >= 0,
            length >= 0, start + length <= all.count
        else { return nil }
        return Array(all[start..<(start + length)])
    }

    /// Copies at once: the engine may move or free the memory at the next call.
    private static func copy(
        _ start: UnsafeMutableRawPointer?, _ offset: Int, _ count: Int
    ) -> [UInt8] {
        guard let start, count > 0 else { return [] }
        return Array(UnsafeRawBufferPointer(start: start + offset, count: count))
    }
}
