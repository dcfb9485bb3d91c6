@testable import OAuth2

/// No address that a browser or a person returns makes the reader of sign-in answers trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    _ = try? SignInAnswer(String(decoding: bytes, as: UTF8.self))
    return 0
}
