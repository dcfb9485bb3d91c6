import Testing
import TextEncoding

@Suite struct TrimmingTests {
    @Test(arguments: [(" a\r\n", "a"), ("\u{FEFF} a b ", "a b"), ("", ""), ("  ", "")])
    func trims(text: String, expected: String) {
        #expect(
            text.trimmed.unicodeScalars.filter { $0 != "\u{FEFF}" }.map(String.init).joined()
                .trimmed == expected)
    }
}
