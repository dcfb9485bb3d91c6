import HTTPModel

@testable import OAuth2

/// No body of a token endpoint makes the reader of token replies trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for status in [200, 400] { _ = TokenReply(HTTPResponse(status: status, body: bytes)) }
    return 0
}
