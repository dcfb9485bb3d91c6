import Testing
import TextEncoding

@Suite struct BlanksTests {
    @Test(arguments: [
        (" a\t", "a"), ("a b", "a b"), ("\u{A0}a", "\u{A0}a"), ("\n", "\n"), (" \t", ""), ("", ""),
    ])
    func dropsSpacesAndTabsAtTheEnds(text: String, expected: String) {
        #expect(String(Substring(text.utf8.withoutOuterBlanks)) == expected)
    }
}
