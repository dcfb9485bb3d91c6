import Testing
import TextEncoding

struct PunycodeTests {
    @Test(
        "Labels that are not ASCII are encoded, and all letters become small",
        arguments: [
            ("bücher.example", "xn--bcher-kva.example"), ("München", "xn--mnchen-3ya"),
            ("日本語", "xn--wgv71a119e"), ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
            ("Plain-Name.test", "plain-name.test"), ("", ""), ("..", ".."), ("😀", "xn--e28h"),
            ("ä", "xn--4ca"), ("a.ä.", "a.xn--4ca."),
        ])
    func hosts(host: String, expected: String) {
        #expect(Punycode.encodeHost(host.unicodeScalars) == expected)
    }
}
