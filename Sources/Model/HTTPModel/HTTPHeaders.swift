import TextEncoding

/// One header line: a name as its author spelled it, and its value.
public struct HTTPField: Sendable, Hashable {
    /// The name, in the author's letter case.
    public var name: String
    /// The value, without the surrounding white space.
    public var value: String
    /// Whether the value is sent in UTF-8 in any case: the server sent it so, or a hash covers it.
    public var keepsUTF8: Bool
    /// Whether Posthaste added it to what the author of the request wrote.
    public var isSystem: Bool

    /// Makes a header line.
    public init(name: String, value: String, keepsUTF8: Bool = false, isSystem: Bool = false) {
        self.name = name
        self.value = value
        self.keepsUTF8 = keepsUTF8
        self.isSystem = isSystem
    }

    /// Whether the value is sent in ISO 8859-1, as in Newman, and not in UTF-8.
    ///
    /// It is if ISO 8859-1 has its characters.
    public var isSentInLatin1: Bool {
        !keepsUTF8 && value.unicodeScalars.allSatisfy { $0.value < 0x100 }
    }
}

extension HTTPField {
    /// What a user should know about a value that is not ASCII: how it is sent.
    public var encodingNote: String? {
        if !value.hasByte(where: { $0 >= 0x80 }) { return nil }
        return "the value of header '\(name)' is not ASCII; it is sent as "
            + (isSentInLatin1 ? "ISO 8859-1" : "UTF-8")
    }
}

/// Header lines in order, repeats kept; names compare without regard to ASCII case (RFC 9110 §5.1).
public struct HTTPHeaders: Sendable, Hashable {
    /// The lines in order.
    public var fields: [HTTPField]

    /// Makes headers from lines.
    public init(_ fields: [HTTPField] = []) {
        self.fields = fields
    }

    /// The value of the first line with this name.
    public subscript(name: String) -> String? {
        fields.first { Self.same($0.name, name) }?.value
    }

    /// The values of all lines with this name, in order.
    public func values(named name: String) -> [String] {
        fields.filter { Self.same($0.name, name) }.map(\.value)
    }

    /// Whether a line with this name exists.
    public func contains(_ name: String) -> Bool {
        fields.contains { Self.same($0.name, name) }
    }

    /// How many lines have this name.
    public func count(of name: String) -> Int {
        fields.reduce(0) { $0 + (Self.same($1.name, name) ? 1 : 0) }
    }

    /// The index of the last line with this name.
    public func lastIndex(of name: String) -> Int? {
        fields.lastIndex { Self.same($0.name, name) }
    }

    /// Appends a line, whether or not one of that name exists.
    public mutating func add(_ name: String, _ value: String, isSystem: Bool = false) {
        fields.append(HTTPField(name: name, value: value, isSystem: isSystem))
    }

    /// Removes every line with this name.
    public mutating func remove(_ name: String) {
        fields.removeAll { Self.same($0.name, name) }
    }

    /// Replaces every line of this name by one at the place of the first, or appends it.
    public mutating func set(_ name: String, _ value: String) {
        guard let index = fields.firstIndex(where: { Self.same($0.name, name) }) else {
            add(name, value)
            return
        }
        fields[index].value = value
        let after = index + 1
        fields[after...].removeAll { Self.same($0.name, name) }
    }

    /// Whether two header names are the same, ASCII case aside.
    ///
    /// Other targets inline it: most names differ in their length already.
    @inlinable public static func same(_ a: String, _ b: String) -> Bool {
        let left = a.utf8
        let right = b.utf8
        guard left.count == right.count else { return false }
        return a == b || zip(left, right).allSatisfy { lowered($0) == lowered($1) }
    }

    @usableFromInline static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
