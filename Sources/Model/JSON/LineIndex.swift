/// The lines of a text by the offsets of their bytes.
public struct LineIndex: Sendable {
    /// The offsets of the line feeds.
    private let ends: [Int]

    /// Finds the lines of a text in UTF-8.
    public init(_ bytes: [UInt8]) {
        var ends: [Int] = []
        var offset = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { ends.append(offset) }
            offset += 1
        }
        self.ends = ends
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
