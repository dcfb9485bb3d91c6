import CollectionModel
import Diagnostics
import JSON
import Testing

/// Files in which something was replaced or cut off: each is read or reported, and none crashes
/// anything.
struct DefinitionRobustnessTests {
    private static let v2 = #"""
        {"info": {"name": "C", "_postman_id": "i", "version": {"major": 1}}, "variable":
        [{"key": "a", "value": "1", "type": "string", "disabled": false}], "auth": {"type": "basic",
        "basic": [{"key": "username", "value": "u"}]}, "event": [{"listen": "test", "script":
        {"id": "s", "exec": ["a", "b"], "src": ""}}], "protocolProfileBehavior": {"strictSSL": true},
        "item": [{"name": "F", "id": "f", "item": [{"name": "R", "request": {"method": "GET",
        "header": [{"key": "A", "value": "b", "disabled": true}, "C: d"], "url": {"protocol": "http",
        "host": ["h"], "port": "1", "path": ["p", {"value": "q"}], "query": [{"key": "a",
        "value": null}, "b=c"], "hash": "x", "variable": [{"key": "v", "value": "1"}], "auth":
        {"user": "u", "password": "p"}}, "body": {"mode": "formdata", "formdata": [{"key": "f",
        "type": "file", "src": ["x"]}], "raw": "r", "options": {"raw": {"language": "json"}},
        "urlencoded": [{"key": "k"}], "file": {"src": "y"}, "graphql": {"query": "q",
        "variables": "{}"}}}, "response": [{"name": "ok", "code": 200, "status": "OK", "header":
        [{"key": "A", "value": "b"}], "body": "x", "originalRequest": {"url": "h"}}]}]},
        {"name": "S", "request": "http://h/"}]}
        """#

    private static let v1 = #"""
        {"id": "c", "name": "C", "order": ["r"], "folders_order": ["f"], "folders": [{"id": "f",
        "name": "F", "order": ["s"], "folders_order": []}], "requests": [{"id": "r", "name": "R",
        "method": "POST", "url": "http://h/:a?b=c", "queryParams": [{"key": "b", "value": "c",
        "enabled": false}], "pathVariableData": [{"key": "a", "value": "1"}], "pathVariables":
        {"a": "1"}, "headers": "A: b\n//C: d", "headerData": [{"key": "A", "value": "b"}],
        "dataMode": "params", "data": [{"key": "k", "value": "v", "type": "file"}], "rawModeData":
        "x", "graphqlModeData": {"query": "q"}, "dataOptions": {"raw": {"language": "json"}},
        "preRequestScript": "a", "tests": "b", "currentHelper": "oAuth1", "helperAttributes":
        {"header": true}, "variables": [{"key": "v"}], "responses": [{"id": "x", "responseCode":
        {"code": 200, "name": "OK"}, "headers": [{"key": "A", "value": "b"}], "text": "t", "request":
        {"url": "h"}}], "responses_order": ["x"]}, {"id": "s", "url": "h", "auth": {"type":
        "bearerAuth", "bearer": []}, "events": [{"listen": "test", "script": {"exec": "x"}}]}]}
        """#

    private static let environment = #"""
        {"environment": {"id": "e", "name": "E", "values": [{"key": "a", "value": "1", "type":
        "secret", "enabled": true}, {"id": "b", "value": 1, "disabled": true}]}}
        """#

    private static let substitutes: [JSONValue] = [
        .null, .boolean(true), .number(7), .string(""), .string("x"), .array([]), .array([.null]),
        .array([.number(7), .array([]), .string("y")]), .object([]), .object([("key", .array([]))]),
    ]

    /// The value with each value in it, one at a time, given to `change`.
    private static func variants(
        of value: JSONValue, _ change: (JSONValue) -> [JSONValue]
    ) -> [JSONValue] {
        var found = change(value)
        switch value.kind {
        case .array(let elements):
            for index in elements.indices {
                for variant in variants(of: elements[index], change) {
                    var changed = elements
                    changed[index] = variant
                    found.append(.array(changed))
                }
            }
        case .object(let object):
            for index in object.members.indices {
                for variant in variants(of: object.members[index].value, change) {
                    var changed = object
                    changed.members[index].value = variant
                    found.append(JSONValue(.object(changed)))
                }
            }
        default: break
        }
        return found
    }

    /// Reads a file every way; returns the findings, nil if there are none.
    private static func findings(_ text: String, isEnvironment: Bool) -> [Diagnostic] {
        let source = JSONSource(name: "f", decoding: Array(text.utf8))
        do throws(DefinitionError) {
            if isEnvironment { return try DefinitionFile.environment(source).warnings }
            let collection = try DefinitionFile.collection(source)
            _ = collection.exported([], withholdsSecrets: true)
            return collection.warnings
        } catch {
            #expect(error.diagnostics.contains { $0.severity == .error })
            return error.diagnostics
        }
    }

    @Test("Any value in place of another is read or reported", arguments: [v2, v1, environment])
    func replaced(text: String) throws {
        let sample = try JSONParser.parse(text)
        let variants = Self.variants(of: sample) { _ in Self.substitutes }
        #expect(variants.count > 100)
        for variant in variants {
            for finding in Self.findings(
                JSONWriter.compact(variant), isEnvironment: text == Self.environment)
            {
                #expect(finding.place.file == "f")
            }
        }
    }

    @Test("A file that is cut off is refused, wherever it is", arguments: [v2, v1, environment])
    func truncated(text: String) {
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            let cut = String(decoding: bytes[..<count], as: UTF8.self)
            let findings = Self.findings(cut, isEnvironment: text == Self.environment)
            #expect(findings.count == 1)
            #expect(findings.first?.place.position != nil)
            #expect(findings.first?.message.hasPrefix("not valid JSON: ") == true)
        }
    }

    @Test("The samples themselves are read", arguments: [v2, v1, environment])
    func samples(text: String) {
        let findings = Self.findings(text, isEnvironment: text == Self.environment)
        #expect(!findings.contains { $0.severity == .error })
    }
}
