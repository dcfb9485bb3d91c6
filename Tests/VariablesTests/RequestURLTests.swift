import HTTPModel
import JSON
import Testing
import Variables

@Suite("The URL of a request, as it goes over the wire (NewmanReference §3.5, §6.5)")
struct RequestURLTests {
    private func url(
        _ json: String, variables: [String: String] = [:], behavior: String = "{}"
    ) throws -> String {
        let request = try RequestBuilderTests.prepared(
            #"{"url": \#(json)}"#, variables: variables, behavior: behavior
        ).request
        return request.url
    }

    @Test(
        "Each part has its own characters that are encoded",
        arguments: [
            (
                "path", #"{"host": "h", "path": ["!\"$%&'()*+,-.:;<=>@[]^_`{|}~"]}"#,
                "http://h/!%22$%&'()*+,-.:;%3C=%3E@[]^_%60%7B|%7D~"
            ),
            (
                "path with a token that holds separators",
                #"{"host": "h", "path": ["{{a?b#c/d}}"]}"#,
                "http://h/%7B%7Ba%3Fb%23c/d%7D%7D"
            ),
            (
                "query value",
                ##"{"host": "h", "query": [{"key": "k", "value": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}]}"##,
                "http://h/?k=!%22%23$%%26%27()*+,-./:;%3C=%3E?@[\\]^_`{|}~"
            ),
            (
                "query name",
                ##"{"host": "h", "query": [{"key": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "value": "v"}]}"##,
                "http://h/?!%22%23$%%26%27()*+,-./:;%3C%3D%3E?@[\\]^_`{|}~=v"
            ),
            (
                "user", #"{"host": "h", "auth": {"user": "!\"$%&'()*+,-.;<=>@[]^_`{|}~"}}"#,
                "http://!%22$%&'()*+,-.%3B%3C%3D%3E%40%5B%5D%5E_%60%7B%7C%7D~@h/"
            ),
            (
                "password",
                #"{"host": "h", "auth": {"user": "u", "password": "a:b@;=[]^|`{}<>\" "}}"#,
                "http://u:a%3Ab%40%3B%3D%5B%5D%5E%7C%60%7B%7D%3C%3E%22%20@h/"
            ),
            (
                "control characters, DEL, and what is not ASCII",
                #"{"host": "h", "auth": {"user": "\u0001\u007fé"}, "path": ["\u0000\t\u007fé😀"], "query": [{"key": "\n", "value": "\u001f\u0080漢"}]}"#,
                "http://%01%7F%C3%A9@h/%00%09%7F%C3%A9%F0%9F%98%80?%0A=%1F%C2%80%E6%BC%A2"
            ),
            (
                "what is encoded already, and a lone %",
                #""http://a%3ab:%40%@h/%41%zz%2/%?%20%&%zz=%c3%A9%""#,
                "http://a%3ab:%40%@h/%41%zz%2/%?%20%&%zz=%c3%A9%"
            ),
            ("fragment", ##""http://h/p?q#\"<> `é{{x}}?a=1&b/c#d""##, "http://h/p?q"),
        ])
    func encoding(part: String, url: String, expected: String) throws {
        #expect(try self.url(url) == expected)
    }

    @Test(
        "A URL in one text is taken apart leniently",
        arguments: [
            ("http://h", "http://h/"), ("h", "http://h/"), ("  \t\nh/a b ", "http://h/a%20b%20"),
            ("HTTPS://H.Example:8443/A", "https://h.example:8443/A"),
            ("http:////h/a", "http://h/a"), ("http://h//a///b//", "http://h//a///b//"),
            ("http://h/a/../b/./c/..", "http://h/a/../b/./c/.."),
            (#"http:\\h\a\b?c\d"#, #"http://h/a/b?c\d"#), ("http://h:80/", "http://h:80/"),
            ("http://[::1]:8080/x", "http://[::1]:8080/x"), ("http://[::1]/x", "http://[::1]/x"),
            ("http://h?", "http://h/?"), ("http://h/?&", "http://h/?&"),
            ("http://h/?a=1&&b=2", "http://h/?a=1&&b=2"), ("h?key", "http://h/?key"),
            ("h?key=", "http://h/?key="), ("h?=v", "http://h/?=v"), ("h?a=b=c", "http://h/?a=b=c"),
            ("h?q=a b+c'{}|\\^`[]", "http://h/?q=a%20b+c%27{}|\\^`[]"),
            ("http://h/:id/x", "http://h/:id/x"),
            ("h/{{nope}}?{{nope}}", "http://h/%7B%7Bnope%7D%7D?{{nope}}"),
            ("h?{{a&b}}={{c&d=#}}", "http://h/?{{a%26b}}={{c%26d=%23}}"),
            ("http://u:p@ss:w@h/", "http://u:p%40ss%3Aw@h/"), ("http://:p@h/", "http://:p@h/"),
            ("http://u:@h/", "http://u:@h/"), ("http://127.1:80/", "http://127.0.0.1:80/"),
        ])
    func texts(text: String, expected: String) throws {
        #expect(try url(JSONWriter.quoted(text)) == expected)
    }

    @Test(
        "A URL in parts is put together",
        arguments: [
            (
                #"{"protocol": "https", "host": ["a", "b"], "path": ["c", "", "d"]}"#,
                "https://a.b/c//d"
            ),
            (#"{"protocol": "https://", "host": "a.b", "path": "/c/d"}"#, "https://a.b/c/d"),
            (#"{"host": "h", "path": ""}"#, "http://h/"),
            (#"{"host": "h", "path": "/"}"#, "http://h/"),
            (#"{"host": "h", "path": "a?b=1"}"#, "http://h/a?b=1"),
            (#"{"host": "h", "path": "//a"}"#, "http://h//a"),
            (
                #"{"host": "h", "port": 8080, "path": [{"type": "string", "value": "x"}]}"#,
                "http://h:8080/x"
            ),
            (#"{"host": "h", "query": "a=1&&b"}"#, "http://h/?a=1&&b"),
            (#"{"host": "h", "query": {"a": "1", "b": null}}"#, "http://h/?a=1&b="),
            (
                #"{"host": "h", "query": [{"key": "a", "value": null}, {"key": "b", "value": ""}, {"key": null, "value": null}, {"value": "v"}, {"key": "off", "value": "1", "disabled": true}, {"key": "n", "value": 5}]}"#,
                "http://h/?a&b=&&=v&n=5"
            ),
            (#"{"host": "h", "query": [{"key": "off", "disabled": true}]}"#, "http://h/"),
            (#"{"host": "h", "query": [{"key": ""}]}"#, "http://h/?"),
            (#"{"host": "h", "auth": {"password": "p"}}"#, "http://:p@h/"),
            (#"{"raw": "http://other/", "host": "h"}"#, "http://h/"),
        ])
    func parts(json: String, expected: String) throws {
        #expect(try url(json) == expected)
    }

    @Test(
        "Path variables are put in where they are texts",
        arguments: [
            (":id", #""7""#, "/7"), (":id.json", #""7""#, "/7.json"), (":id", #""""#, "/:id"),
            (":id", "7", "/:id"), (":id", "null", "/:id"), (":idx", #""7""#, "/:idx"),
            ("a:id", #""7""#, "/a:id"), (":id", #""a/b c{""#, "/a/b%20c%7B"),
            (":id", #""{{v}}""#, "/1&z=2/y"), (":", #""7""#, "/:"), (":id", #""a?b""#, "/a?b"),
        ])
    func pathVariables(segment: String, value: String, expected: String) throws {
        for key in ["key", "id"] {
            let url = try self.url(
                #"""
                {"host": "h", "path": ["\#(segment)"],
                 "variable": [{"\#(key)": "id", "value": \#(value), "disabled": true}]}
                """#, variables: ["v": "1&z=2/y"])
            #expect(url == "http://h" + expected)
        }
    }

    @Test(
        "The value of a variable may bring structure with it",
        arguments: [
            ("{{base}}/x?y={{v}}", "https://u:p@host.example:8443/prefix/x?y=1&z=2"),
            ("http://{{h.o/s}}:{{port}}/", "http://a.b:81/"), ("h/{{q}}", "http://h/?c=d"),
            ("h/{{hash}}/x?y", "http://h/a"), ("{{in{{n}}}}", "http://nested/"),
        ])
    func structure(text: String, expected: String) throws {
        let variables = [
            "base": "https://u:p@host.example:8443/prefix", "v": "1&z=2", "h.o/s": "a.b",
            "port": "81", "q": "?c=d", "hash": "a#b", "n": "1", "in1": "nested",
        ]
        #expect(try url(JSONWriter.quoted(text), variables: variables) == expected)
    }

    @Test func `Encoding can be switched off`() throws {
        let url = try url(
            #"{"host": "H", "path": ["a<b"], "query": [{"key": "c", "value": "d'&#"}]}"#,
            behavior: #"{"disableUrlEncoding": true}"#)
        #expect(url == "http://h/a<b?c=d'%26%23")
    }
}
