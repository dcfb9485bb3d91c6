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

/// Questions about the bytes of a word; an answer has the highest bit of each byte that fits.
///
/// Of most answers only the lowest bit is sure: a byte above one that fits may seem to fit as well.
extension UInt64 {
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The bytes that are not ASCII; the whole answer is sure.
    var bytesBeyondASCII: UInt64 { self & Self.highBits }

    /// Ones in the bytes that are line feeds; the whole answer is sure.
    var lineFeeds: UInt64 {
        let difference = self ^ (Self.lowBits &* 0x0A)
        let others = ((difference & ~Self.highBits) &+ ~Self.highBits) | difference
        return (~others & Self.highBits) >> 7
    }

    /// The sum of the bytes.
    var sumOfBytes: Int {
        let pairs = (self & 0x00FF_00FF_00FF_00FF) &+ (self >> 8 & 0x00FF_00FF_00FF_00FF)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }

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
