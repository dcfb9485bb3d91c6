import CollectionModel

extension RunPlan {
    /// The names of the folders and the ids of the requests at the top of the collection that have
    /// requests in the plan, each once and in order.
    public var topLevelNames: [String] {
        var known: Set<String> = []
        return items.map(\.topLevelName).filter { known.insert($0).inserted }
    }

    /// Returns the plan with only some of the folders and requests at the top.
    public func keeping(topLevel names: Set<String>) -> RunPlan {
        RunPlan(self, items: items.filter { names.contains($0.topLevelName) })
    }
}

extension PlannedItem {
    fileprivate var topLevelName: String { folders.first ?? id }
}

extension RunPlan {
    /// The paths of the files that the bodies of the requests name, with variables unresolved.
    public var bodyFilePaths: [String] { items.flatMap(\.request.filePaths) }
}

extension RequestDefinition {
    fileprivate var filePaths: [String] {
        switch body {
        case .file(let path?, _)?: [path]
        case .formdata(let fields)?: fields.flatMap { $0.sources ?? [] }
        default: []
        }
    }
}
