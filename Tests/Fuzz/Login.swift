import HTTPModel
import Signing

@testable import OAuth2

/// Nothing that a server or a person answers to a sign-in makes the readers trap: challenges, token
/// replies, and addresses of callbacks.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    _ = Challenge.all(in: text.split(separator: "\n").map(String.init))
    _ = TokenReply(HTTPResponse(status: 200, body: bytes))
    _ = TokenReply(HTTPResponse(status: 400, body: bytes))
    _ = try? SignInAnswer(text)
    return 0
}
