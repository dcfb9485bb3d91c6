/// A JSON value that keeps the order of members, the spelling of numbers, and its place in the
/// text.
///
/// Two values are equal if they have the same content; their places do not count.
public struct JSONValue: Sendable {
    /// What the value is.
    public enum Kind: Sendable, Hashable {
        /// `null`
        case null
        /// `true` or `false`
        case boolean(Bool)
        /// A number, as spelled.
        case number(JSONNumber)
        /// A string.
        case string(String)
        /// An array.
        case array([JSONValue])
        /// An object.
        case object(JSONObject)
    }

    /// What the value is.
    public var kind: Kind
    /// The offset in bytes of its first character in the text it was read from; -1 for a made
    /// value.
    public var offset: Int

    /// Makes a value.
    public init(_ kind: Kind, offset: Int = -1) {
        self.kind = kind
        self.offset = offset
    }
}

extension JSONValue: Hashable {
    /// Compares what the values say.
    public static func == (a: JSONValue, b: JSONValue) -> Bool { a.kind == b.kind }

    /// Hashes what the value says.
    public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

extension JSONValue {
    /// The value `null`.
    public static let null = JSONValue(.null)

    /// Makes a string.
    public static func string(_ text: String) -> JSONValue { JSONValue(.string(text)) }

    /// Makes a boolean.
    public static func boolean(_ value: Bool) -> JSONValue { JSONValue(.boolean(value)) }

    /// Makes a number; what is not finite becomes `null`, as in ECMAScript.
    public static func number(_ value: Double) -> JSONValue {
        value.isFinite ? JSONValue(.number(JSONNumber(value))) : .null
    }

    /// Makes an array.
    public static func array(_ elements: [JSONValue]) -> JSONValue { JSONValue(.array(elements)) }

    /// Makes an object from members in order.
    public static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        JSONValue(.object(JSONObject(members.map { JSONMember(key: $0.0, value: $0.1) })))
    }

    /// The text of a string.
    public var string: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    /// The value of a boolean.
    public var boolean: Bool? {
        if case .boolean(let value) = kind { value } else { nil }
    }

    /// The value of a number.
    public var double: Double? {
        if case .number(let number) = kind { number.double } else { nil }
    }

    /// The elements of an array.
    public var array: [JSONValue]? {
        if case .array(let elements) = kind { elements } else { nil }
    }

    /// The members of an object.
    public var object: JSONObject? {
        if case .object(let object) = kind { object } else { nil }
    }

    /// Whether it is `null`.
    public var isNull: Bool {
        if case .null = kind { true } else { false }
    }

    /// The member of that name, if the value is an object that has one.
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// The kind as people call it in messages, with its article.
    public var kindName: String {
        switch kind {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// One member of an object.
public struct JSONMember: Sendable, Hashable {
    /// The name.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}

/// The members of an object in order; of repeated names the last one counts, as in ECMAScript.
public struct JSONObject: Sendable, Hashable {
    /// The members in order, repeats included.
    public var members: [JSONMember]

    /// Makes an object.
    public init(_ members: [JSONMember] = []) {
        self.members = members
    }

    /// The last member of that name; setting replaces it in place, appends it, or with nil removes
    /// all.
    public subscript(key: String) -> JSONValue? {
        get {
            let members = members.span
            let length = key.utf8.count
            var index = members.count
            while index > 0 {
                index -= 1
                // Most names differ in length, which is compared faster.
                if members[index].key.utf8.count == length, members[index].key == key {
                    return members[index].value
                }
            }
            return nil
        }
        set {
            guard let newValue else {
                members.removeAll { $0.key == key }
                return
            }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append(JSONMember(key: key, value: newValue))
            }
        }
    }
}

/// A number as it is spelled, so that large and precise ones survive reading and writing.
public struct JSONNumber: Sendable, Hashable {
    /// The literal of the grammar of RFC 8259 §6.
    public let literal: String

    init(validLiteral: String) {
        literal = validLiteral
    }

    /// Makes the literal that ECMAScript would print for a finite number.
    public init(_ value: Double) {
        literal = Self.text(of: value)
    }

    /// The nearest double; infinite if the literal is beyond its range.
    public var double: Double { Double(literal) ?? 0 }

    /// The number as ECMAScript prints it: no `.0`, exponents from 1e21 on and below 1e-6.
    public static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        if let integer = Int64(exactly: value), integer.magnitude <= 1 << 53 {
            return String(integer)
        }
        let text = value.description
        return isSpelledAlike(text) ? text : respelled(text)
    }

    /// Whether ECMAScript has the same spelling: one without an exponent, and with a fraction.
    private static func isSpelledAlike(_ text: String) -> Bool {
        !text.utf8.contains(UInt8(ascii: "e")) && !text.hasSuffix(".0")
    }

    /// Turns Swift's shortest spelling into ECMAScript's: the digits agree, the exponents do not.
    private static func respelled(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(sign.count).split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        var digits = String(mantissa[0])
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        exponent += digits.count
        if mantissa.count > 1, mantissa[1] != "0" { digits += mantissa[1] }
        let leading = digits.prefix { $0 == "0" }.count
        digits.removeFirst(leading)
        exponent -= leading
        while digits.hasSuffix("0") { digits.removeLast() }
        return sign + layout(digits, exponent: exponent)
    }

    /// Places the point as ECMA-262 `Number::toString` does; the value is 0.digits × 10^exponent.
    private static func layout(_ digits: String, exponent: Int) -> String {
        let count = digits.count
        if exponent >= count, exponent <= 21 {
            return digits + String(repeating: "0", count: exponent - count)
        }
        if exponent > 0, exponent <= 21 {
            return digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        }
        if exponent > -6, exponent <= 0 {
            return "0." + String(repeating: "0", count: -exponent) + digits
        }
        let power = exponent - 1
        let point = count > 1 ? "." + digits.dropFirst() : ""
        return digits.prefix(1) + point + "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
    }
}
