import CollectionModel
import Diagnostics
import JSON
import Testing

struct DefinitionFileTests {
    static func collection(_ text: String) throws -> Collection {
        try DefinitionFile.collection(JSONSource(name: "c.json", bytes: Array(text.utf8)))
    }

    static func request(_ text: String) throws -> RequestDefinition {
        try DefinitionFile.request(try JSONParser.parse(text))
    }

    @Test func `Folders, requests and what they inherit are read`() throws {
        let collection = try Self.collection(
            #"""
            {"info": {"name": "C", "_postman_id": "id-1"}, "x-kept": 1,
             "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]},
             "event": [{"listen": "test", "script": {"exec": ["a", "b"], "id": "s"}},
                       {"listen": "test", "disabled": true, "script": "no"},
                       {"listen": "prerequest", "script": "c"}],
             "variable": [{"key": "v", "value": 1}, {"id": "w", "value": "2"}],
             "item": [{"name": "F", "item": [{"name": "R", "request": "http://h/x"}],
                       "auth": {"type": "noauth"}, "protocolProfileBehavior": {"followRedirects": false}},
                      {"name": "G", "request": {"method": "post", "url": "http://h", "auth": null},
                       "response": [{"name": "ok", "code": 201, "body": "{}", "header": null}]}]}
            """#)
        #expect(collection.name == "C")
        #expect(collection.id == "id-1")
        #expect(collection.json["x-kept"]?.double == 1)
        #expect(collection.inheritable.authorization?["token"]?.string == "{{t}}")
        #expect(collection.inheritable.events.map(\.code) == ["a\nb", "c"])
        #expect(collection.inheritable.events[0].id == "s")
        #expect(collection.variables.map(\.key) == ["v", "w"])
        guard case .folder(let folder) = collection.items[0],
            case .request(let inner) = folder.items[0],
            case .request(let item) = collection.items[1]
        else {
            Issue.record("the tree has another shape")
            return
        }
        #expect(folder.inheritable.authorization?.type == "noauth")
        #expect(folder.inheritable.behavior["followRedirects"]?.boolean == false)
        #expect(inner.request.url.text == "http://h/x")
        #expect(inner.id == "item-0.0")
        #expect(item.request.method == "POST")
        #expect(item.inheritable.authorization == nil)
        #expect(item.responses[0].code == 201)
    }

    @Test(
        "Requests are read in every form",
        arguments: [
            (
                #"{"url": {"protocol": "https", "host": ["a", "b"], "path": ["x", ":y"], "port": "1"}}"#,
                "https://a.b:1/x/:y"
            ),
            (#"{"url": {"raw": "http://ignored", "host": "h", "path": "/p/q"}}"#, "h/p/q"),
            (#"{"url": {"host": "h", "query": "a=1&b"}}"#, "h?a=1&b"),
            (#"{"url": {"host": "h", "query": {"a": 1}}}"#, "h?a=1"),
            (#""{{u}}/z""#, "{{u}}/z"),
        ])
    func requestForms(text: String, url: String) throws {
        #expect(try Self.request(text).url.text == url)
    }

    @Test func `Headers are read from objects, lines and text`() throws {
        let expected = [
            HeaderDefinition(key: "A", value: "b"), HeaderDefinition(key: "C", value: "d: e f"),
        ]
        #expect(
            try Self.request(#"{"url": "h", "header": "A: b\nC: d: e\n  f"}"#).headers == expected)
        let mixed = try Self.request(
            #"{"url": "h", "header": [{"key": "A", "value": "b", "disabled": true}, "C:d"]}"#)
        #expect(mixed.headers.map(\.isDisabled) == [true, false])
    }

    @Test(
        "Bodies are read by their mode",
        arguments: [
            (
                #"{"mode": "raw", "raw": "x", "options": {"raw": {"language": "json"}}}"#,
                BodyDefinition?.some(.raw("x", language: "json"))
            ),
            (#""plain""#, .raw("plain", language: nil)), (#"{"mode": "raw"}"#, nil),
            (#"{"mode": "raw", "raw": "x", "disabled": true}"#, nil), ("null", nil),
            (
                #"{"mode": "urlencoded", "urlencoded": "a=1"}"#,
                .urlencoded([FormParameter(key: "a", value: .string("1"))])
            ),
            (#"{"mode": "file", "file": {"src": "f"}}"#, .file(path: "f", base64: nil)),
            (
                #"{"mode": "graphql", "graphql": {"query": "q", "variables": ""}}"#,
                .graphql(GraphQLDefinition(query: .string("q"), variables: .string("")))
            ),
            (
                #"{"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["a", "b"]}]}"#,
                .formdata([FormParameter(key: "f", isFile: true, sources: ["a", "b"])])
            ),
        ])
    func bodies(text: String, expected: BodyDefinition?) throws {
        #expect(try Self.request(#"{"url": "h", "body": \#(text)}"#).body == expected)
    }

    @Test(
        "Environments are read, disabled either way",
        arguments: [
            #"{"name": "E", "values": [{"key": "a", "value": "1", "enabled": false}, {"key": "b", "value": "2", "disabled": true}, {"key": "c", "value": "3", "type": "secret"}]}"#,
            #"{"environment": {"name": "E", "values": [{"key": "a", "enabled": false}, {"key": "b", "disabled": true}, {"key": "c", "type": "secret"}]}}"#,
            #"[{"key": "a", "enabled": false}, {"key": "b", "disabled": true}, {"key": "c", "type": "secret"}]"#,
        ])
    func environments(text: String) throws {
        let set = try DefinitionFile.environment(JSONSource(name: "e", bytes: Array(text.utf8)))
        #expect(set.variables.map(\.isDisabled) == [true, true, false])
        #expect(set.variables[2].type == "secret")
    }

    @Test("An empty list is not an environment")
    func emptyList() {
        do throws(DefinitionError) {
            _ = try DefinitionFile.environment(JSONSource(name: "e", bytes: Array("[]".utf8)))
            Issue.record("accepted")
        } catch {
            #expect(
                error.diagnostics.map(\.message) == [
                    "this is not a Postman environment: it is an empty list"
                ])
        }
    }

    @Test(
        "Defects are all named with place, path and item",
        arguments: [
            (
                #"{"info": {"name": "C"}, "item": [{"name": "R", "request": 7}]}"#,
                "'request' must be an object or a URL, not a number", "$.item[0].request", "R"
            ),
            (
                #"{"item": {"name": "F", "item": [{"name": "R", "event": "x"}]}}"#,
                "'event' must be an array, not a string", "$.item.item[0].event", "F / R"
            ),
            (#"{"item": ["x"]}"#, "'item' must be an object, not a string", "$.item[0]", nil),
            (#"{"values": []}"#, "this is not a Postman collection: it has no 'item'", "$", nil),
            ("[]", "this is not a Postman collection: it has no 'item'", "$", nil),
        ])
    func defects(text: String, message: String, path: String, item: String?) {
        do {
            _ = try Self.collection(text)
            Issue.record("accepted")
        } catch let error as DefinitionError {
            #expect(error.diagnostics.first?.message == message)
            #expect(error.diagnostics.first?.place.jsonPath == path)
            #expect(error.diagnostics.first?.place.item == item)
            #expect(error.diagnostics.first?.place.position != nil)
        } catch {
            Issue.record("another error: \(error)")
        }
    }
}
