import Diagnostics
import Testing

struct SpellingTests {
    @Test(
        "The nearest name is suggested if it is near enough",
        arguments: [
            ("Ordres", "Orders"), ("order", "Orders"), ("Odrer", nil),
            ("Customer", "Customers"),
            ("Cutsomesr", "Customers"), ("rOders", "Orders"), ("Orders", nil), ("Invoices", nil),
            ("sredrO", nil), ("Customs", "Customers"), ("", nil),
        ] as [(String, String?)])
    func suggestions(word: String, expected: String?) {
        #expect(Spelling.nearest(to: word, among: ["Orders", "Customers"]) == expected)
    }
}
