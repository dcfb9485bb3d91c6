public import JSON

extension Collection {
    /// The collection in the form of v2.1; its file may have any form.
    public var v21: JSONValue { normalized }

    /// What a collection of format 3 has that v2.1 has no place for.
    public var lossesToV21: [String] {
        Self.losses(in: items, below: "")
    }

    private static func losses(in items: [CollectionItem], below path: String) -> [String] {
        items.flatMap { item -> [String] in
            guard case .folder(let folder) = item else { return [] }
            let name = path.isEmpty ? folder.name : path + " / " + folder.name
            let own = folder.variables.isEmpty ? [] : ["the variables of '\(name)'"]
            return own + losses(in: folder.items, below: name)
        }
    }
}
