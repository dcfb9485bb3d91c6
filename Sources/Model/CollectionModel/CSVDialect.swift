/// How a CSV text separates its values, and where its header begins.
///
/// Excel writes a first line `sep=;` to name its delimiter; in most of Europe it writes semicolons
/// without such a line.
struct CSVDialect {
    /// What separates the values of a row.
    let delimiter: UInt8
    /// Where the header begins: after a byte order mark, and after a line `sep=`.
    let start: Int

    /// The delimiters that a first line can show, the most likely first.
    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    private static let quote = UInt8(ascii: "\"")

    /// Finds the delimiter of a text, unless it is given.
    init(_ bytes: [UInt8], _ choice: IterationData.Delimiter) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let begin = bytes.starts(with: mark) ? mark.count : 0
        let declared = Self.declaration(bytes[begin...])
        start = declared?.end ?? begin
        delimiter =
            switch choice {
            case .character(let character): character
            case .automatic: declared?.delimiter ?? Self.mostFrequent(bytes[begin...])
            }
    }

    /// Reads a first line `sep=;`; nil if it is another one.
    private static func declaration(
        _ text: ArraySlice<UInt8>
    ) -> (delimiter: UInt8, end: Int)? {
        guard String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        let rest = text.dropFirst(4)
        guard let delimiter = rest.first, delimiter < 0x80, !isLineEnd(delimiter) else {
            return nil
        }
        var end = rest.startIndex + 1
        guard end == text.endIndex || isLineEnd(text[end]) else { return nil }
        while end < text.endIndex, isLineEnd(text[end]) { end += 1 }
        return (delimiter, end)
    }

    /// The candidate that occurs most often in the first line that is not blank, outside of quotes.
    private static func mostFrequent(_ text: ArraySlice<UInt8>) -> UInt8 {
        var counts = [Int](repeating: 0, count: candidates.count)
        var isQuoted = false
        for byte in text.drop(while: isLineEnd) {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if isLineEnd(byte) { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// The delimiter that the name of a single column suggests, with its name and as the option
    /// takes it; nil if there is none.
    static func otherDelimiter(in column: String) -> (name: String, word: String)? {
        let delimiters: [(Character, String, String)] = [
            (";", "a semicolon", ";"), ("\t", "a tab", "tab"), (",", "a comma", ","),
            ("|", "a vertical bar", "|"),
        ]
        return delimiters.first { column.contains($0.0) }.map { ($0.1, $0.2) }
    }
}
