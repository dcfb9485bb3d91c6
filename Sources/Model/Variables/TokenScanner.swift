/// The tokens of a text from left to right: `{{`, no brace, `}}`.
struct TokenScanner: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Range<Int>? {
        let open = UInt8(ascii: "{")
        let close = UInt8(ascii: "}")
        while index + 3 < bytes.count {
            guard bytes[index] == open, bytes[index + 1] == open else {
                index += 1
                continue
            }
            var end = index + 2
            while end < bytes.count, bytes[end] != open, bytes[end] != close { end += 1 }
            if end + 1 < bytes.count, bytes[end] == close, bytes[end + 1] == close {
                defer { index = end + 2 }
                return index..<(end + 2)
            }
            // `{{{a}}` holds the token `{{a}}` one further on.
            index = end == index + 2 ? index + 1 : end
        }
        return nil
    }
}

extension Range<Int> {
    /// The name between the braces of a token that has this range.
    func name(in bytes: [UInt8]) -> String {
        String(decoding: bytes[(lowerBound + 2)..<(upperBound - 2)], as: UTF8.self)
    }
}
