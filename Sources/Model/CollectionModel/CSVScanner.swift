/// Reads the fields of a CSV text one after the other, without making strings of them.
///
/// The rules are those that Newman's parser is set to (NewmanReference §8), except that the
/// delimiter need not be a comma: white space around a field is ignored, a field may be in double
/// quotes, `""` in these is a quote, and quotes inside an unquoted field stay. A row ends at a line
/// feed, with or without a carriage return before it, or at lone carriage returns if the first row
/// ends at one.
struct CSVScanner {
    /// A field: the range of its text, without the quotes around it.
    struct Field {
        var range: Range<Int>
        var isQuoted = false
        /// Whether it contains `""`.
        var hasEscapes = false
        /// Whether it is the last one of its row.
        var endsRow: Bool
        /// What is wrong with it; the field then ends the text.
        var fault: Fault?
    }

    /// What is wrong with a quoted field, and where.
    enum Fault {
        case unclosedQuote(at: Int)
        case textAfterQuote(at: Int)
    }

    private let bytes: [UInt8]
    /// What separates the fields of a row.
    private let delimiter: UInt8
    /// Where the next field begins.
    var index: Int
    /// Whether a lone carriage return ends a row; nil before the first row has ended.
    private(set) var endsAtCarriageReturn: Bool?

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(
        _ bytes: [UInt8], at index: Int, delimiter: UInt8, endsAtCarriageReturn: Bool? = nil
    ) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.index = index
        self.endsAtCarriageReturn = endsAtCarriageReturn
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { index >= bytes.count }

    /// Reads the next field and what ends it.
    mutating func field() -> Field {
        skipSpace()
        if index < bytes.count, bytes[index] == Self.quote { return quoted() }
        let start = index
        var end = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == delimiter {
                index += 1
                return Field(range: start..<end, endsRow: false)
            }
            if skipRowEnd() { return Field(range: start..<end, endsRow: true) }
            index += 1
            if !isSpace(byte) { end = index }
        }
        return Field(range: start..<end, endsRow: true)
    }

    private mutating func quoted() -> Field {
        let open = index
        var field = Field(range: (open + 1)..<(open + 1), isQuoted: true, endsRow: true)
        index += 1
        while index < bytes.count {
            guard bytes[index] == Self.quote else {
                index += 1
                continue
            }
            if index + 1 < bytes.count, bytes[index + 1] == Self.quote {
                field.hasEscapes = true
                index += 2
                continue
            }
            field.range = (open + 1)..<index
            index += 1
            finish(&field)
            return field
        }
        field.fault = .unclosedQuote(at: open)
        return field
    }

    /// Reads on from a closing quote to what ends the field.
    private mutating func finish(_ field: inout Field) {
        while index < bytes.count {
            if bytes[index] == delimiter {
                index += 1
                field.endsRow = false
                return
            }
            if skipRowEnd() { return }
            guard isSpace(bytes[index]) else {
                field.fault = .textAfterQuote(at: index)
                index = bytes.count
                return
            }
            index += 1
        }
    }

    private mutating func skipSpace() {
        while index < bytes.count, isSpace(bytes[index]), rowEndLength == 0 { index += 1 }
    }

    private mutating func skipRowEnd() -> Bool {
        let length = rowEndLength
        if length == 0 { return false }
        if endsAtCarriageReturn == nil {
            endsAtCarriageReturn = length == 1 && bytes[index] == Self.carriageReturn
        }
        index += length
        return true
    }

    /// How many bytes at the index end a row.
    private var rowEndLength: Int {
        let byte = bytes[index]
        if byte == Self.lineFeed { return 1 }
        guard byte == Self.carriageReturn else { return 0 }
        if index + 1 < bytes.count, bytes[index + 1] == Self.lineFeed { return 2 }
        return endsAtCarriageReturn ?? true ? 1 : 0
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte != delimiter
            && (byte == 0x20 || byte == 0x09 || byte == 0x0C || byte == Self.carriageReturn)
    }
}
