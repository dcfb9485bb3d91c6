import Testing

@testable import CollectionAnalysis

struct EnclosedValueTests {
    private static func secrets(_ text: String) -> [String] {
        EnclosedValue.all(in: text) { $0.lowercased().hasSuffix("password") }
            .map(\.value)
    }

    @Test(
        "A text shows which values have a name",
        arguments: [
            (#"{"password": "a b", "user": "c"}"#, ["a b"]),
            (#"{"password": "a\"b\\", "user": {{user}}}"#, [#"a\"b\\"#]),
            (#"{"query": "login(password: \"abc\", id: 1)"}"#, ["abc"]),
            (#"{"query": "{\"password\": \"a\\\"b\"}"}"#, [#"a\\\"b"#]),
            (#"mutation { login(password:"abc") { id } }"#, ["abc"]),
            ("<a><password>\n abc </password><b/></a>", ["abc"]),
            (#"<wsse:Password Type="x">abc</wsse:Password>"#, ["abc"]),
            ("<password><![CDATA[a=b]]></password>", ["a=b"]),
            (#"<user password="abc"/>"#, ["abc"]),
            ("password='abc'", ["abc"]),
        ])
    func found(text: String, expected: [String]) {
        #expect(Self.secrets(text) == expected)
    }

    @Test(
        "What is empty, code, a variable or not enclosed is not a value",
        arguments: [
            "password=&user=ada", "password=\nuser=ada", "<password/>text", "<password></password>",
            #"{"password": "{{pw}}"}"#, #"{"password": null, "#, "password", "password:",
            "mutation($password: String!) { a }", "{ password: make(id: 1) }", #"password: "abc"#,
            "a > password > b", "password=abc&x=1", "user: ada\npassword: abc\nid: 1",
            #"{"password": ""#,
        ])
    func nothing(text: String) {
        #expect(Self.secrets(text).isEmpty)
    }

    @Test(arguments: ["password=\\\"", "<password>", "password='a", "password={{a}}"])
    func `A text of many unfinished values is read in one pass`(part: String) {
        let text = String(repeating: part, count: 100_000) + String(repeating: ".", count: 5_000)
        #expect(Self.secrets(text + "\npassword=\"abc\"").last == "abc")
    }

    @Test func `A value of more than 4 KiB is left out, and those behind it are found`() {
        let long = String(repeating: "a", count: 5_000)
        let short = String(repeating: "b", count: 4_095)
        #expect(
            Self.secrets("password='\(long)' password='abc' password='\(short)'") == ["abc", short])
    }
}
