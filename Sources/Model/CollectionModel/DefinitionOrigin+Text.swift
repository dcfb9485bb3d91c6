public import Diagnostics
public import JSON

/// Places inside of texts, such as a variable in a body or a line of a script.
extension DefinitionOrigin {
    /// Returns the place of a text within a value: that of its first occurrence from the value on.
    public func place(of value: JSONValue, at text: String) -> Place {
        guard let (bytes, start) = text.isEmpty ? nil : bytes(of: value),
            let found = Self.first(Array(text.utf8), in: bytes, from: start)
        else { return place(of: value) }
        return place(atByte: found, of: value)
    }

    /// Returns the place of the name of a member, or of an entry with `key` and `value`.
    ///
    /// It is the place of the value if the name is not before it.
    public func place(ofKey key: String, of value: JSONValue) -> Place {
        guard let (bytes, start) = bytes(of: value),
            let index = Self.start(ofKey: Array(key.utf8), before: start, in: bytes)
                ?? Self.start(ofEntry: Array("\"\(key)\"".utf8), before: start, in: bytes)
        else { return place(of: value) }
        return place(atByte: index, of: value)
    }

    /// Returns the place of a line and column of a text, such as a script.
    ///
    /// The value is the text, or an array with a text for each line. The place is that of the value
    /// if the file spells the text so that the line cannot be found.
    public func place(of value: JSONValue, line: Int, column: Int) -> Place {
        if let lines = value.array {
            guard lines.indices.contains(line - 1) else { return place(of: value) }
            return place(of: lines[line - 1], line: 1, column: column)
        }
        guard let (bytes, start) = bytes(of: value), let text = value.string else {
            return place(of: value)
        }
        let target = TextPosition(line: line, column: column)
        let found: Int? =
            switch self {
            case .json: Self.byte(at: target, ofStringAt: start, in: bytes)
            case .files:
                Self.byte(at: target, of: text, from: start, in: bytes)
                    ?? Self.quotedByte(at: target, from: start, in: bytes)
            }
        return found.map { place(atByte: $0, of: value) } ?? place(of: value)
    }

    // MARK: Bytes

    /// The bytes of the file that has the value, and the index at which the value starts.
    private func bytes(of value: JSONValue) -> ([UInt8], Int)? {
        switch self {
        case .json(let source, _):
            return source.bytes.indices.contains(value.offset)
                ? (source.bytes, value.offset) : nil
        case .files(let files):
            guard let position = FilePosition(offset: value.offset),
                files.indices.contains(position.file)
            else { return nil }
            let bytes = files[position.file].bytes
            var index = Self.start(ofLine: position.line, in: bytes)
            for _ in 1..<max(1, position.column) where index < bytes.count {
                index += 1
                while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            }
            return index < bytes.count ? (bytes, index) : nil
        }
    }

    private func place(atByte index: Int, of value: JSONValue) -> Place {
        switch self {
        case .json(let source, let root):
            return source.place(at: index, jsonPath: root.path(to: value.offset))
        case .files(let files):
            guard let position = FilePosition(offset: value.offset),
                files.indices.contains(position.file)
            else { return place(of: value) }
            let file = files[position.file]
            let before = file.bytes[..<index]
            let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
            let start = (before.lastIndex(of: 0x0A) ?? -1) + 1
            let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
            return file.place(line: line, column: column)
        }
    }

