/// Short texts that a large file has many times, such as the names of members: each is made once.
struct ShortTexts {
    /// A text by its bytes, 15 at most; none of them is zero.
    private struct Entry {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var text = ""
    }

    /// The last text of each hash; nothing for a small file.
    private var entries: [Entry]

    init(forFileOf size: Int) {
        entries = size < 4_096 ? [] : [Entry](repeating: Entry(), count: 256)
    }

    /// The text from an index to its closing quote, and the place of that; nil if it is longer, or
    /// has an escape, or is not looked for.
    mutating func text(at start: Int, in bytes: [UInt8]) -> (text: String, end: Int)? {
        let span = bytes.span
        guard !entries.isEmpty, start <= span.count - 16 else { return nil }
        var (low, high) = (span.word(at: start), UInt64(0))
        var count = low.bytesEndingText.firstByte
        if count < 8 {
            low &= 1 << (UInt64(count) * 8) - 1
        } else {
            high = span.word(at: start + 8)
            let rest = high.bytesEndingText.firstByte
            if rest == 8 { return nil }
            high &= 1 << (UInt64(rest) * 8) - 1
            count += rest
        }
        let end = start + count
        guard span[end] == UInt8(ascii: "\"") else { return nil }
        let slot = Int(((low ^ high &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
        if entries[slot].low == low, entries[slot].high == high {
            return (entries[slot].text, end)
        }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        entries[slot] = Entry(low: low, high: high, text: text)
        return (text, end)
    }
}
