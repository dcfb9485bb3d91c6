/// A line of a head as it arrives, before the head is whole.
enum HeaderLine {
    /// The comma-separated items of a line, without the blanks around them; none if the line is
    /// another header.
    ///
    /// The name is in lower case and ends with its colon.
    static func items(of name: StaticString, in line: UnsafeRawBufferPointer) -> [String] {
        let count = name.utf8CodeUnitCount
        // Most lines differ already in the place of their colon.
        guard line.count > count, line[count - 1] == UInt8(ascii: ":") else { return [] }
        let expected = UnsafeBufferPointer(start: name.utf8Start, count: count)
        guard zip(line, expected).allSatisfy({ lowered($0) == $1 }) else { return [] }
        // As text, since the first array of slices of a buffer costs a start 190,000 instructions.
        return String(decoding: line.dropFirst(count), as: UTF8.self).utf8
            .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { item in
                let isInk: (UInt8) -> Bool = { $0 > UInt8(ascii: " ") }
                let start = item.firstIndex(where: isInk) ?? item.endIndex
                let end = item.lastIndex(where: isInk).map(item.index(after:)) ?? start
                return String(Substring(item[start..<end]))
            }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
