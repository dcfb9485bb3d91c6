import JSON
import RunModel

/// Newman's cursor: the position of an item in a run.
enum JSONCursor {
    /// Returns the cursor of an item.
    static func of(
        _ item: ItemReference, _ start: RunStart, layout: JSONReport.Options.Layout
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("position", .number(Double(item.position))),
            ("iteration", .number(Double(item.iteration))),
            ("length", .number(Double(start.itemCount))),
            ("cycles", .number(Double(start.iterationCount))),
            ("empty", .boolean(start.itemCount == 0)), ("eof", .boolean(false)),
            ("bof", .boolean(item.position == 0 && item.iteration == 0)), ("cr", .boolean(false)),
            ("ref", .string(name(of: item, start))),
        ]
        if layout == .newman {
            let id = NewmanIdentifiers.uuid("request \(name(of: item, start))")
            members.append(("httpRequestId", .string(id)))
        }
        return .object(members)
    }

    /// A name of the item that no other one of the report has.
    static func name(of item: ItemReference, _ start: RunStart) -> String {
        "\(start.number).\(item.sequence)"
    }
}
