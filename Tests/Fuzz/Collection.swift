import CollectionModel
import JSON

/// No JSON makes the readers of collections, environments and data trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = JSONSource(name: "a.json", bytes: bytes)
    _ = try? DefinitionFile.collection(source)
    _ = try? DefinitionFile.environment(source)
    if let data = try? IterationData(source), data.count > 0 { _ = data.row(of: 0) }
    return 0
}
