import CollectionModel
import Diagnostics
import JSON
import Testing

/// A collection that is read without keeping its JSON: all else is as in one that keeps it.
struct RequestsAheadTests {
    private static let sample = #"""
        {"info": {"name": "C"}, "variable": [{"key": "a", "value": "1"}], "item": [{"name": "F",
        "item": [{"name": "R", "event": [{"listen": "test", "script": {"exec": ["a", "b"]}}],
        "request": {"method": "POST", "header": [{"key": "A", "value": "b"}], "url": {"raw": "h/p",
        "host": ["h"], "path": ["p"], "query": [{"key": "q", "value": "1"}]}, "body": {"mode": "raw",
        "raw": "{\n\t\"a\": \"…\"}", "options": {"raw": {"language": "json"}}}}, "response": [{
        "name": "ok", "code": 200, "header": [{"key": "A", "value": "b"}], "body": "LONG",
        "originalRequest": {"method": "GET", "url": {"raw": "LONG", "host": ["h"]}}}]}, {"name": "S",
        "request": "http://h/"}]}, {"name": "T", "request": {"url": "h"}, "response": null}]}
        """#.replacing("LONG", with: String(repeating: #"0123456789 \" \u00fc \n"#, count: 20))

    /// Saved responses that are skipped as a whole.
    private static let responses = #"""
        {"info": {"name": "C"}, "item": [{"name": "R", "request": {"url": "h"}, "response": [{
        "id": "1", "name": "ok", "originalRequest": {"method": "POST", "header": [{"key": "A",
        "value": "b", "disabled": true}], "url": {"raw": "h/:id?q=1", "host": ["h"],
        "path": [":id"], "query": [{"key": "q", "value": "1"}],
        "variable": [{"key": "id", "value": "7"}]}, "body": {"mode": "urlencoded", "urlencoded": [{
        "key": "a", "value": "b", "type": "text"}], "formdata": [{"key": "f", "type": "file",
        "src": ["a.txt"]}], "options": {"raw": {"language": "json"}}}, "auth": {"type": "basic",
        "basic": [{"key": "username", "value": "u", "type": "string"}]}}, "status": "OK",
        "code": 200, "_postman_previewlanguage": "json", "header": [{"key": "A", "value": "b"}],
        "cookie": [], "responseTime": null, "body": "{\n\t\"a\": \"\u00fc\"}"}]}], "variable": []}
        """#

    private static let substitutes: [JSONValue] = [
        .null, .boolean(true), .number(7), .string(""), .string("x"),
        .string(String(repeating: "x", count: 100)), .array([]), .array([.null]),
        .array([.number(7), .object([]), .string("y")]), .object([]),
        .object([("key", .array([])), ("mod", .string("raw"))]),
    ]

    /// The value with another in place of each value in it, one at a time, and with each of its
    /// names misspelled or repeated.
    private static func variants(of value: JSONValue) -> [JSONValue] {
        var found = substitutes
        switch value.kind {
        case .array(let elements):
            for index in elements.indices {
                found += variants(of: elements[index]).map { variant in
                    var changed = elements
                    changed[index] = variant
                    return .array(changed)
                }
            }
        case .object(let object):
            for index in object.members.indices {
                found += variants(of: object.members[index].value).map { variant in
                    var changed = object
                    changed.members[index].value = variant
                    return JSONValue(.object(changed))
                }
                var misspelled = object
                misspelled.members[index].key += "s"
                let repeated = JSONObject(object.members + [object.members[index]])
                found += [JSONValue(.object(misspelled)), JSONValue(.object(repeated))]
            }
        default: break
        }
        return found
    }

    /// What is read of a file, in full.
    private static func reading(_ text: String, keepsJSON: Bool) -> String {
        let source = JSONSource(name: "f", decoding: Array(text.utf8))
        do throws(DefinitionError) {
            var collection = try DefinitionFile.collection(source, keepsJSON: keepsJSON)
            #expect(keepsJSON || collection.json == .null)
            collection.json = .null
            collection.items = withoutResponses(collection.items)
            return "\(collection)"
        } catch {
            return "\(error)"
        }
    }

    private static func withoutResponses(_ items: [CollectionItem]) -> [CollectionItem] {
        items.map { item in
            switch item {
            case .folder(var folder):
                folder.items = withoutResponses(folder.items)
                return .folder(folder)
            case .request(var request):
                request.responses = []
                return .request(request)
            }
        }
    }

    @Test(arguments: [sample, responses])
    func `Requests and findings are the same, whatever is in a file`(text: String) throws {
        let variants = Self.variants(of: try JSONParser.parse(text))
        #expect(variants.count > 400)
        for variant in variants {
            let text = JSONWriter.pretty(variant)
            let expected = Self.reading(text, keepsJSON: true)
            #expect(Self.reading(text, keepsJSON: false) == expected, "\(text)")
        }
    }

    @Test(
        "What is odd in the text of a request has its place",
        arguments: [
            (#""method": "POST""#, #""method": "POST", "method": "PUT""#),
            (#""name": "ok""#, #""name": "\ud800""#), (#""code": 200"#, #""code": 200,"#),
            (#""key": "A""#, #""ky": "A""#),
            (#""item": [{"name": "R""#, #""item": [null, {"name": 1"#),
            (#""info""#, #""request": {"ur": ""}, "response": 1, "info""#),
        ])
    func oddities(text: String, change: String) {
        let changed = Self.sample.replacing(text, with: change)
        #expect(changed != Self.sample)
        let expected = Self.reading(changed, keepsJSON: true)
        #expect(Self.reading(changed, keepsJSON: false) == expected)
    }

    @Test func `Saved responses are left out, whatever is to be said about them`() throws {
        let text = Self.sample.replacing(#""code": 200"#, with: #""code": "x""#)
        let source = JSONSource(name: "f", bytes: Array(text.utf8))
        let collection = try DefinitionFile.collection(source, keepsJSON: false)
        #expect(collection.warnings.map(\.place.jsonPath) == ["$.item[0].item[0].response[0].code"])
        #expect("\(collection.items)" == "\(Self.withoutResponses(collection.items))")
    }
}
