import JSON

/// A type whose values are in the event stream, each as one JSON value.
protocol EventValue {
    /// Writes the value.
    func write(to writer: inout MemberWriter)

    /// Reads a value.
    static func read(_ json: JSONValue) throws(EventFault) -> Self

    /// Returns the JSON Schema of the values; `EventSchema` has those of all types.
    static func schema(_ definitions: inout SchemaDefinitions) -> JSONValue
}

/// A type whose values are objects there.
///
/// Its members are listed once, for writing and reading alike.
protocol EventObject: EventValue {
    /// The value that reading begins with; every member overwrites its part.
    static var blank: Self { get }

    /// Passes every member to the visitor, with its name in the stream.
    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault)
}

/// A visitor of an object's members: the writer or the reader.
protocol MemberVisitor {
    /// Why it cannot go on.
    associatedtype Fault: Error

    /// Visits a member that is always there.
    mutating func member<Value: EventValue>(
        _ name: String, _ value: inout Value
    ) throws(Fault)

    /// Visits a member that is left out if it has no value.
    mutating func member<Value: EventValue>(
        _ name: String, _ value: inout Value?
    ) throws(Fault)

    /// Visits a member that is left out if it has its usual value. Streams from before the member
    /// existed lack it, too.
    mutating func member<Value: EventValue & Equatable>(
        _ name: String, _ value: inout Value, usually usual: Value
    ) throws(Fault)
}

/// Why a part of a stream cannot be read.
struct EventFault: Error {
    /// What is wrong, as one phrase.
    var message: String
    /// The offset in the line.
    var offset: Int

    init(_ message: String, at json: JSONValue) {
        self.message = message
        offset = json.offset
    }

    /// Creates the fault of a value that has another kind than expected.
    static func expected(_ what: String, _ json: JSONValue) -> EventFault {
        EventFault("expected \(what), found \(json.kindName)", at: json)
    }
}

extension EventObject {
    func write(to writer: inout MemberWriter) {
        writer.object { $0.members(of: self) }
    }

    static func read(_ json: JSONValue) throws(EventFault) -> Self {
        var reader = try EventReader(json)
        return try reader.members()
    }
}

// MARK: - Simple values

extension String: EventValue {
    func write(to writer: inout MemberWriter) { writer.text(self) }

    static func read(_ json: JSONValue) throws(EventFault) -> String {
        guard let text = json.string else { throw .expected("a string", json) }
        return text
    }
}

extension Bool: EventValue {
    func write(to writer: inout MemberWriter) { writer.literal(self ? "true" : "false") }

    static func read(_ json: JSONValue) throws(EventFault) -> Bool {
        guard let value = json.boolean else { throw .expected("a boolean", json) }
        return value
    }
}

extension Int: EventValue {
    func write(to writer: inout MemberWriter) { writer.number(self) }

    static func read(_ json: JSONValue) throws(EventFault) -> Int {
        guard case .number(let number) = json.kind,
            let value = Int(number.literal) ?? Int(exactly: number.double)
        else { throw .expected("a whole number", json) }
        // Sums of such numbers, and steps from one to the next, cannot overflow.
        guard (0...largest).contains(value) else {
            throw EventFault("the number \(value) is not between 0 and \(largest)", at: json)
        }
        return value
    }

    /// The largest number in a stream: a petabyte.
    private static var largest: Int { 1_000_000_000_000_000 }
}

extension Double: EventValue {
    func write(to writer: inout MemberWriter) {
        writer.literal(isFinite ? JSONNumber.text(of: self) : "0")
    }

    static func read(_ json: JSONValue) throws(EventFault) -> Double {
        guard let value = json.double else { throw .expected("a number", json) }
        // A larger one is not a time, whether seconds since 1970 or milliseconds.
        guard value.magnitude <= 250_000_000_000 else {
            throw EventFault("the number is too large for a time", at: json)
        }
        return value
    }
}

/// Any JSON, unchanged.
extension JSONValue: EventValue {
    func write(to writer: inout MemberWriter) { writer.json(self) }

    static func read(_ json: JSONValue) throws(EventFault) -> JSONValue { json }
}

extension Array: EventValue where Element: EventValue {
    func write(to writer: inout MemberWriter) { writer.array(self) }

    static func read(_ json: JSONValue) throws(EventFault) -> [Element] {
        guard let elements = json.array else { throw .expected("an array", json) }
        var result: [Element] = []
        result.reserveCapacity(elements.count)
        for element in elements { result.append(try Element.read(element)) }
        return result
    }
}

extension EventValue where Self: RawRepresentable, RawValue == String {
    func write(to writer: inout MemberWriter) { writer.text(rawValue) }

    static func read(_ json: JSONValue) throws(EventFault) -> Self {
        let word = try String.read(json)
        guard let value = Self(rawValue: word) else {
            throw EventFault("the word '\(word)' has no meaning here", at: json)
        }
        return value
    }
}
