/// Reads JSON text (RFC 8259) into values that know their place.
///
/// It keeps open containers on a stack of its own, so the depth of the text costs no call depth.
/// Lone surrogates in escapes become U+FFFD; a byte order mark is skipped.
public struct JSONParser {
    /// How many values may be nested in each other; walks over a value may recurse that deep.
    public static let depthLimit = 1_000

    /// A container that is still open; what it holds so far is at the end of one of the two stacks.
    private struct Container {
        var offset: Int
        var isArray: Bool
        /// Where its elements or members start in their stack.
        var start: Int
        var key = ""
        /// Whether it is one of the nodes that are condensed, or a list of them.
        var isNode = false
        /// How many oddities were noted before it.
        var earlierOddities = 0
    }

    let bytes: [UInt8]
    var index: Int
    private var stack: [Container] = []
    private var elements: [JSONValue] = []
    private var members: [JSONMember] = []
    /// What was odd so far.
    var oddities: [JSONOddity] = []
    /// Whether the string that is being read has half a surrogate pair.
    var hasLoneSurrogate = false
    /// The characters of the string with escapes that is being read, with room for more.
    var characters: [UInt8] = []
    /// How many there are.
    var characterCount = 0
    /// The names and other short texts so far.
    var shortTexts: ShortTexts
    /// Who takes the elements of the outermost array, in place of the array.
    private var takeElement: ((JSONValue) -> Void)?
    /// What is put in place of values as they are read.
    private var condensation: JSONCondensation?
    /// Whether long texts are cut.
    var isAbridging = false

    private init(_ source: JSONSource) {
        bytes = source.bytes
        index = source.hasByteOrderMark ? 3 : 0
        shortTexts = ShortTexts(forFileOf: bytes.count)
    }

    /// Reads the one value that the text holds.
    public static func parse(_ source: JSONSource) throws(JSONSyntaxError) -> JSONValue {
        var parser = JSONParser(source)
        return try parser.document()
    }

    /// Reads the one value that the text holds, and what is odd in it, in the order of the text.
    public static func parseNotingOddities(
        _ source: JSONSource, condensing condensation: JSONCondensation? = nil
    ) throws(JSONSyntaxError) -> (value: JSONValue, oddities: [JSONOddity]) {
        var parser = JSONParser(source)
        parser.condensation = condensation
        let value = try parser.document()
        return (value, parser.oddities.sorted { $0.offset < $1.offset })
    }

