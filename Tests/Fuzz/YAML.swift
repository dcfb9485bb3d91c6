import CollectionModel
import JSON
import YAML

/// No text makes the reader of YAML or of collections trap, and what it takes, the writer writes
/// so that it is read as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = read(bytes) else { return 0 }
    let text = JSONWriter.compact(value)
    let document = YAMLText.document(.object([("a", value), ("b", .array([value]))]))
    guard let again = read(Array(document.utf8)) else { preconditionFailure(document) }
    for copy in [again["a"], again["b"]?.array?.first] {
        precondition(copy.map(JSONWriter.compact) == text, document)
    }
    let file = DefinitionText(name: "a", bytes: bytes)
    var folder = CollectionFolder(name: "a")
    folder.definition = value
    folder.requests = [CollectionFolder.File(stem: "b", content: value)]
    folder.examples["b"] = folder.requests
    _ = try? DefinitionFile.collection(folder, from: [file])
    _ = try? DefinitionFile.variables(value, stem: "a", from: file)
    return 0
}

/// The value in a text; nil if there is none.
private func read(_ bytes: [UInt8]) -> JSONValue? {
    do {
        return try YAMLParser.parse(bytes)?.json(file: 0)
    } catch {
        _ = error.diagnostic(in: "a", bytes)
        return nil
    }
}
