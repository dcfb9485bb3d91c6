import CollectionModel
import JSON
import Testing
import Variables

/// Where variables are put in, and where not (NewmanReference §4.3).
struct SubstitutionTests {
    @Test(
        "A request, and what is left of it",
        arguments: [
            // The method is in upper case before anything is put in.
            (
                #"{"method": "{{verb}}", "url": "http://h"}"#,
                #"{"method": "{{VERB}}", "url": "http://h"}"#
            ),
            (
                #"{"method": "{{UPPER}}", "url": "http://h"}"#,
                #"{"method": "PATCH", "url": "http://h"}"#
            ),
            // A value may bring structure of its own.
            (#""{{base}}/x?y={{q}}""#, #""https://host:8443/prefix/x?y=1&z=2#f""#),
            (
                #"{"url": {"host": ["{{base}}"], "path": [":id", "b"], "query": [{"key": "{{a}}", "value": "{{q}}"}, {"key": "off", "value": "{{a}}", "disabled": true}], "variable": [{"key": "id", "value": "x{{a}}/y"}]}}"#,
                #""https://host:8443/prefix/x1/y/b?1=1&z=2#f""#
            ),
            (
                #"{"url": "h", "header": [{"key": "X-{{a}}", "value": "{{a}}{{nope}}"}, {"key": "{{a}}", "value": "{{a}}", "disabled": true}]}"#,
                #"{"url": "h", "header": [{"key": "X-1", "value": "1{{nope}}"}, {"key": "{{a}}", "value": "{{a}}", "disabled": true}]}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "raw", "raw": "{\"{{a}}\": \"{{a}}\"}"}}"#,
                #"{"url": "h", "body": {"mode": "raw", "raw": "{\"1\": \"1\"}"}}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "urlencoded", "urlencoded": [{"key": "{{a}}", "value": "{{a}}"}, {"key": "{{a}}", "value": "{{a}}", "disabled": true}]}}"#,
                #"{"url": "h", "body": {"mode": "urlencoded", "urlencoded": [{"key": "1", "value": "1"}, {"key": "{{a}}", "value": "{{a}}", "disabled": true}]}}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "formdata", "formdata": [{"key": "{{a}}", "value": "{{a}}", "type": "text", "contentType": "t/{{a}}"}, {"key": "f", "type": "file", "src": ["{{a}}.txt", "b"], "fileName": "{{a}}"}, {"key": "o", "value": {"{{a}}": ["{{a}}", 1]}}]}}"#,
                #"{"url": "h", "body": {"mode": "formdata", "formdata": [{"key": "1", "value": "1", "type": "text", "contentType": "t/1"}, {"key": "f", "type": "file", "src": ["1.txt", "b"], "fileName": "1"}, {"key": "o", "value": {"{{a}}": ["1", 1]}}]}}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "file", "file": {"src": "/tmp/{{a}}"}}}"#,
                #"{"url": "h", "body": {"mode": "file", "file": {"src": "/tmp/1"}}}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "file", "file": {"content": "{{base64}}"}}}"#,
                #"{"url": "h", "body": {"mode": "file", "file": {"content": "aGk="}}}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "graphql", "graphql": {"query": "{ q(a: {{a}}) }", "operationName": "Op{{a}}", "variables": "{\"a\": \"{{a}}\"}"}}}"#,
                #"{"url": "h", "body": {"mode": "graphql", "graphql": {"query": "{ q(a: 1) }", "operationName": "Op1", "variables": "{\"a\": \"1\"}"}}}"#
            ),
            (
                #"{"url": "h", "body": {"mode": "graphql", "graphql": {"query": "q", "variables": {"{{a}}": ["{{a}}", {"b": "{{a}}", "c": 2}]}}}}"#,
                #"{"url": "h", "body": {"mode": "graphql", "graphql": {"query": "q", "variables": {"{{a}}": ["1", {"b": "1", "c": 2}]}}}}"#
            ),
        ])
    func requests(request: String, expected: String) throws {
        let resolver = TemplateResolverTests.resolver([
            "a": "1", "base": "https://host:8443/prefix", "q": "1&z=2#f", "verb": "post",
            "UPPER": "PATCH", "base64": "aGk=",
        ])
        let resolved = resolver.resolve(try Self.definition(request)).value
        #expect(
            DefinitionWriter.json(resolved) == DefinitionWriter.json(try Self.definition(expected)))
    }

    @Test func `In an authorization all values are put in, at any depth, and no names`() throws {
        let resolver = TemplateResolverTests.resolver(["a": "1"])
        let parameters = try JSONParser.parse(
            #"{"token": "{{a}}", "{{a}}": true, "list": [{"key": "{{a}}", "value": {"{{a}}": "{{a}}", "n": 2}}]}"#
        )
        let resolved = resolver.resolve(
            AuthorizationDefinition(type: "{{a}}", parameters: parameters.object?.members ?? [])
        ).value
        let expected = try JSONParser.parse(
            #"{"token": "1", "{{a}}": true, "list": [{"key": "1", "value": {"{{a}}": "1", "n": 2}}]}"#
        )
        #expect(JSONValue(.object(JSONObject(resolved.parameters))) == expected)
        #expect(resolved.type == "{{a}}")
    }

    private static func definition(_ text: String) throws -> RequestDefinition {
        try DefinitionFile.request(try JSONParser.parse(text))
    }
}
