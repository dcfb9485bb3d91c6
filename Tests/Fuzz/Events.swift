@testable import Reporting

/// No line makes the reader of event streams trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var reader = EventStreamReader(name: "")
    for line in bytes.split(separator: 0x0A) { _ = try? reader.read(Array(line)) }
    return 0
}
