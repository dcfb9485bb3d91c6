import Signing

/// No `WWW-Authenticate` line makes the reader of challenges trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let text = String(decoding: bytes, as: UTF8.self)
    _ = Challenge.all(in: text.split(separator: "\n").map(String.init))
    return 0
}
