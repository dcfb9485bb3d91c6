import CollectionModel
import JSON
import Testing

struct URLDefinitionTests {
    @Test(
        "A URL taken apart and put together again is the same",
        arguments: [
            "https://user:pa:ss@host.example:8443/a/:id/b?x=1&y&&z=#frag",
            "{{baseUrl}}/path?x={{a?b}}",
            "http://{{host:with/odd}}:{{port}}/p", "http://[::1]:8080/x", "http://h", "http://h/",
            "/relative/path", "http://h?q=a=b", "http://h/a//b/", "file:///etc/hosts",
        ])
    func roundTrip(text: String) {
        #expect(URLDefinition(parsing: text).text == text)
    }

    @Test(
        "The parser is as lenient as Postman's",
        arguments: [
            ("  http://h/a", "http://h/a"), (#"http://h\a\b?c\d"#, #"http://h/a/b?c\d"#),
            ("http:////h/a", "http://h/a"), ("", ""),
        ])
    func lenient(text: String, expected: String) {
        #expect(URLDefinition(parsing: text).text == expected)
    }

    @Test func `The parts are found`() {
        let url = URLDefinition(parsing: "https://u@e:p@{{h}}.example:{{p}}/a/b?k=v#h")
        #expect(url.scheme == "https")
        #expect(url.user == "u@e")
        #expect(url.password == "p")
        #expect(url.host == "{{h}}.example")
        #expect(url.port == "{{p}}")
        #expect(url.path == ["a", "b"])
        #expect(url.query == [.init(key: "k", value: "v")])
        #expect(url.hash == "h")
    }

    @Test(
        "Path variables are put in where they have text",
        arguments: [
            (":id", "7", "/7"), (":id.json", "7", "/7.json"), (":id", "", "/:id"),
            (":id", nil, "/:id"),
            (":idx", "7", "/:idx"), ("a:id", "7", "/a:id"), (":id", "{{x}}/y", "/{{x}}/y"),
        ])
    func pathVariables(segment: String, value: String?, expected: String) {
        var url = URLDefinition()
        url.path = [segment]
        url.variables = [.init(key: "id", value: value)]
        #expect(url.text == expected)
    }

    @Test func `Query parameters are put together as given`() {
        var url = URLDefinition(parsing: "http://h/")
        url.query = [
            .init(key: "a", value: "1&2#3=4"), .init(key: "b=c", value: "{{x&y}}&"),
            .init(key: "off", value: "1", isDisabled: true), .init(key: "flag", value: nil),
            .init(key: nil, value: nil), .init(key: "empty", value: ""),
        ]
        #expect(url.text == "http://h/?a=1%262%233=4&b%3Dc={{x&y}}%26&flag&&empty=")
    }

    @Test(arguments: [
        ("http://h/a", nil), ("h/a/", nil), ("http://h/a#", nil), ("http://H/a?x=1", nil),
        ("http://h/a?x=1&off=2", nil),
        ("http://h/:p", "path"), ("https://h/a?x=1", "protocol"), ("http://g/a?x=1", "host"),
        ("http://h:80/a?x=1", "port"), ("http://h/a?x=2", "query"), ("http://h/a?x=1#f", "hash"),
    ])
    func `The text of a URL is compared with its parts`(raw: String, part: String?) {
        let url: JSONValue = .object([
            ("raw", .string(raw)), ("host", .array([.string("h")])), ("path", .string("a")),
            (
                "query",
                .array([
                    .object([("key", .string("x")), ("value", .string("1"))]),
                    .object([
                        ("key", .string("off")), ("value", .string("2")),
                        ("disabled", .boolean(true)),
                    ]),
                ])
            ),
        ])
        #expect(RawURL(url)?.contradiction?.part == part)
    }

    @Test(arguments: [
        ("u=http://g/?a=1&b=2#f", nil), ("u=http://g/?a=1&b=2#g", "query"),
        ("u=http://g/", "query"),
    ])
    func `A value that a URL cannot have as it is contradicts nothing`(
        query: String, part: String?
    ) {
        let url: JSONValue = .object([
            ("raw", .string("http://h/?" + query)), ("host", .array([.string("h")])),
            ("path", .array([.string("")])),
            (
                "query",
                .array([
                    .object([("key", .string("u")), ("value", .string("http://g/?a=1&b=2#f"))])
                ])
            ),
        ])
        #expect(RawURL(url)?.contradiction?.part == part)
    }

    @Test func `Values of path variables are no contradiction`() {
        let url: JSONValue = .object([
            ("raw", .string("{{base}}/a/7/%C3%BC")), ("host", .string("{{base}}")),
            ("path", .array([.string("a"), .string(":id"), .string("ü")])),
            ("variable", .array([.object([("key", .string("id")), ("value", .string("7"))])])),
        ])
        #expect(RawURL(url)?.contradiction == nil)
    }
}
