extension JSONValue {
    /// The path of the value below this one at an offset, such as `$.item[2].request`.
    public func path(to offset: Int) -> String? {
        if offset == self.offset { return "$" }
        guard offset >= 0, let below = step(towards: offset) else { return nil }
        var path = "$" + below.step
        var value = below.value
        while value.offset != offset {
            guard let below = value.step(towards: offset) else { return nil }
            path += below.step
            value = below.value
        }
        return path
    }

    /// The last element or member that does not start after the offset.
    private func step(towards offset: Int) -> (step: String, value: JSONValue)? {
        switch kind {
        case .array(let elements):
            elements.lastIndex { $0.offset >= 0 && $0.offset <= offset }
                .map { ("[\($0)]", elements[$0]) }
        case .object(let object):
            object.members.last { $0.value.offset >= 0 && $0.value.offset <= offset }
                .map { (Self.step(to: $0.key), $0.value) }
        default: nil
        }
    }

    private static func step(to key: String) -> String {
        let isName =
            !key.isEmpty
            && key.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
                default: byte >= 0x80
                }
            }
        return isName ? "." + key : "[" + JSONWriter.quoted(key) + "]"
    }
}
