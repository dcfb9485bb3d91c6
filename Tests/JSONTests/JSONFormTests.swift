import JSON
import Testing

/// Values that the parser skips since they have a form, and others.
struct JSONFormTests {
    private static let form = JSONForm(
        elements: JSONForm(
            [.null, .name],
            members: [
                "key": JSONForm([.string]), "flag": JSONForm([.null, .boolean]),
                "count": JSONForm([.wholeNumber]), "kind": JSONForm(words: ["raw", "file"]),
                "_postman_previewlanguage": JSONForm([.null, .string]),
            ], required: ["key"]))

    /// Whether a value is skipped; else the parser has read it.
    private static func skips(_ text: String) throws -> Bool {
        let condensation = JSONCondensation(
            children: "item", members: ["list"], skipping: "list", of: form
        ) { _, value in value }
        let source = JSONSource(
            name: "f", bytes: Array(#"{"list": \#(text), "rest": "0123456789"}"#.utf8))
        let (value, _) = try JSONParser.parseNotingOddities(source, condensing: condensation)
        #expect(value["rest"]?.string == "0123456789")
        return value["list"] == .array([])
    }

    @Test(
        "A value with the form is skipped",
        arguments: [
            "[null]", #"["a"]"#, #"[ {"key":""} , {"key" : "x"} ]"#,
            "[\n\t\t{\n\t\t\t\"key\": \"a\"\n\t\t}\n\t]",
            #"[{"key": "\"\\\/\b\f\n\r\t\u00fc €"}]"#, #"[{"key": "a", "flag": true}]"#,
            #"[{"flag": false, "key": "a", "count": 0}]"#,
            #"[{"flag": null, "key": "a", "count": 123456789012345}]"#,
            #"[{"key": "a", "kind": "file"}, {"kind": null, "key": "b"}]"#,
            #"[{"key": "a", "_postman_previewlanguage": "json"}]"#,
            #"[{"key": "a long text that has more bytes than words are \\ long \n"}]"#,
        ])
    func skipped(text: String) throws {
        #expect(try Self.skips(text))
    }

    @Test(
        "A value of another form is read",
        arguments: [
            #""a""#, "7", #"{"key": "a"}"#, "[7]", "[true]", #"[""]"#, "[[]]", "[{}]",
            #"[{"flag": true}]"#, #"[{"key": null}]"#, #"[{"key": 7}]"#,
            #"[{"key": "a", "flag": 1}]"#, #"[{"key": "a", "count": 1.5}]"#,
            #"[{"key": "a", "count": 1e3}]"#, #"[{"key": "a", "count": -1}]"#,
            #"[{"key": "a", "count": 1234567890123456}]"#, #"[{"key": "a", "kind": "fil"}]"#,
            #"[{"key": "a", "kind": "f\u0069le"}]"#, #"[{"key": "a", "kinds": "file"}]"#,
            #"[{"key": "a", "_postman_previewlanguagf": "json"}]"#,
            #"[{"key": "a", "key": "b"}]"#, #"[{"k\u0065y": "a"}]"#, #"[{"key": "\ud83d"}]"#,
        ])
    func read(text: String) throws {
        #expect(try !Self.skips(text))
    }

    @Test(
        "An error in a value is reported at its place",
        arguments: [
            (#"[{"key": "a",}]"#, 12), (#"[{"key": "a"]"#, 12), (#"[{"key" "a"}]"#, 8),
            (#"[{"key": "\x"}]"#, 10), ("[{\"key\": \"a\nb\"}]", 11), (#"[{"key": "a"},]"#, 13),
            ("[{\"key\n\": \"a\"}]", 6), ("[{\"key \n\": \"a\"}]", 7),
            (#"[{"key": "a", "count": 01}]"#, 23), (#"[{"key": "a", "flag": trve}]"#, 22),
        ])
    func errors(text: String, offset: Int) throws {
        let error = #expect(throws: JSONSyntaxError.self) { try Self.skips(text) }
        #expect(error?.offset == offset + 9)
    }
}