    /// Reads the one value that a text without a file holds.
    public static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try parse(JSONSource(name: "", bytes: Array(text.utf8)))
    }

    /// Reads the one value that the text holds; if it is an array, its elements are handed over one
    /// by one, and what is returned has none.
    public static func parse(
        _ source: JSONSource, handingOverElements take: @escaping (JSONValue) -> Void
    ) throws(JSONSyntaxError) -> JSONValue {
        var parser = JSONParser(source)
        parser.takeElement = take
        return try parser.document()
    }

    /// Reads again a value of a text that was read before, from its first byte.
    public static func value(
        at offset: Int, of source: JSONSource
    ) throws(JSONSyntaxError) -> JSONValue {
        var parser = JSONParser(source)
        parser.index = offset
        return try parser.value()
    }

    private mutating func document() throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        if index == bytes.count { throw JSONSyntaxError(reason: .empty, offset: index) }
        return try finish(value())
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        while true {
            guard var value = try open() else { continue }
            while !stack.isEmpty {
                add(value)
                guard let closed = try close() else { break }
                value = closed
            }
            if stack.isEmpty { return value }
        }
    }

    private mutating func finish(_ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        if index < bytes.count { throw fault(.trailingText) }
        return value
    }

    /// Reads a scalar or an empty container, or opens a container and returns nil.
    private mutating func open() throws(JSONSyntaxError) -> JSONValue? {
        skipSpace()
        let start = index
        let top = stack.count - 1
        if top >= 0, stack[top].isNode, let condensation {
            isAbridging = stack[top].key == condensation.skippable
            if isAbridging, skip(condensation.form) {
                return JSONValue(.array([]), offset: start)
            }
        }
        guard let byte = peek() else { throw unexpected("a value") }
        switch byte {
        case UInt8(ascii: "{"):
            index += 1
            skipSpace()
            if take(UInt8(ascii: "}")) { return JSONValue(.object(JSONObject()), offset: start) }
            let key = try key()
            try push(
                Container(offset: start, isArray: false, start: members.count, key: key))
            return nil
        case UInt8(ascii: "["):
            index += 1
            skipSpace()
            if take(UInt8(ascii: "]")) { return JSONValue(.array([]), offset: start) }
            try push(Container(offset: start, isArray: true, start: elements.count))
            return nil
        default:
            return JSONValue(try scalar(byte), offset: start)
        }
    }

    /// Moves behind the value at the index if it has the form.
    private mutating func skip(_ form: JSONForm) -> Bool {
        guard stack.count + form.depth <= Self.depthLimit else { return false }
        var skipper = FormSkipper(index: index)
        guard skipper.skip(form, in: bytes.span) else { return false }
        index = skipper.index
        return true
    }

    private mutating func push(_ container: Container) throws(JSONSyntaxError) {
        guard stack.count < Self.depthLimit else {
            throw fault(.tooDeep(limit: Self.depthLimit))
        }
        stack.append(container)
        let top = stack.count - 1
        stack[top].earlierOddities = oddities.count
        if top == 0 {
            stack[top].isNode = condensation != nil
        } else if stack[top - 1].isNode, let condensation {
            let isList = container.isArray && stack[top - 1].key == condensation.children
            stack[top].isNode = stack[top - 1].isArray || isList
        }
    }

    /// Adds the value to the innermost open container.
    private mutating func add(_ value: JSONValue) {
        let top = stack.count - 1
        if top == 0, stack[top].isArray, let takeElement {
            takeElement(value)
        } else if stack[top].isArray {
            elements.append(value)
        } else {
            let isNode = stack[top].isNode
            members.append(
                JSONMember(key: stack[top].key, value: isNode ? condensed(value) : value))
        }
    }

    /// What stands for a value in the innermost open container, which is a node.
    private func condensed(_ value: JSONValue) -> JSONValue {
        guard let condensation, let node = stack.last, node.earlierOddities == oddities.count,
            condensation.members.contains(node.key)
        else { return value }
        return condensation.condense(node.key, value)
    }

    /// Reads on to the container's next value, or closes it and returns it.
    private mutating func close() throws(JSONSyntaxError) -> JSONValue? {
        skipSpace()
        let top = stack.count - 1
        let bracket = UInt8(ascii: stack[top].isArray ? "]" : "}")
        if take(bracket) { return finished(stack.removeLast()) }
        try comma(before: bracket, stack[top].isArray ? "',' or ']'" : "',' or '}'")
        if !stack[top].isArray { stack[top].key = try key() }
        return nil
    }

    /// Takes what a container holds from its stack.
    private mutating func finished(_ container: Container) -> JSONValue {
        if container.isArray {
            let own = Self.take(from: container.start, of: &elements)
            return JSONValue(.array(own), offset: container.offset)
        }
        let own = Self.take(from: container.start, of: &members)
        noteRepeats(own)
        return JSONValue(.object(JSONObject(own)), offset: container.offset)
    }

    /// Moves elements, which is cheaper than to copy and then to remove them.
    private static func take<Element>(from start: Int, of stack: inout [Element]) -> [Element] {
        var taken: [Element] = []
        taken.reserveCapacity(stack.count - start)
        while stack.count > start { taken.append(stack.removeLast()) }
        taken.reverse()
        return taken
    }

    private mutating func comma(before close: UInt8, _ expected: String) throws(JSONSyntaxError) {
        let offset = index
        guard take(UInt8(ascii: ",")) else { throw unexpected(expected) }
        skipSpace()
        if peek() == close { throw JSONSyntaxError(reason: .trailingComma, offset: offset) }
    }

    private mutating func key() throws(JSONSyntaxError) -> String {
        skipSpace()
        guard peek() == UInt8(ascii: "\"") else {
            throw unexpected("a member name in double quotes")
        }
        let name = try string(isAbridged: false)
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw unexpected("':' after the member name") }
        return name
    }

    private mutating func scalar(_ byte: UInt8) throws(JSONSyntaxError) -> JSONValue.Kind {
        switch byte {
        case UInt8(ascii: "\""): return .string(try string(isAbridged: isAbridging))
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw unexpected("a value")
        }
    }

    private mutating func literal(
        _ word: StaticString, _ kind: JSONValue.Kind
    ) throws(JSONSyntaxError) -> JSONValue.Kind {
        let text = word.description.utf8
        guard bytes[index...].starts(with: text) else { throw unexpected("a value") }
        index += text.count
        return kind
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue.Kind {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let leadingZero = peek() == UInt8(ascii: "0")
        let integerDigits = digits()
        guard integerDigits > 0, !(leadingZero && integerDigits > 1) else {
            throw JSONSyntaxError(reason: .badNumber, offset: start)
        }
        if take(UInt8(ascii: ".")), digits() == 0 { throw fault(.badNumber) }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            index += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { index += 1 }
            if digits() == 0 { throw fault(.badNumber) }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        return .number(JSONNumber(validLiteral: text))
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = peek(), byte >= 0x30, byte <= 0x39 { index += 1 }
        return index - start
    }

    func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() { index = bytes.span.endOfSpace(from: index) }

    func fault(_ reason: JSONSyntaxError.Reason) -> JSONSyntaxError {
        JSONSyntaxError(reason: reason, offset: index)
    }

    /// The most characters of a word that is named, such as `None` in place of `null`.
    private static let longestShownWord = 4

    /// The error at the index, by the usual mistakes.
    private func unexpected(_ expected: String) -> JSONSyntaxError {
        guard let byte = peek() else { return fault(.truncated(expected: expected)) }
        if byte == UInt8(ascii: "/") { return fault(.comment) }
        if byte == UInt8(ascii: "'") { return fault(.singleQuote) }
        let end = min(bytes.count, index + 16)
        let shown = String(decoding: bytes[index..<end], as: UTF8.self)
        let word = shown.prefix { !$0.isWhitespace && !",:[]{}\"".contains($0) }
        // A longer word may be a secret without its quotation marks.
        let found =
            switch word.count {
            case 0: "'\(shown.prefix(1))'"
            case 1...Self.longestShownWord: "'\(word)'"
            default: "text without quotes"
            }
        return fault(.unexpected(found: found, expected: expected))
    }
}
