public import JSON

extension YAMLNode {
    /// The value as JSON, which readers of definitions take.
    ///
    /// Every scalar stays text; only a plain `null`, `~` or nothing is `null`. The offsets are
    /// places in the file of that index (`FilePosition`).
    public func json(file: Int) -> JSONValue {
        JSONValue(jsonKind(file: file), offset: offset(line, column, file))
    }

    private func jsonKind(file: Int) -> JSONValue.Kind {
        switch kind {
        case .scalar(let text, let style):
            style == .plain && Self.nullSpellings.contains(text) ? .null : .string(text)
        case .sequence(let elements): .array(elements.map { $0.json(file: file) })
        case .mapping(let entries):
            .object(
                JSONObject(
                    entries.map { entry in
                        JSONMember(key: entry.key, value: entry.value.json(file: file))
                    }))
        }
    }

    private static let nullSpellings: Set = ["", "~", "null", "Null", "NULL"]

    private func offset(_ line: Int, _ column: Int, _ file: Int) -> Int {
        FilePosition(file: file, line: line, column: column).offset
    }
}
