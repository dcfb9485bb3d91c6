/// Finds the requests that scripts name: by id, then the last one of that name (NewmanReference
/// §7.6).
struct RequestNames {
    private var byID: [String: Int] = [:]
    private var byName: [String: (last: Int, count: Int)] = [:]

    init(_ items: [PlannedItem]) {
        for (index, item) in items.enumerated() {
            if byID[item.id] == nil { byID[item.id] = index }
            byName[item.name] = (index, (byName[item.name]?.count ?? 0) + 1)
        }
    }

    /// The index of the request, and how many requests the name stands for; nil if there is none.
    func find(_ name: String) -> (index: Int, count: Int)? {
        if let index = byID[name] { return (index, 1) }
        return byName[name].map { ($0.last, $0.count) }
    }
}
