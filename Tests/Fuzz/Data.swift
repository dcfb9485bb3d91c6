import CollectionModel
import JSON

/// No file makes the readers of data, collections and environments trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = JSONSource(name: "", bytes: bytes)
    if let data = try? IterationData(source) {
        for number in 0..<min(data.count, 8) { _ = data.row(of: number) }
    }
    _ = try? DefinitionFile.collection(source)
    _ = try? DefinitionFile.environment(source)
    return 0
}
