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
