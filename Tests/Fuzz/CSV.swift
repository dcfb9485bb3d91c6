import CollectionModel
import JSON

/// No table makes the reader of iteration data trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = JSONSource(name: "a.csv", bytes: bytes)
    guard let data = try? IterationData(source) else { return 0 }
    for number in 0..<min(data.count, 8) { _ = data.row(of: number) }
    return 0
}
