import JSON

/// Reads the members of an object of the event stream.
///
/// Members that nobody asks for are ignored.
struct EventReader: MemberVisitor {
    private let json: JSONValue
    private let object: [JSONMember]
    /// The index of the next member, if they come in the order in which they are written.
    private var next = 0

    /// Creates a reader of an object.
    init(_ json: JSONValue) throws(EventFault) {
        guard let members = json.object?.members else { throw .expected("an object", json) }
        self.json = json
        object = members
    }

    /// Reads the members of a type.
    mutating func members<Value: EventObject>() throws(EventFault) -> Value {
        var value = Value.blank
        try value.visit(&self)
        return value
    }

    /// Returns the value of a member that must be there.
    mutating func get<Value: EventValue>(_ name: String) throws(EventFault) -> Value {
        guard let member = find(name) else {
            throw EventFault("the member '\(name)' is missing", at: json)
        }
        return try Value.read(member)
    }

    /// Returns the value of a member, or nil if it is missing or null.
    mutating func getOptional<Value: EventValue>(_ name: String) throws(EventFault) -> Value? {
        guard let member = find(name), !member.isNull else { return nil }
        return try Value.read(member)
    }

    mutating func member<Value: EventValue>(
        _ name: String, _ value: inout Value
    ) throws(EventFault) {
        value = try get(name)
    }

    mutating func member<Value: EventValue>(
        _ name: String, _ value: inout Value?
    ) throws(EventFault) {
        value = try getOptional(name)
    }

    mutating func member<Value: EventValue & Equatable>(
        _ name: String, _ value: inout Value, usually usual: Value
    ) throws(EventFault) {
        value = try getOptional(name) ?? usual
    }

    private mutating func find(_ name: String) -> JSONValue? {
        if next == object.count || object[next].key != name {
            guard let index = object.firstIndex(where: { $0.key == name }) else { return nil }
            next = index
        }
        next += 1
        return object[next - 1].value
    }
}
