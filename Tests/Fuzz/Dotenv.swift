import JSON

@testable import DotenvReader

/// No `.env` file makes its reader trap or fill the memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = JSONSource(name: ".env", bytes: bytes)
    _ = try? DotenvFile(source, process: { $0 == "A" ? "a" : nil })
    return 0
}
