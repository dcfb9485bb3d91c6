/// A place in one of several files, in one integer: the `offset` of values that do not come from
/// one text.
///
/// The integer is larger than any offset in bytes of a file that fits into memory. Lines and
/// columns that do not fit are cut to the largest number that does.
public struct FilePosition: Sendable, Hashable {
    private static let columnBits = 16
    private static let lineBits = 24
    private static let fileBits = 20
    private static let tag = 1 << 62

    /// The index of the file in a list that the reader keeps.
    public let file: Int
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int

    /// Creates a place.
    public init(file: Int, line: Int, column: Int) {
        self.file = min(file, 1 << Self.fileBits - 1)
        self.line = min(line, 1 << Self.lineBits - 1)
        self.column = min(column, 1 << Self.columnBits - 1)
    }

    /// Creates a place from its integer; nil if that is an offset in bytes, or none.
    public init?(offset: Int) {
        guard offset >= Self.tag else { return nil }
        let bits = offset ^ Self.tag
        column = bits & (1 << Self.columnBits - 1)
        line = bits >> Self.columnBits & (1 << Self.lineBits - 1)
        file = bits >> (Self.columnBits + Self.lineBits)
    }

    /// The place as an integer.
    public var offset: Int {
        Self.tag | file << (Self.columnBits + Self.lineBits) | line << Self.columnBits | column
    }
}
