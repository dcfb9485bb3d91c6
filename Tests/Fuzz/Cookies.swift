import HTTPModel

/// No `Set-Cookie` line makes the jar trap, and what it stores can be sent in one line.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let target = CookieJar.Target(host: "a.example.com", path: "/b/c", isSecure: true)
    var jar = CookieJar { $0 == "com" }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        jar.store(String(line), from: target, now: 1_700_000_000)
    }
    let header = jar.header(for: target, now: 1_700_000_000) ?? ""
    precondition(!header.utf8.contains { $0 < 0x20 }, "the header has a control character")
    return 0
}
