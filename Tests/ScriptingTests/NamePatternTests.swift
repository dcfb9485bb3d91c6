import Scripting
import Testing

struct NamePatternTests {
    @Test(
        "A pattern is found anywhere in a name, in the letters that it has",
        arguments: [
            (["list"], ["List", "list all", "Blacklist"], [false, true, true]),
            (["(?i)^list"], ["List", "Blacklist", "LIST ALL"], [true, false, true]),
            (["^a$", "b+"], ["a", "ab", "ba", "c"], [true, true, true, false]),
            (["\\d{2,}$", "(?<=x)y"], ["no 7", "no 42", "xy", "y"], [false, true, true, false]),
            (["(?i)ÄRGER|日本"], ["ärger", "日本語", "arger"], [true, true, false]),
            ([""], ["", "a"], [true, true]), (["a.c"], ["a\nc", "abc"], [false, true]),
        ] as [([String], [String], [Bool])])
    func matches(texts: [String], names: [String], expected: [Bool]) throws {
        let pattern = try NamePattern(anyOf: texts)
        #expect(names.map(pattern.matches) == expected)
    }

    @Test(
        "A malformed expression is reported in the engine's words",
        arguments: [
            ("(a", "missing )"), ("[a", "missing terminating ] for character class"),
            ("*", "nothing to repeat"), ("(?i)+", "nothing to repeat"),
        ])
    func mistakes(text: String, reason: String) {
        #expect(throws: NamePattern.SyntaxError(text: text, reason: reason)) {
            try NamePattern(anyOf: ["fine", text])
        }
    }
}
