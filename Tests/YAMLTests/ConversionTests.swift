import CollectionModel
import JSON
import Testing
import YAML

/// Collections that become format 3 and come back.
struct ConversionTests {
    private static let collection = #"""
        {"info": {"name": "Shop: all/orders", "description": "Two lines\nof text"},
         "variable": [{"key": "n", "value": "007"}, {"key": "on", "value": "yes"}],
         "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]},
         "event": [{"listen": "prerequest", "script": {"exec": ["a();", "", "  b();"]}}],
         "item": [
            {"name": "Sales", "item": [
                {"name": "GET /orders/:id", "request": {"method": "GET",
                    "url": {"raw": "", "protocol": "http", "host": ["{{host}}"], "path": ["o", ":id"],
                        "query": [{"key": "a", "value": "1"}, {"key": "b", "value": null},
                            {"key": "off", "value": "x", "disabled": true}],
                        "variable": [{"key": "id", "value": "0042"}]},
                    "header": [{"key": "X", "value": "1.0"}, {"key": "Off", "value": "2", "disabled": true}]},
                 "response": [{"name": "Found", "code": 200, "status": "OK", "body": "{}",
                    "_postman_previewlanguage": "json", "header": [{"key": "A", "value": "b"}]}]},
                {"name": "get /orders/:ID", "request": {"method": "POST", "url": "http://h/x?q=%20",
                    "auth": {"type": "noauth"}, "body": {"mode": "raw", "raw": "{\r\n\t\"a\": 1 }",
                        "options": {"raw": {"language": "json"}}}},
                 "event": [{"listen": "test", "script": {"exec": "pm.test('t', () => {});\n"}}]}]},
            {"name": "Form", "request": {"method": "POST", "url": "http://h/", "body": {"mode": "formdata",
                "formdata": [{"key": "f", "type": "file", "src": "/tmp/x"}, {"key": "t", "value": "- v: #"}]}}},
            {"name": "Q", "request": {"method": "POST", "url": "http://h/", "body": {"mode": "graphql",
                "graphql": {"query": "{ a }", "variables": "{\"v\": 1}"}}}}]}
        """#

    private static func files(_ collection: Collection) -> [String: String] {
        Dictionary(uniqueKeysWithValues: FilesV3(collection).files.map { ($0.path, $0.text) })
    }

    private static func original() throws -> Collection {
        try DefinitionFile.collection(JSONSource(name: "c.json", bytes: Array(collection.utf8)))
    }

    private static func requests(_ items: [CollectionItem]) -> [JSONValue] {
        items.flatMap { item -> [JSONValue] in
            switch item {
            case .folder(let folder): requests(folder.items)
            case .request(let item):
                [DefinitionWriter.json(item.request)]
                    + item.inheritable.events.map { .string($0.listen + $0.code) }
            }
        }
    }

    @Test func `A collection of v2_1 has the same requests after it went through files`() throws {
        let original = try Self.original()
        let again = try CollectionV3Tests.collection(Self.files(original))
        #expect(again.name == original.name)
        #expect(again.variables.map(\.value) == original.variables.map(\.value))
        #expect(again.inheritable.authorization == original.inheritable.authorization)
        #expect(Set(again.inheritable.events.map(\.code)) == ["a();\n\n  b();"])
        #expect(Self.requests(again.items) == Self.requests(original.items))
    }

    @Test func `Files that went through v2_1 are the same`() throws {
        let first = Self.files(try Self.original())
        let again = Self.files(try CollectionV3Tests.collection(first))
        #expect(again == first)
        #expect(
            first.keys.sorted() == [
                ".resources/definition.yaml", "Form.request.yaml", "Q.request.yaml",
                "Sales/.resources/GET -orders-id.resources/examples/Found.example.yaml",
                "Sales/.resources/definition.yaml", "Sales/GET -orders-id.request.yaml",
                "Sales/get -orders-ID-1.request.yaml",
            ])
    }

    @Test func `What format 3 has no place for is listed`() throws {
        let text = #"""
            {"info": {"name": "C"}, "item": [{"name": "a", "request": {"method": "GET", "url": "h",
                "body": {"mode": "raw", "raw": "x"}},
                "protocolProfileBehavior": {"disableCookies": true, "strictSSL": false}}]}
            """#
        let collection = try DefinitionFile.collection(
            JSONSource(name: "c.json", bytes: Array(text.utf8)))
        let converted = FilesV3(collection)
        #expect(
            converted.losses == [
                "a body that is not sent with GET of 'a'", "the setting 'disableCookies' of 'a'",
            ])
        #expect(converted.files.last?.text.contains("settings:\n  strictSSL: false\n") == true)
    }

    private static func losses(_ item: String, _ members: String = "") throws -> [String] {
        let text =
            #"{"info": {"name": "C"}, \#(members.isEmpty ? "" : members + ",") "item": [\#(item)]}"#
        return FilesV3(
            try DefinitionFile.collection(JSONSource(name: "c.json", bytes: Array(text.utf8)))
        ).losses
    }

    @Test(arguments: [
        (#""proxy": {"host": "p"}"#, "'proxy' of 'a'"),
        (
            #""url": {"raw": "http://g/", "host": ["h"]}"#,
            "the text 'raw' that differs from the parts of the URL of 'a'"
        ),
        (
            #""url": {"host": ["h"], "variable": [{"key": "v", "type": "number"}], "path": [":v"]}"#,
            "'type' of the path variable 'v' of 'a'"
        ),
        (
            #""header": [{"key": "A", "value": "1", "x-note": "n"}]"#,
            "'x-note' of the header 'A' of 'a'"
        ),
        (
            #""description": {"content": "d", "type": "text/html"}"#,
            "the type of a description of 'C'"
        ),
        (
            #""body": {"mode": "urlencoded", "urlencoded": [], "raw": "left"}"#,
            "'raw' of the body of 'a'"
        ),
        (
            #""body": {"mode": "graphql", "graphql": {"query": "q", "extensions": {"a": 1}}}"#,
            "'extensions' of the body of 'a'"
        ),
        (
            #""auth": {"type": "noauth", "basic": [{"key": "username"}]}"#,
            "'basic' of the authorization of 'a'"
        ),
    ])
    func `A member of a request that is not written is lost`(member: String, loss: String) throws {
        let request = #""method": "POST", "url": "http://h/", \#(member)"#
        #expect(try Self.losses(#"{"name": "a", "request": {\#(request)}}"#) == [loss])
    }

    @Test(arguments: [
        (#""variable": [{"key": "v"}]"#, ["'variable' of 'a'"]),
        (
            #""event": [{"listen": "test", "disabled": true, "script": {"exec": ["a"]}}]"#,
            ["a disabled script of 'a'"]
        ),
        (
            #""protocolProfileBehavior": {"disableBodyPruning": true}"#,
            ["the setting 'disableBodyPruning' of 'a'"]
        ),
        (
            #""response": [{"name": "OK", "responseTime": 7, "cookie": [{"name": "c"}], "id": "1"}]"#,
            [
                "'responseTime' of the example 'OK' of 'a'", "'cookie' of the example 'OK' of 'a'",
                "the generated 'id' of 'a'",
            ]
        ),
        (
            #""id": "1", "_postman_id": "2", "event": [], "response": [{"cookie": [], "id": "3"}]"#,
            ["the generated 'id', 2 times, first of 'a'", "the generated '_postman_id' of 'a'"]
        ),
    ])
    func `A member of an item that is not written is lost`(
        member: String, losses: [String]
    ) throws {
        #expect(try Self.losses(#"{"name": "a", "request": "http://h/", \#(member)}"#) == losses)
    }

    @Test func `What the collection and its folders have is listed too`() throws {
        let found = try Self.losses(
            #"{"name": "F", "item": [], "event": [{"listen": "nest", "script": {"exec": ["a"]}}]}"#,
            #""variable": [{"key": "n", "value": 5, "type": "number"}], "x-tool": "t""#)
        #expect(
            found == [
                "'x-tool' of 'C'", "the type of the variable 'n' of 'C'",
                "a script for the unknown event 'nest' of 'F'",
            ])
    }

    @Test func `What Postman generates is listed by name, unless it is written`() throws {
        let found = try Self.losses(
            #"""
            {"name": "F", "_postman_id": "f", "item": [{"name": "R", "request": {"method": "POST",
              "header": [{"key": "A", "value": "b", "uuid": "u"}, {"key": "B", "value": {"id": "1"}}],
              "url": {"host": ["h"], "query": [{"id": "q", "value": "1"}]},
              "body": {"mode": "raw", "raw": "{}", "options": {"raw": {"headerFamily": "json"}}}},
              "response": [{"name": "ok", "uid": "1", "_postman_previewlanguage": "json",
                "_postman_previewtype": "html"}]}]}
            """#, #""_exporter_id": "1", "uid": """#)
        #expect(
            found == [
                "the generated '_exporter_id' of 'C'", "the generated '_postman_id' of 'F'",
                "the generated 'uuid' of 'F / R'", "the generated 'headerFamily' of 'F / R'",
                "the generated 'uid' of 'F / R'", "the generated '_postman_previewtype' of 'F / R'",
            ])
    }

    @Test func `A setting is lost where it stands, and not for each request`() throws {
        let found = try Self.losses(
            #"""
            {"name": "F", "protocolProfileBehavior": {"disableCookies": true, "strictSSL": true},
              "item": [{"name": "a", "request": "http://h/"}, {"name": "b", "request": "http://h/"}]}
            """#, #""protocolProfileBehavior": {"disableUrlEncoding": true, "maxRedirects": 2}"#)
        #expect(
            found == [
                "the setting 'disableUrlEncoding' of 'C'", "the setting 'disableCookies' of 'F'",
            ])
    }

    @Test func `Disabled parameters keep their place among the others`() throws {
        let names = ["z", "a", "y", "b", "x", "w"]
        let query = names.map { #"{"key": "\#($0)", "value": "1", "disabled": \#($0 > "c")}"# }
        let text = #"""
            {"info": {"name": "C"}, "item": [{"name": "a", "request": {"method": "GET", "url":
              {"raw": "http://h/?a=1&b=1", "protocol": "http", "host": ["h"], "path": [""],
                "query": [\#(query.joined(separator: ","))]}}}]}
            """#
        let source = JSONSource(name: "c.json", bytes: Array(text.utf8))
        let files = Self.files(try DefinitionFile.collection(source))
        let again = try CollectionV3Tests.collection(files).v21
        let url = again["item"]?.array?.first?["request"]?["url"]
        #expect(url?["raw"] == .string("http://h/?a=1&b=1"))
        #expect(url?["query"]?.array?.map { $0["key"]?.string } == names)
    }

    @Test func `Names and values of parameters come back as they are`() throws {
        let query = #"""
            [{"key": "R&D", "value": "1"}, {"key": "a=b", "value": "c=d"}, {"key": "x#y", "value": ""},
             {"key": "$filter", "value": "name eq 'A & B'"}, {"key": "t", "value": "{{v}}&"},
             {"key": "to", "value": "https://app/cb?a=1&b=2#x"}, {"key": "done", "value": "A%26B"},
             {"key": "R&D", "value": "2", "description": "again"}]
            """#
        let text = #"""
            {"info": {"name": "C"}, "item": [{"name": "a", "request": {"method": "GET", "url":
              {"raw": "", "protocol": "http", "host": ["h"], "path": ["k"], "query": \#(query)}}}]}
            """#
        let source = JSONSource(name: "c.json", bytes: Array(text.utf8))
        let original = try DefinitionFile.collection(source)
        let again = try CollectionV3Tests.collection(Self.files(original))
        #expect(Self.requests(again.items) == Self.requests(original.items))
        #expect(again.warnings.isEmpty)
    }

    @Test func `The flags of an authorization come back as flags`() throws {
        let text = #"""
            {"info": {"name": "C"}, "item": [], "auth": {"type": "basic", "basic": [
              {"key": "saveHelperData", "value": true}, {"key": "showPassword", "value": false}]}}
            """#
        let source = JSONSource(name: "c.json", bytes: Array(text.utf8))
        let original = try DefinitionFile.collection(source)
        let again = try CollectionV3Tests.collection(Self.files(original))
        #expect(again.inheritable.authorization == original.inheritable.authorization)
    }

    @Test func `A body without content is not lost`() throws {
        let found = try Self.losses(
            #"""
            {"name": "a", "request": {"method": "GET", "url": "http://h/",
              "body": {"mode": "formdata", "formdata": []}}}
            """#)
        #expect(found == [])
    }

    @Test func `Descriptions, examples and packages come back`() throws {
        let text = #"""
            {"info": {"name": "C"}, "item": [{"name": "a", "event": [{"listen": "test",
                "script": {"exec": ["b()"], "packages": {"@t/p": {"id": "1"}}}}],
              "request": {"method": "GET", "url": {"raw": "http://h/:v?q=1&r=2", "protocol": "http",
                "host": ["h"], "path": [":v"],
                "query": [{"key": "q", "value": "1"}, {"key": "r", "value": "2", "description": "R"}],
                "variable": [{"key": "v", "value": "7", "description": "V"}]}},
              "response": [{"name": "OK", "header": "A: 1\r\nB: 2", "originalRequest": {
                "method": "POST", "url": "http://h/", "body": {"mode": "graphql",
                  "graphql": {"query": "{ a }"}}}}]}]}
            """#
        let source = JSONSource(name: "c.json", bytes: Array(text.utf8))
        let files = FilesV3(try DefinitionFile.collection(source))
        #expect(files.losses == [])
        let paths = files.files.map { ($0.path, $0.text) }
        let again = try CollectionV3Tests.collection(Dictionary(uniqueKeysWithValues: paths))
        #expect(again.lossesToV21 == [])
        let item = try #require(again.v21["item"]?.array?.first)
        let url = try #require(item["request"]?["url"])
        #expect(url["raw"] == .string("http://h/:v?q=1&r=2"))
        #expect(url["query"]?.array?.map { $0["description"]?.string } == [nil, "R"])
        #expect(url["variable"]?.array?.map { $0["description"]?.string } == ["V"])
        #expect(item["event"]?.array?.first?["script"]?["packages"]?["@t/p"] != nil)
        let example = try #require(item["response"]?.array?.first)
        #expect(example["header"]?.array?.map { $0["key"]?.string } == ["A", "B"])
        #expect(example["originalRequest"]?["body"]?["graphql"]?["query"] == .string("{ a }"))
    }

    @Test func `Scripts and settings have the form of exports in v2_1`() throws {
        let script = #"{type: afterResponse, language: text/javascript, code: "a();\nb();\n"}"#
        func request(_ method: String) -> String {
            """
            $kind: http-request
            url: http://h/
            method: \(method)
            body: {type: text, content: x}
            scripts: [\(script)]
            """
        }
        let files = ["a.request.yaml": request("POST"), "b.request.yaml": request("GET")]
        let items = try #require(try CollectionV3Tests.collection(files).v21["item"]?.array)
        let event = try #require(items[0]["event"]?.array?.first?["script"])
        #expect(event["type"] == .string("text/javascript"))
        #expect(event["exec"] == .array([.string("a();"), .string("b();"), .string("")]))
        #expect(items[0]["protocolProfileBehavior"] == nil)
        #expect(items[1]["protocolProfileBehavior"]?["disableBodyPruning"] == .boolean(true))
    }

    @Test func `The color of an environment is kept`() throws {
        let text = #"{"name": "E", "color": "blue", "values": [{"key": "a", "value": "1"}]}"#
        let set = try DefinitionFile.environment(JSONSource(name: "e", bytes: Array(text.utf8)))
        let export = VariableFileV3.export(set, scope: "environment", path: "E")
        #expect(export["color"] == .string("blue"))
        #expect(VariableFileV3.text(export).contains("color: blue\n"))
        #expect(VariableFileV3.losses(of: set, keepsTypes: false) == [])
    }

    @Test func `What v2_1 has no place for is listed`() throws {
        let definition = """
            scripts:
              - {type: "http:beforeRequest", code: a()}
            auth:
              - {id: a, type: noauth, name: mine}
              - {id: b, type: noauth}
            """
        let request = """
            $kind: http-request
            url: http://h/:v
            method: POST
            summary: s
            pathVariables:
              - {key: v, value: x, disabled: true}
            body: {type: graphql, content: {query: q}}
            """
        let files = [
            ".resources/definition.yaml": definition, "a.request.yaml": request,
            "b.request.yaml": "$kind: mqtt-request",
        ]
        let collection = try CollectionV3Tests.collection(files)
        #expect(
            collection.lossesToV21 == [
                "the choice among 2 authorizations of 'Shop'",
                "the name 'mine' of an authorization of 'Shop'", "'summary' of 'a'",
                "that its GraphQL body is in an HTTP request of 'a'",
                "the disabled path variable 'v' of 'a'", "the mqtt-request 'b'",
                "that a script of 'Shop' is for HTTP requests alone",
            ])
    }

    @Test func `Losses on the way to v2_1 name items by their paths`() throws {
        let request = "{$kind: http-request, url: 'http://h', summary: s}"
        let script = "{scripts: [{type: 'http:beforeRequest', code: a()}]}"
        let files = [
            ".resources/definition.yaml": "{name: Shop}",
            "A/.resources/definition.yaml": "{version: 1}",
            "A/B/.resources/definition.yaml": script, "A/B/one.request.yaml": request,
            "A/two.request.yaml": "{$kind: mqtt-request}",
            "three.request.yaml": request,
            "four.request.yaml": "{$kind: graphql-request, url: 'http://h'}",
        ]
        let collection = try CollectionV3Tests.collection(files)
        #expect(
            collection.lossesToV21 == [
                "'version' of 'A'", "'summary' of 'A / B / one'", "the mqtt-request 'A / two'",
                "'summary' of 'three'",
                "that a script of 'A / B' is for HTTP requests alone",
            ])
    }

    @Test(
        "A text is written so that it is read as the same text",
        arguments: [
            "", " ", "a", "a b", "a: b", "a #b", "#a", "-", "- a", "-a", "?", "? a", "{{a}}", "[a]",
            "null", "~", "true", "1", "1.0", "0x1F", "1e3", ".5", "+1", "-.inf", "a:", ":a", "'a'",
            "\"a\"", "a\nb", "a\n", "a\n\n", "\na", " a\nb", "a\r\nb", "a\tb", "\ta\nb", "a \nb ",
            "a\n  b\n", "é\u{1F600}", "\u{7}", "\u{FEFF}a", "\u{85}", "---", "...", "a\\b", "%a",
            "@a",
            "`a", "2014-05-21", "on", "a'b\"c", "|", ">", "&a", "*a", "!a", "a\n\n\nb\n\n\n",
        ])
    func texts(text: String) throws {
        let collection = try DefinitionFile.collection(
            JSONSource(
                name: "c.json",
                bytes: Array(
                    JSONWriter.compact(
                        .object([
                            ("info", .object([("name", .string("C"))])),
                            (
                                "variable",
                                .array([
                                    .object([("key", .string(text)), ("value", .string(text))])
                                ])
                            ), ("item", .array([])),
                        ])
                    ).utf8)))
        let again = try CollectionV3Tests.collection(Self.files(collection))
        #expect(again.variables.map(\.key) == [text])
        #expect(again.variables.map(\.value) == [.string(text)])
    }
}
