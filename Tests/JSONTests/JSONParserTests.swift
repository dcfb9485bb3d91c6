import Diagnostics
import JSON
import Testing

struct JSONParserTests {
    @Test(
        "A text read and written again says the same",
        arguments: [
            #"{"b":1,"a":[true,false,null],"b":2}"#, #"[1.50,-0,1e5,12345678901234567890]"#,
            #""line\nquote\" é \u0001""#, "[[[]],{}]",
        ])
    func roundTrip(text: String) throws {
        #expect(JSONWriter.compact(try JSONParser.parse(text)) == text)
    }

    @Test(
        "Escapes become characters",
        arguments: [
            (#""\u0041\/\b""#, "A/\u{8}"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d!""#, "\u{FFFD}!"),
            (#""\udc00\u0041""#, "\u{FFFD}A"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        ])
    func escapes(text: String, value: String) throws {
        #expect(try JSONParser.parse(text).string == value)
    }

    @Test(
        "What is malformed is named with line and column",
        arguments: [
            ("", "the file is empty", 1, 1),
            ("{\"a\":1,}", "a comma before the closing bracket", 1, 7),
            ("[1 2]", "expected ',' or ']', found '2'", 1, 4), ("{'a':1}", "member name", 1, 2),
            ("[\n  tru]", "expected a value, found 'tru'", 2, 3),
            ("[None]", "expected a value, found 'None'", 1, 2),
            ("[{\"password\":wInter-Rain}]", "expected a value, found text without quotes", 1, 14),
            ("[01]", "a malformed number", 1, 2),
            ("// x\n{}", "a comment", 1, 1), ("{\"a\" 1}", "expected ':'", 1, 6),
            ("\"a\nb\"", "control character U+000A", 1, 3), ("[1", "the file ends, but", 1, 3),
            ("{} x", "text after the end", 1, 4), ("[\"é\", 'x']", "single quotes", 1, 7),
            (#"["\x"]"#, "an escape that does not exist", 1, 3),
            ("\u{FEFF}[", "the file ends", 1, 2),
        ])
    func malformed(text: String, message: String, line: Int, column: Int) {
        let source = JSONSource(name: "c.json", bytes: Array(text.utf8))
        do throws(JSONSyntaxError) {
            _ = try JSONParser.parse(source)
            Issue.record("'\(text)' was accepted")
        } catch {
            let diagnostic = error.diagnostic(in: source)
            #expect(diagnostic.message.contains(message) || message == "member name")
            #expect(diagnostic.place.position == TextPosition(line: line, column: column))
            #expect(diagnostic.place.file == "c.json")
        }
    }

    @Test func `A byte order mark is skipped`() throws {
        #expect(try JSONParser.parse("\u{FEFF}[1]").array?.count == 1)
    }

    @Test func `Nesting has a limit and goes up to it`() throws {
        let limit = JSONParser.depthLimit
        let deep = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        #expect(JSONWriter.compact(try JSONParser.parse(deep)) == deep)
        let deeper = String(repeating: "[", count: 100_000)
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(deeper) }
    }

    @Test func `Values know where they stand`() throws {
        let value = try JSONParser.parse(#"{"a": [1, {"b": "x"}]}"#)
        #expect(value["a"]?.offset == 6)
        #expect(value["a"]?.array?[1]["b"]?.offset == 16)
    }

    @Test func `Elements are handed over one by one, and each is read again by its place`() throws {
        let source = JSONSource(name: "", bytes: Array(" [1, {\"a\": [2, [3]]}, [4], \"é\"] ".utf8))
        var elements: [JSONValue] = []
        let value = try JSONParser.parse(source) { elements.append($0) }
        #expect(value.array?.isEmpty == true)
        #expect(elements == (try JSONParser.parse(source)).array)
        for element in elements {
            #expect(try JSONParser.value(at: element.offset, of: source) == element)
        }
        let object = JSONSource(name: "", bytes: Array("{\"a\": [1]}".utf8))
        let whole = try JSONParser.parse(object) { _ in Issue.record("an object has no elements") }
        #expect(whole == (try JSONParser.parse(object)))
    }

    @Test func `A long array is read in linear time`() throws {
        let count = 300_000
        let text = "[" + String(repeating: #"{"k":"v"},"#, count: count) + "0]"
        #expect(try JSONParser.parse(text).array?.count == count + 1)
    }

    @Test(
        "Numbers are spelled as ECMAScript spells them",
        arguments: [
            (1.0, "1"), (0.1, "0.1"), (-2.50, "-2.5"), (1e21, "1e+21"), (1e-7, "1e-7"),
            (1e20, "100000000000000000000"), (1.5e300, "1.5e+300"),
            (0.000001, "0.000001"), (9007199254740992, "9007199254740992"), (2.5e-300, "2.5e-300"),
            (1234.5678, "1234.5678"),
        ])
    func numbers(value: Double, text: String) {
        #expect(JSONNumber(value).literal == text)
    }

    @Test func `The last of repeated members counts`() throws {
        var object = try #require(try JSONParser.parse(#"{"a":1,"a":2}"#).object)
        #expect(object["a"]?.double == 2)
        object["a"] = nil
        #expect(object.members.isEmpty)
    }
}
