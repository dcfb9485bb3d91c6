import JSON
import RunModel

/// Newman's cursor: the position of an item in a run.
enum JSONCursor {
    /// Writes the members of an item's cursor.
    static func write(
        _ item: ItemReference, _ start: RunStart, layout: JSONReport.Options.Layout,
        to json: inout MemberWriter
    ) {
        json.put("position", item.position)
        json.put("iteration", item.iteration)
        json.put("length", start.itemCount)
        json.put("cycles", start.iterationCount)
        json.put("empty", start.itemCount == 0)
        json.put("eof", false)
        json.put("bof", item.position == 0 && item.iteration == 0)
        json.put("cr", false)
        json.put("ref", name(of: item, start))
        guard layout == .newman else { return }
        json.put(
            "httpRequestId", NewmanIdentifiers.uuid("request \(name(of: item, start))"))
    }

    /// A name of the item that no other one of the report has.
    static func name(of item: ItemReference, _ start: RunStart) -> String {
        "\(start.number).\(item.sequence)"
    }
}
