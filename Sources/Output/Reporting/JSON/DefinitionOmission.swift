import JSON

/// Leaves the headers and bodies that the user does not want out of a collection of the report.
struct DefinitionOmission {
    private let options: JSONReport.Options

    init(_ options: JSONReport.Options) {
        self.options = options
    }

    private var isEmpty: Bool {
        !options.omitsHeaders && !options.omitsRequestBodies && !options.omitsResponseBodies
    }

    /// Returns the collection, or the folder or item of one, without them.
    func applied(to node: JSONValue) -> JSONValue {
        guard !isEmpty, var object = node.object else { return node }
        if let items = object["item"]?.array {
            object["item"] = .array(items.map(applied))
        }
        if let request = object["request"] {
            object["request"] = message(request, omitsBody: options.omitsRequestBodies)
        }
        if let responses = object["response"]?.array {
            object["response"] = .array(responses.map(response))
        }
        return JSONValue(.object(object))
    }

    private func response(_ node: JSONValue) -> JSONValue {
        let stripped = message(node, omitsBody: options.omitsResponseBodies)
        guard var object = stripped.object, let request = object["originalRequest"] else {
            return stripped
        }
        object["originalRequest"] = message(request, omitsBody: options.omitsRequestBodies)
        return JSONValue(.object(object))
    }

    private func message(_ node: JSONValue, omitsBody: Bool) -> JSONValue {
        guard var object = node.object else { return node }
        if options.omitsHeaders, object["header"] != nil { object["header"] = .array([]) }
        if omitsBody { object["body"] = nil }
        return JSONValue(.object(object))
    }
}
