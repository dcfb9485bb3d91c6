/// The lines of a text by the offsets of their bytes.
///
/// It knows how many line feeds are in front of each block of the text, and looks for the rest in
/// one block.
public struct LineIndex: Sendable {
    private static let blockSize = 8 * partSize
    /// So few bytes that one of them can count what is in the others.
    private static let partSize = 224

    private let bytes: [UInt8]
    /// How many line feeds are in front of each block, and in the whole text.
    private let counts: [Int]

    /// Finds the lines of a text in UTF-8.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var counts = [0]
        counts.reserveCapacity(bytes.count / Self.blockSize + 2)
        for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
            let end = min(start + Self.blockSize, bytes.count)
            counts.append(counts[counts.count - 1] + Self.lineFeeds(start..<end, of: bytes))
        }
        self.counts = counts
    }

    /// Counts in a block or less.
    ///
    /// The compiler makes vectors of the loop over a part, since its counts fit into bytes.
    private static func lineFeeds(_ range: Range<Int>, of bytes: [UInt8]) -> Int {
        var (count, start) = (0, range.lowerBound)
        while start < range.upperBound {
            let end = min(start + partSize, range.upperBound)
            let part = bytes.span.extracting(start..<end)
            var found: UInt8 = 0
            for index in part.indices where part[index] == UInt8(ascii: "\n") { found &+= 1 }
            count += Int(found)
            start = end
        }
        return count
    }

    /// The bytes of a line without its line feed; lines count from 1.
    func range(ofLine line: Int) -> Range<Int> {
        let start = line > 1 ? offset(ofLineFeed: line - 1) + 1 : 0
        return start..<offset(ofLineFeed: line)
    }

    /// The place of a line feed; they count from 1, and the end of the text comes after the last.
    private func offset(ofLineFeed number: Int) -> Int {
        let block = counts.partitioningIndex { $0 >= number } - 1
        var offset = min(block * Self.blockSize, bytes.count)
        var missing = number - counts[block]
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "\n") { missing -= 1 }
            if missing == 0 { break }
            offset += 1
        }
        return offset
    }

    /// The line of a byte, from 1.
    public func line(at offset: Int) -> Int {
        let offset = min(offset, bytes.count)
        let block = offset / Self.blockSize
        return counts[block] + Self.lineFeeds(block * Self.blockSize..<offset, of: bytes) + 1
    }
}

extension [Int] {
    /// The first index whose element has a property that all later ones have too.
    fileprivate func partitioningIndex(_ hasProperty: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if hasProperty(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
