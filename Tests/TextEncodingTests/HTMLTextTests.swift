import Testing
import TextEncoding

@Suite struct HTMLTextTests {
    @Test func `marks that turn the direction of text are replaced, and other characters stay`() {
        #expect(HTMLText.escape("a\u{202A}b\u{202E}c\u{2066}d\u{2069}") == "a�b�c�d�")
        let kept = "€ … – “x” \u{200E}\u{200F}\u{2029}\u{2065}\u{206A} שלום"
        #expect(HTMLText.escape(kept) == kept)
        #expect(HTMLText.escape("<b>\u{1B}&\"") == "&lt;b&gt;\u{241B}&amp;&quot;")
    }
}
