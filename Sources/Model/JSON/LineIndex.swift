/// The lines of a text by the offsets of their bytes.
public struct LineIndex: Sendable {
    /// The offsets of the line feeds.
    private let ends: [Int]
    private let count: Int

    /// Finds the lines of a text in UTF-8.
    public init(_ bytes: [UInt8]) {
        var ends: [Int] = []
        var offset = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { ends.append(offset) }
            offset += 1
        }
        self.ends = ends
        count = offset
    }

    /// The bytes of a line without its line feed; lines count from 1.
    func range(ofLine line: Int) -> Range<Int> {
        let start = line > 1 ? ends[line - 2] + 1 : 0
        return start..<(line <= ends.count ? ends[line - 1] : count)
    }

    /// The line of a byte, from 1.
    public func line(at offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
