import Diagnostics
import JSON
import Testing
import YAML

struct YAMLParserTests {
    private static func json(_ text: String) throws -> JSONValue? {
        try YAMLParser.parse(Array(text.utf8))?.json(file: 0)
    }

    @Test(
        "A scalar is the text between its marks, even if it looks like a number",
        arguments: [
            ("0123", "0123"), ("on", "on"), ("1.0", "1.0"), ("2014-05-21", "2014-05-21"),
            ("true", "true"), ("12:30:45", "12:30:45"), ("=", "="), ("\"null\"", "null"),
            ("''", ""), ("a b\n  c", "a b c"), ("\"a\\r\\nb\"", "a\r\nb"),
            ("|-\n  x\n    y\n", "x\n  y"), ("|2-\n    x\n  y\n", "  x\ny"), ("|\n  x\n", "x\n"),
            ("|+\n  x\n\n", "x\n\n"), (">-\n  a\n  b\n\n  c\n", "a b\nc"),
            ("\"a\\\n  b\"", "ab"), ("x # comment", "x"), ("|-\n  a\tb\n", "a\tb"),
        ])
    func scalars(text: String, expected: String) throws {
        #expect(try Self.json("v: " + text)?["v"] == .string(expected))
    }

    @Test("Byte order mark and line ends of Windows do not matter", arguments: ["\u{FEFF}", ""])
    func windows(mark: String) throws {
        let value = try Self.json(mark + "a: 1\r\nb: |-\r\n  x\r\n  y\r\n")
        #expect(value == .object([("a", .string("1")), ("b", .string("x\ny"))]))
    }

    @Test("Only a plain null is null", arguments: ["", "~", "null", "Null", "NULL"])
    func nulls(text: String) throws {
        #expect(try Self.json("v: " + text)?["v"] == .null)
    }

    @Test func `Lists and maps keep their order, in blocks and in flow, and repeated keys`() throws
    {
        let text = """
            b:
            - x
            - {k: v, "{{q}}": [1, 2]}
            a:
                - y
            b: again
            """
        #expect(
            try Self.json(text)
                == JSONParser.parse(
                    #"{"b": ["x", {"k": "v", "{{q}}": ["1", "2"]}], "a": ["y"], "b": "again"}"#))
    }

    @Test func `Values know their file, line and column`() throws {
        let value = try YAMLParser.parse(Array("a:\n  é: x\n".utf8))?.json(file: 7)
        let place = FilePosition(offset: value?["a"]?["é"]?.offset ?? 0)
        #expect(place == FilePosition(file: 7, line: 2, column: 6))
    }

    @Test(
        "What is not YAML, or costs more than its text, is an error with its line",
        arguments: [
            ("a: b: c", 1, "mapping values"), ("x: 1\nurl: {{base}}/x\ny: 2", 2, "'{{'"),
            ("x: 1\nurl: {{base}}\ny: 2", 2, "'{{'"), ("a: &x 1\nb: *x", 1, "anchor"),
            ("a: *x", 1, "anchor"), ("a: 1\n---\nb: 2", 2, "more than one"),
            (String(repeating: "[", count: 200), 1, "deeper"), ("a: |\n\tx", 2, "tab"),
        ])
    func errors(text: String, line: Int, part: String) throws {
        let error = try #require(throws: YAMLSyntaxError.self) { try Self.json(text) }
        let diagnostic = error.diagnostic(in: "f.yaml", Array(text.utf8))
        #expect(diagnostic.place.position?.line == line)
        let shown = ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
        #expect(shown.contains(part), "\(shown)")
    }

    @Test(
        "An empty text holds no value", arguments: ["", "\n", "# only a comment\n"])
    func empty(text: String) throws {
        #expect(try YAMLParser.parse(Array(text.utf8)) == nil)
    }

    @Test func `Random bytes never end the program`() {
        var generator = SystemRandomNumberGenerator()
        let characters = Array("ab:-{}[]\"'|>&*!#%@` \n\t,?~0\\".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in
                Int.random(in: 0..<50, using: &generator) == 0
                    ? UInt8.random(in: 0...255, using: &generator)
                    : characters.randomElement(using: &generator) ?? 0
            }
            _ = try? YAMLParser.parse(bytes)
        }
    }
}
