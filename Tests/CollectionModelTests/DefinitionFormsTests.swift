import CollectionModel
import Diagnostics
import JSON
import Testing

/// The forms that one and the same thing may have in a file (NewmanReference §3).
struct DefinitionFormsTests {
    @Test(
        "Forms of a request that say the same are read the same",
        arguments: [
            (#"{"url": "http://h/p?a=1"}"#, #""http://h/p?a=1""#),
            (#"{"url": null, "header": null, "body": null, "auth": null, "method": null}"#, "{}"),
            (
                #"{"header": "A: 1\nB: 2\n folded"}"#,
                #"{"header": [{"key": "A", "value": "1"}, {"key": "B", "value": "2 folded"}]}"#
            ),
            (#"{"header": {"A": "1", "B": 2}}"#, #"{"header": ["A: 1", "B: 2", null]}"#),
            (
                #"{"header": [{"key": "A", "value": "1", "description": {"content": "d"}}]}"#,
                #"{"header": [{"key": "A", "value": "1", "description": "d"}]}"#
            ),
            (#"{"url": {"host": "a.b"}}"#, #"{"url": {"host": ["a", "b"], "path": null}}"#),
            (#"{"url": {"path": "/a/b"}}"#, #"{"url": {"path": ["a", {"value": "b"}]}}"#),
            (#"{"url": {"host": "h", "port": 81}}"#, #"{"url": {"host": "h", "port": "81"}}"#),
            (
                #"{"url": {"query": "a=1&b"}}"#,
                #"{"url": {"query": [{"key": "a", "value": 1}, null, {"key": "b", "value": null}]}}"#
            ),
            (#"{"url": {"query": {"a": "1"}}}"#, #"{"url": {"query": ["a=1"]}}"#),
            (
                #"{"url": {"variable": [{"key": "a", "value": "1", "disabled": true}]}}"#,
                #"{"url": {"variable": {"id": "a", "value": "1"}}}"#
            ),
            (#"{"body": "x"}"#, #"{"body": {"mode": "unheard-of", "raw": "x"}}"#),
            (
                #"{"body": {"raw": "x"}}"#,
                #"{"body": {"mode": "raw", "raw": "x", "disabled": true}}"#
            ),
            (
                #"{"body": {"mode": "urlencoded", "urlencoded": "a=1"}}"#,
                #"{"body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1"}, null]}}"#
            ),
            (
                #"{"body": {"mode": "file", "file": "x"}}"#,
                #"{"body": {"mode": "file", "file": {"src": "x"}}}"#
            ),
            (
                #"{"body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "x"}]}}"#,
                #"{"body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["x"]}]}}"#
            ),
            (
                #"{"auth": {"type": "basic", "basic": {"username": "u"}}}"#,
                #"{"auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}]}}"#
            ),
            (#"{"auth": {"type": null, "basic": []}}"#, "{}"),
            (#"{"auth": {"type": "inherit"}}"#, "{}"),
        ])
    func requests(one: String, other: String) throws {
        #expect(try DefinitionFileTests.request(one) == DefinitionFileTests.request(other))
    }

    @Test(
        "Variables are read in every form, disabled either way",
        arguments: [
            (#"{"key": "a", "value": "1"}"#, "a", JSONValue?.some(.string("1")), false),
            (#"{"id": "a", "value": 1}"#, "a", .number(1), false),
            (#"{"key": 7, "value": true}"#, "7", .boolean(true), false),
            (#"{"key": "a", "value": null}"#, "a", .null, false),
            (#"{"key": "a"}"#, "a", nil, false),
            (#"{"key": "a", "value": "1", "enabled": false}"#, "a", .string("1"), true),
            (#"{"key": "a", "value": "1", "disabled": true}"#, "a", .string("1"), true),
            (
                #"{"key": "a", "value": "1", "enabled": true, "disabled": false}"#, "a",
                .string("1"), false
            ),
            (#"{"key": "a", "value": [1], "disabled": "yes"}"#, "a", .array([.number(1)]), true),
            (#"{"key": "a", "value": "1", "disabled": ""}"#, "a", .string("1"), false),
            (#"{"key": "a", "value": "1", "disabled": null}"#, "a", .string("1"), false),
        ])
    func variables(text: String, key: String, value: JSONValue?, isDisabled: Bool) throws {
        for file in [
            #"{"values": [\#(text)]}"#, "[\(text)]", #"{"values": [null, \#(text)], "x": 1}"#,
            #"{"values": \#(text)}"#, #"{"environment": {"values": [\#(text)]}}"#,
        ] {
            let source = JSONSource(name: "e", bytes: Array(file.utf8))
            let variables = try DefinitionFile.environment(source).variables
            #expect(variables.map(\.key) == [key])
            #expect(variables.map(\.value) == [value])
            #expect(variables.map(\.isDisabled) == [isDisabled])
        }
    }

    @Test(
        "Saved responses are read in every form",
        arguments: [
            #"[{"name": "n", "code": 201, "status": "s", "header": [{"key": "A", "value": "1"}], "body": "b"}]"#,
            #"{"name": "n", "code": 201.0, "status": "s", "header": "A: 1", "body": "b", "cookie": null}"#,
            #"[null, {"name": "n", "code": 2.01e2, "status": "s", "header": {"A": 1}, "body": "b"}]"#,
            #"[{"name": "n", "code": 201, "status": "s", "header": ["A: 1", null], "body": "b", "originalRequest": null}]"#,
        ])
    func savedResponses(text: String) throws {
        let collection = try DefinitionFileTests.collection(
            #"{"item": [{"request": "h", "response": \#(text)}]}"#)
        guard case .request(let item)? = collection.items.first, let response = item.responses.first
        else {
            Issue.record("there is no response")
            return
        }
        #expect((response.name, response.code, response.status ?? "") == ("n", 201, "s"))
        #expect(response.headers == [HeaderDefinition(key: "A", value: "1")])
        #expect(response.body == "b")
        #expect(response.originalRequest == nil)
        #expect(collection.warnings.isEmpty)
    }

    @Test(
        "Name and id are those of 'info' if there is one, else of the root",
        arguments: [
            (#""info": {"name": "C", "_postman_id": "i"}, "name": "no", "id": "no""#, "C", "i"),
            (#""info": {"name": "C", "id": 7, "description": null}"#, "C", "7"),
            (#""name": "C", "id": "i""#, "C", "i"),
            (#""info": {"description": {"content": "d"}}"#, "Untitled collection", nil),
        ])
    func identity(members: String, name: String, id: String?) throws {
        let collection = try DefinitionFileTests.collection(
            #"{\#(members), "item": null, "item": []}"#)
        #expect(collection.name == name)
        #expect(collection.id == id)
    }

    @Test("An API envelope is unwrapped")
    func envelopes() throws {
        let collection = try DefinitionFileTests.collection(
            #"{"collection": {"info": {"name": "C"}, "item": []}}"#)
        #expect(collection.name == "C")
        let old = try DefinitionFileTests.collection(
            #"{"collection": {"name": "C", "order": [], "requests": []}}"#)
        #expect(old.name == "C")
        let globals = JSONSource(
            name: "g", bytes: Array(#"{"globals": {"values": [{"key": "a"}]}}"#.utf8))
        #expect(try DefinitionFile.globals(globals).variables.map(\.key) == ["a"])
    }

    @Test(
        "Scripts are read in every form",
        arguments: [
            (#"{"listen": "test", "script": "a"}"#, ["a"]),
            (#"{"listen": "test", "script": ["a", "b"]}"#, ["a\nb"]),
            (#"{"listen": "test", "script": {"exec": "a"}}"#, ["a"]),
            (#"{"listen": "test", "script": {"exec": ["a", "b"]}}"#, ["a\nb"]),
            (
                #"[{"listen": "test", "script": "a"}, null, {"listen": "test", "script": "b"}]"#,
                ["a", "b"]
            ),
            (#"{"listen": "test", "script": {"exec": "a", "src": ""}}"#, ["a"]),
            (#"{"listen": "test", "script": {"exec": "a", "src": "http://h/s.js"}}"#, []),
            (#"{"listen": "test", "script": {"exec": null}}"#, []),
            (#"{"listen": "test", "script": null}"#, []),
            (#"{"listen": "test", "disabled": true, "script": "a"}"#, []),
            ("null", []),
        ])
    func scripts(event: String, codes: [String]) throws {
        let collection = try DefinitionFileTests.collection(#"{"item": [], "event": \#(event)}"#)
        #expect(collection.inheritable.events.map(\.code) == codes)
    }

    @Test(
        "What a node may leave out or null is not a defect",
        arguments: [
            #"{"item": {"name": "R", "request": null, "response": null, "event": null}}"#,
            #"{"item": [{"name": "R", "item": false}], "variable": null, "auth": null}"#,
            #"{"item": [{"name": "R", "response": [null, "x"]}], "variable": [null]}"#,
            #"{"item": [{"name": "R", "description": {"content": "d", "type": "t"}}], "info": {"version": {"major": 1}}}"#,
            #"{"item": [{"name": "R", "protocolProfileBehavior": null}], "protocolProfileBehavior": []}"#,
        ])
    func nulls(text: String) throws {
        let collection = try DefinitionFileTests.collection(text)
        #expect(collection.items.map(\.name) == ["R"])
        guard case .request(let item)? = collection.items.first else {
            Issue.record("not a request")
            return
        }
        #expect(item.responses.isEmpty)
    }

    @Test func `Hostile values are read or told, and crash nothing`() throws {
        let text = #"""
            {"item": [{"name": "a", "name": "R\ud800\u0000", "response": {"code": 1e999},
                       "request": {"method": "get", "url": {"port": 1e400}}}],
             "variable": {"key": "v", "value": -1e-999}}
            """#
        let collection = try DefinitionFileTests.collection(text)
        #expect(collection.items.map(\.name) == ["R\u{FFFD}\0"])
        #expect(collection.variables.map(\.key) == ["v"])
    }

    @Test("Folders are read as deep as JSON may be nested", arguments: [490, 10_000])
    func depth(levels: Int) throws {
        let text =
            String(repeating: #"{"name": "F", "item": ["#, count: levels)
            + String(repeating: "]}", count: levels)
        if levels < 500 {
            #expect(try DefinitionFileTests.collection(text).items.count == 1)
        } else {
            let error = #expect(throws: DefinitionError.self) {
                try DefinitionFileTests.collection(text)
            }
            #expect(error?.diagnostics.first?.message.contains("nested deeper") == true)
        }
    }
}
