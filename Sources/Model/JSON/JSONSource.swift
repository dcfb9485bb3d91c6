public import Diagnostics

/// A text that JSON is read from, and the name under which the user knows it.
public struct JSONSource: Sendable {
    /// The file's name as the user gave it.
    public let name: String
    /// The text as UTF-8, a byte order mark included.
    public let bytes: [UInt8]
    /// Whether the name is that of a file on this machine.
    public var isFile = true
    /// Whether places in it are without the text of their line, which can hold secrets.
    public private(set) var hidesText = false
    private let lines = TextLines()

    /// Makes a source.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The source with places that show nothing of its text.
    public func hidingText() -> JSONSource {
        var source = self
        source.hidesText = true
        return source
    }

    /// The place of a byte: line, column and the line's text.
    public func place(at offset: Int, jsonPath: String? = nil) -> Place {
        guard offset >= 0 else { return Place(file: name, jsonPath: jsonPath) }
        let end = min(offset, bytes.count)
        let line = lines.line(of: end, in: bytes)
        let text = bytes[line.range]
        var place = Place(
            file: name, position: TextPosition(line: line.number, column: line.column),
            jsonPath: jsonPath)
        if !hidesText && text.count <= Place.longestLine {
            place.lineText = lines.shown(text.indices) {
                SecretExcerpt.masked(String(decoding: text, as: UTF8.self))
            }
        }
        return place
    }

    /// Whether the text starts with the UTF-8 byte order mark.
    var hasByteOrderMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }
}
