/// Eight bytes at a time: text is looked through several times faster than byte by byte.
extension Span<UInt8> {
    /// Whether the 32 bytes from an index on are ASCII.
    @inline(__always)
    func isASCII(at index: Int) -> Bool {
        // A disjunction of the words would undo that each is one load.
        word(at: index).bytesBeyondASCII == 0 && word(at: index + 8).bytesBeyondASCII == 0
            && word(at: index + 16).bytesBeyondASCII == 0
            && word(at: index + 24).bytesBeyondASCII == 0
    }

    /// The end of the white space at an index, which most often is none, or the one after a colon.
    @inline(__always)
    func endOfSpace(from start: Int) -> Int {
        guard start < count, self[start] <= 0x20 else { return start }
        let isOne = self[start] == 0x20 && start < count - 1 && self[start + 1] > 0x20
        return isOne ? start + 1 : endOfLongSpace(from: start)
    }

    private func endOfLongSpace(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isSpace {
            // Of a run, such as an indentation, all that is in the next word.
            let isRun = index <= count - 9 && self[index + 1] == self[index]
            index += isRun ? word(at: index + 1).lengthOfRun + 1 : 1
        }
        return index
    }

    /// The eight bytes from an index on, the first one in the lowest bits.
    ///
    /// The compiler makes one load of it, and one check of the bounds.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        precondition(index >= 0 && index <= count - 8)
        return UInt64(self[index]) | UInt64(self[index &+ 1]) << 8
            | UInt64(self[index &+ 2]) << 16 | UInt64(self[index &+ 3]) << 24
            | UInt64(self[index &+ 4]) << 32 | UInt64(self[index &+ 5]) << 40
            | UInt64(self[index &+ 6]) << 48 | UInt64(self[index &+ 7]) << 56
    }
}

extension MutableSpan<UInt8> {
    /// Writes eight bytes from an index on.
    ///
    /// It is one store only if the compiler does not see where the word comes from.
    @inline(never)
    mutating func setWord(_ word: UInt64, at index: Int) {
        precondition(index >= 0 && index <= count - 8)
        self[index] = UInt8(truncatingIfNeeded: word)
        self[index &+ 1] = UInt8(truncatingIfNeeded: word >> 8)
        self[index &+ 2] = UInt8(truncatingIfNeeded: word >> 16)
        self[index &+ 3] = UInt8(truncatingIfNeeded: word >> 24)
        self[index &+ 4] = UInt8(truncatingIfNeeded: word >> 32)
        self[index &+ 5] = UInt8(truncatingIfNeeded: word >> 40)
        self[index &+ 6] = UInt8(truncatingIfNeeded: word >> 48)
        self[index &+ 7] = UInt8(truncatingIfNeeded: word >> 56)
    }
}

extension UInt8 {
    /// Whether it is white space of JSON.
    fileprivate var isSpace: Bool {
        // A bit for each of space, line feed, tab and carriage return.
        self <= 0x20 && 0x1_0000_2600 >> UInt64(self) & 1 == 1
    }
}

/// Questions about the bytes of a word; an answer has the highest bit of each byte that fits.
///
/// Of most answers only the lowest bit is sure: a byte above one that fits may seem to fit as well.
extension UInt64 {
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The bytes that are not ASCII; the whole answer is sure.
    var bytesBeyondASCII: UInt64 { self & Self.highBits }

    /// How many bytes from the first one on are the same.
    var lengthOfRun: Int { (self ^ (Self.lowBits &* (self & 0xFF))).trailingZeroBitCount >> 3 }

    /// The bytes that are the given one.
    private func bytes(equalTo byte: UInt8) -> UInt64 {
        let difference = self ^ (Self.lowBits &* UInt64(byte))
        return (difference &- Self.lowBits) & ~difference & Self.highBits
    }

    /// The bytes that end the plain text of a JSON string: quotes, backslashes and control
    /// characters.
    var bytesEndingText: UInt64 {
        let controls = (self &- Self.lowBits &* 0x20) & ~self & Self.highBits
        return controls | bytes(equalTo: UInt8(ascii: "\"")) | bytes(equalTo: UInt8(ascii: "\\"))
    }

    /// The index of the first byte in an answer; 8 if there is none.
    var firstByte: Int { trailingZeroBitCount >> 3 }
}
