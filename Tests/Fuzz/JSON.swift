import JSON

/// What the parser takes, the writer writes, and the parser takes again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = try? JSONParser.parse(JSONSource(name: "", bytes: bytes)) else { return 0 }
    let text = JSONWriter.compact(value)
    let again = try? JSONParser.parse(text)
    precondition(again.map(JSONWriter.compact) == text, "the value changes")
    return 0
}
