import JSON
import Testing

struct ScriptNumberTests {
    @Test(
        "A text is the number that ECMAScript reads in it",
        arguments: [
            ("0", 0), ("007", 7), ("-0.5", -0.5), ("+5", 5), (".5", 0.5), ("5.", 5), ("1e5", 1e5),
            ("1E-2", 0.01), ("\u{A0} 12\n", 12), ("", 0), (" ", 0), ("0x10", 16), ("0o17", 15),
            ("0B11", 3), ("Infinity", .infinity), ("-Infinity", -.infinity), ("1e400", .infinity),
            ("12345678901234567890", 12_345_678_901_234_567_168), ("0.1", 0.1),
            ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("5e-324", .leastNonzeroMagnitude),
        ] as [(String, Double)])
    func numbers(text: String, number: Double) {
        #expect(ScriptNumber(text)?.value == number)
    }

    @Test(
        "Anything else is none",
        arguments: [
            "a", "12abc", "1,5", "1_000", "--5", "+-5", ".", "+", "e5", "1e", "1e+", "0x", "0xg",
            "-0x10", "inf", "nan", "NaN", "infinity", "0x1p3", "1 2", "true", "1.2.3",
        ])
    func others(text: String) {
        #expect(ScriptNumber(text) == nil)
    }
}