    /// The start of a name that a colon follows, with nothing but blanks up to an index.
    private static func start(ofKey key: [UInt8], before index: Int, in bytes: [UInt8]) -> Int? {
        func withoutBlanks(_ end: Int) -> Int {
            (bytes[..<end].lastIndex { !" \t\r\n".utf8.contains($0) } ?? -1) + 1
        }
        let colon = withoutBlanks(index) - 1
        guard colon > 0, bytes[colon] == UInt8(ascii: ":") else { return nil }
        var end = withoutBlanks(colon)
        if end > 0, bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'") {
            end -= 1
        }
        guard end >= key.count, bytes[(end - key.count)..<end].elementsEqual(key) else {
            return nil
        }
        return end - key.count
    }

    /// The start of a name in quotation marks between the last brace before an index and the index.
    private static func start(ofEntry name: [UInt8], before index: Int, in bytes: [UInt8]) -> Int? {
        guard let brace = bytes[..<index].lastIndex(of: UInt8(ascii: "{")) else { return nil }
        return first(name, in: Array(bytes[..<index]), from: brace).map { $0 + 1 }
    }

    private static func start(ofLine line: Int, in bytes: [UInt8]) -> Int {
        var (index, number) = (0, 1)
        while number < line, index < bytes.count {
            if bytes[index] == 0x0A { number += 1 }
            index += 1
        }
        return index
    }

    private static func first(_ text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count - text.count >= start else { return nil }
        return (start...(bytes.count - text.count)).first { index in
            bytes[index] == text[0] && bytes[index..<(index + text.count)].elementsEqual(text)
        }
    }

    // MARK: Lines

    /// Finds a line and column of a JSON string, whose line feeds are escaped.
    private static func byte(
        at target: TextPosition, ofStringAt start: Int, in bytes: [UInt8]
    ) -> Int? {
        var index = start + 1
        var position = TextPosition(line: 1, column: 1)
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if position == target { return index }
            var length = 1
            var isLineFeed = false
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                isLineFeed = bytes[index + 1] == UInt8(ascii: "n")
                length = lengthOfEscape(at: index, in: bytes)
            } else {
                while index + length < bytes.count, bytes[index + length] & 0xC0 == 0x80 {
                    length += 1
                }
            }
            index += length
            position =
                isLineFeed
                ? TextPosition(line: position.line + 1, column: 1)
                : TextPosition(line: position.line, column: position.column + 1)
        }
        return position == target ? index : nil
    }

    /// How many bytes of a JSON string spell the character that starts with this backslash.
    ///
    /// A character beyond U+FFFF takes two escapes.
    private static func lengthOfEscape(at index: Int, in bytes: [UInt8]) -> Int {
        guard bytes[index + 1] == UInt8(ascii: "u") else { return 2 }
        let unit = String(decoding: bytes[(index + 2)...].prefix(4), as: UTF8.self)
        let isFirstOfTwo = UInt16(unit, radix: 16).map { UTF16.isLeadSurrogate($0) } == true
        return isFirstOfTwo && bytes[index...].dropFirst(6).starts(with: "\\u".utf8) ? 12 : 6
    }

    /// Finds a line and column of a YAML text in quotation marks that are closed on their line.
    private static func quotedByte(
        at target: TextPosition, from start: Int, in bytes: [UInt8]
    ) -> Int? {
        guard bytes[start] == UInt8(ascii: "\""),
            let found = byte(at: target, ofStringAt: start, in: bytes),
            !bytes[start..<found].contains(0x0A)
        else { return nil }
        return found
    }

    /// Finds a line and column of a YAML text: in a block below its mark, else in the same line.
    private static func byte(
        at target: TextPosition, of text: String, from start: Int, in bytes: [UInt8]
    ) -> Int? {
        let wanted = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard wanted.indices.contains(target.line - 1) else { return nil }
        let line = Array(wanted[target.line - 1].utf8)
        if bytes[start] == UInt8(ascii: ">") {
            return foldedByte(of: line, column: target.column, from: start, in: bytes)
        }
        let isBlock = bytes[start] == UInt8(ascii: "|")
        var from = start
        if isBlock || target.line > 1 {
            for _ in 0..<(isBlock ? target.line : target.line - 1) {
                guard let end = bytes[from...].firstIndex(of: 0x0A) else { return nil }
                from = end + 1
            }
        }
        let end = bytes[from...].firstIndex(of: 0x0A) ?? bytes.count
        guard let found = first(line, in: Array(bytes[..<end]), from: from) else { return nil }
        let lead = wanted[target.line - 1].unicodeScalars.prefix(target.column - 1)
        return found + String(String.UnicodeScalarView(lead)).utf8.count
    }

    /// Finds a line of a folded block as a line of its own below the mark; nil if the line is
    /// folded, or if the block has it twice.
    private static func foldedByte(
        of line: [UInt8], column: Int, from start: Int, in bytes: [UInt8]
    ) -> Int? {
        let text = line.drop { $0 == UInt8(ascii: " ") }
        guard let mark = bytes[start...].firstIndex(of: 0x0A), !text.isEmpty else { return nil }
        let indent = line.count - text.count
        var found: [Int] = []
        for source in bytes[(mark + 1)...].split(separator: 0x0A) {
            let content = source.drop { $0 == UInt8(ascii: " ") }
            let trimmed = content.last == 0x0D ? content.dropLast() : content
            if trimmed.elementsEqual(text) { found.append(content.startIndex - indent) }
        }
        guard found.count == 1, let first = found.first else { return nil }
        let lead = String(decoding: line, as: UTF8.self).unicodeScalars.prefix(column - 1)
        return first + String(String.UnicodeScalarView(lead)).utf8.count
    }
}
