import JSON
import TextEncoding

/// Writes objects member by member as JSON without white space.
///
/// Reports that have an object for each request use it: a tree of values that is written
/// afterwards costs several times as much. What takes closures is inlined, since they would copy
/// the values that they use.
struct MemberWriter: MemberVisitor {
    /// The bytes so far; the caller takes lines from here.
    var bytes: [UInt8] = []
    /// Whether the innermost object has no member yet.
    private var isAtStart = true

    /// Writes an object with the members that `body` writes.
    @inline(__always)
    mutating func object(_ body: (inout MemberWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isAtStart = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        isAtStart = false
    }

    /// Writes the members of a value into the open object.
    mutating func members(of object: some EventObject) {
        var object = object
        object.visit(&self)
    }

    mutating func array(_ elements: [some EventValue]) {
        array(elements) { writer, element in element.write(to: &writer) }
    }

    /// Writes an array with what `write` writes of each element.
    @inline(__always)
    mutating func array<Element>(
        _ elements: [Element], _ write: (inout MemberWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func text(_ text: String) { JSONWriter.appendQuoted(text, to: &bytes) }

    /// Writes a whole number.
    mutating func number(_ number: Int) { DecimalDigits.append(number, to: &bytes) }

    /// Writes any JSON.
    mutating func json(_ value: JSONValue) { JSONWriter.appendCompact(value, to: &bytes) }

    /// Writes text that is JSON already.
    mutating func literal(_ text: String) { bytes += text.utf8 }

    // MARK: Members

    /// Writes a member with its value.
    mutating func put(_ name: String, _ value: some EventValue) {
        begin(name)
        value.write(to: &self)
        isAtStart = false
    }

    /// Writes a member that is an object, with the members that `body` writes.
    @inline(__always)
    mutating func put(_ name: String, object body: (inout MemberWriter) -> Void) {
        begin(name)
        object(body)
    }

    /// Writes a member that is an array, with what `write` writes of each element.
    @inline(__always)
    mutating func put<Element>(
        _ name: String, _ elements: [Element], _ write: (inout MemberWriter, Element) -> Void
    ) {
        begin(name)
        array(elements, write)
        isAtStart = false
    }

    /// Writes a member whose value is JSON already.
    mutating func put(_ name: String, literal: [UInt8]) {
        begin(name)
        bytes += literal
        isAtStart = false
    }

    /// Writes a member that is a number, rounded to at most three decimals.
    mutating func put(_ name: String, rounded value: Double) {
        let thousandths = (value * 1_000).rounded()
        guard thousandths >= 0, thousandths < 1e15 else { return put(name, thousandths / 1_000) }
        begin(name)
        number(Int(thousandths) / 1_000)
        var rest = Int(thousandths) % 1_000
        if rest > 0 { bytes.append(UInt8(ascii: ".")) }
        var power = 100
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / power))
            rest %= power
            power /= 10
        }
        isAtStart = false
    }

    private mutating func begin(_ name: String) {
        if !isAtStart { bytes.append(UInt8(ascii: ",")) }
        text(name)
        bytes.append(UInt8(ascii: ":"))
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
