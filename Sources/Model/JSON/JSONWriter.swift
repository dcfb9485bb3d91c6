import TextEncoding

/// Writes values as JSON text.
public struct JSONWriter {
    private var output: [UInt8] = []
    /// The spaces of one level; nil writes everything on one line.
    private let indent: Int?

    /// The value as text on one line, without white space, as `JSON.stringify` writes it.
    public static func compact(_ value: JSONValue) -> String {
        String(decoding: bytes(value, indent: nil), as: UTF8.self)
    }

    /// The same as bytes, for a file.
    public static func compactBytes(_ value: JSONValue) -> [UInt8] { bytes(value, indent: nil) }

    /// Appends the same to bytes.
    public static func appendCompact(_ value: JSONValue, to bytes: inout [UInt8]) {
        var writer = JSONWriter(indent: nil)
        swap(&writer.output, &bytes)
        writer.write(value, level: 0)
        swap(&writer.output, &bytes)
    }

    /// The value as indented text with a line feed at its end.
    public static func pretty(_ value: JSONValue, indent: Int = 2) -> String {
        String(decoding: bytes(value, indent: indent), as: UTF8.self) + "\n"
    }

    /// The same as bytes, for a file.
    public static func prettyBytes(_ value: JSONValue, indent: Int = 2) -> [UInt8] {
        bytes(value, indent: indent) + [0x0A]
    }

    /// A string in quotes, escaped.
    public static func quoted(_ text: String) -> String { compact(.string(text)) }

    private static func bytes(_ value: JSONValue, indent: Int?) -> [UInt8] {
        var writer = JSONWriter(indent: indent)
        writer.write(value, level: 0)
        return writer.output
    }

    private init(indent: Int?) {
        self.indent = indent
    }

    private mutating func write(_ value: JSONValue, level: Int) {
        switch value.kind {
        case .null: output += "null".utf8
        case .boolean(let value): output += (value ? "true" : "false").utf8
        case .number(let number): output += number.literal.utf8
        case .string(let text): write(text)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            group(elements, level: level) { $0.write($1, level: level + 1) }
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            group(object.members, level: level) { writer, member in
                writer.write(member.key)
                writer.output.append(UInt8(ascii: ":"))
                if writer.indent != nil { writer.output.append(UInt8(ascii: " ")) }
                writer.write(member.value, level: level + 1)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private mutating func group<Element>(
        _ elements: [Element], level: Int, _ body: (inout JSONWriter, Element) -> Void
    ) {
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(level + 1)
            body(&self, element)
        }
        if !elements.isEmpty { newLine(level) }
    }

    private mutating func newLine(_ level: Int) {
        guard let indent else { return }
        output.append(0x0A)
        output += repeatElement(0x20, count: indent * level)
    }

    private mutating func write(_ text: String) { Self.appendQuoted(text, to: &output) }

    /// How long a text is at most that is appended byte by byte, which is faster then.
    private static let shortText = 48

    /// Appends a string in quotes, escaped.
    public static func appendQuoted(_ text: String, to output: inout [UInt8]) {
        let bytes = text.utf8.span
        if needsEscapes(bytes) {
            output.append(0x22)
            for index in bytes.indices { appendEscaped(bytes[index], to: &output) }
            output.append(0x22)
        } else if bytes.count <= shortText {
            output.append(addingCapacity: bytes.count + 2) { output in
                output.append(0x22)
                for index in bytes.indices { output.append(bytes[index]) }
                output.append(0x22)
            }
        } else {
            output.append(0x22)
            output += text.utf8
            output.append(0x22)
        }
    }

    /// Whether a text has quotes, backslashes or control characters.
    private static func needsEscapes(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while bytes.count - index >= 8 {
            if bytes.word(at: index).bytesEndingText != 0 { return true }
            index += 8
        }
        while index < bytes.count {
            if needsEscape(bytes[index]) { return true }
            index += 1
        }
        return false
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C
    }

    private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case 0x22: output += "\\\"".utf8
        case 0x5C: output += "\\\\".utf8
        case 0x08: output += "\\b".utf8
        case 0x0C: output += "\\f".utf8
        case 0x0A: output += "\\n".utf8
        case 0x0D: output += "\\r".utf8
        case 0x09: output += "\\t".utf8
        case ..<0x20: output += ("\\u00" + Hexadecimal.encode([byte])).utf8
        default: output.append(byte)
        }
    }
}
