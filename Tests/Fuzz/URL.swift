import CollectionModel

/// No text makes the parser of URLs trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let url = URLDefinition(parsing: String(decoding: bytes, as: UTF8.self))
    _ = url.text
    return 0
}
