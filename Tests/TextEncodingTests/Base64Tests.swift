import Testing
import TextEncoding

@Suite struct Base64Tests {
    /// RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func encodesAndDecodesTheStandardVectors(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
        let bare = encoded.filter { $0 != "=" }
        #expect(Base64.encodeURLSafe(Array(plain.utf8)) == bare)
        #expect(Base64.decode(bare) == Array(plain.utf8))
    }

    @Test func usesTheAlphabetAskedForAndReadsBoth() {
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.encodeURLSafe([0xFB, 0xFF]) == "-_8")
        #expect(Base64.decode("+/8=") == [0xFB, 0xFF])
        #expect(Base64.decode("-_8") == [0xFB, 0xFF])
    }

    @Test("The certain digits are those of any text that ends with the bytes", arguments: 0...9)
    func findsTheDigitsThatBytesDecide(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 251) }
        for (before, taken) in [(0, 0), (1, 4), (2, 2)] {
            let digits = Array(Base64.encode([UInt8](repeating: 0, count: before) + bytes).utf8)
            let first = (8 * before + taken) / 6
            let count = max(0, 8 * length - taken) / 6
            let certain = Base64.certainDigits(of: bytes, after: taken)
            #expect(certain == Array(digits[first..<first + count]))
        }
    }

    @Test(arguments: ["Z", "Zg=", "Zg===", "Zm9v=", "Zm 9v", "Zm9é", "===="])
    func refusesWhatIsNotBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: [
        (" Zm 9v\r\nYg", "foob"), ("Zm9vYg==", "foob"), ("Zm9v=Yg", "foob"), ("é", ""), ("", ""),
        ("Zm9vY", "foo"),
    ])
    func passesOverWhatIsNotBase64WhereAskedTo(text: String, plain: String) {
        #expect(Base64.decodeLeniently(text) == Array(plain.utf8))
    }
}
