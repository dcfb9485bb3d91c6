import CollectionModel
import JSON

/// No JSON makes the readers of collections, environments and data trap, and a collection that
/// drops its JSON as it is read is the same one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = JSONSource(name: "a.json", bytes: bytes)
    precondition(reading(of: source, keepsJSON: true) == reading(of: source, keepsJSON: false))
    _ = try? DefinitionFile.environment(source)
    if let data = try? IterationData(source), data.count > 0 { _ = data.row(of: 0) }
    return 0
}

/// What is read of a collection, without what a run does without.
private func reading(of source: JSONSource, keepsJSON: Bool) -> String {
    do throws(DefinitionError) {
        var collection = try DefinitionFile.collection(source, keepsJSON: keepsJSON)
        collection.json = .null
        collection.items = collection.items.map(withoutResponses)
        return "\(collection)"
    } catch {
        return "\(error)"
    }
}

private func withoutResponses(_ item: CollectionItem) -> CollectionItem {
    switch item {
    case .folder(var folder):
        folder.items = folder.items.map(withoutResponses)
        return .folder(folder)
    case .request(var request):
        request.responses = []
        return .request(request)
    }
}
