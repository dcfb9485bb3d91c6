import JSON

/// Writes values of the event stream as JSON without white space.
struct EventWriter: MemberVisitor {
    /// The bytes so far; the caller takes lines from here.
    var bytes: [UInt8] = []
    /// Whether the innermost object has no member yet.
    private var isAtStart = true

    /// Writes an object with the members that `body` writes.
    mutating func object(_ body: (inout EventWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isAtStart = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes the members of a value into the open object.
    mutating func members(of object: some EventObject) {
        var object = object
        object.visit(&self)
    }

    mutating func array(_ elements: [some EventValue]) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            element.write(to: &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func text(_ text: String) { JSONWriter.appendQuoted(text, to: &bytes) }

    /// Writes text that is JSON already.
    mutating func literal(_ text: String) { bytes += text.utf8 }

    // MARK: Members

    /// Writes a member with its value.
    mutating func put(_ name: String, _ value: some EventValue) {
        if !isAtStart { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes += name.utf8
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        value.write(to: &self)
        isAtStart = false
    }

    mutating func member<Value: EventValue>(_ name: String, _ value: inout Value) {
        put(name, value)
    }

    mutating func member<Value: EventValue>(_ name: String, _ value: inout Value?) {
        if let value { put(name, value) }
    }

    mutating func member<Value: EventValue & Equatable>(
        _ name: String, _ value: inout Value, usually usual: Value
    ) {
        if value != usual { put(name, value) }
    }
}
