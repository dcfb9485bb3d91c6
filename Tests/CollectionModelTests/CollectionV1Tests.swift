import CollectionModel
import Diagnostics
import JSON
import Testing

struct CollectionV1Tests {
    /// The items below as `name` for a request and `name(…)` for a folder.
    private static func outline(_ items: [CollectionItem]) -> String {
        items.map { item in
            switch item {
            case .folder(let folder): "\(folder.name)(\(outline(folder.items)))"
            case .request(let request): request.name
            }
        }.joined(separator: " ")
    }

    private static func requestItem(_ text: String) throws -> RequestItem? {
        let collection = try DefinitionFileTests.collection(
            #"{"name": "C", "order": ["r"], "requests": [\#(text)]}"#)
        guard case .request(let item)? = collection.items.first else { return nil }
        return item
    }

    @Test(
        "The tree follows the orders, folders first",
        arguments: [
            (
                #"""
                "order": ["r2", "r1", "gone"], "folders_order": ["b", "a", "gone"],
                "folders": [{"id": "a", "name": "A", "order": ["r3"]},
                            {"id": "b", "name": "B", "order": [], "folders_order": ["c"]},
                            {"id": "c", "name": "C", "order": ["r4"]}]
                """#, "B(C(r4)) A(r3) r2 r1"
            ),
            (
                #"""
                "order": ["r1"], "folders": [{"id": "a", "name": "A", "order": ["r2", "r3"]},
                                             {"id": "b", "name": "B", "folders_order": ["c"]},
                                             {"id": "c", "name": "C", "order": ["r4"]}]
                """#, "A(r2 r3) B(C(r4)) r1"
            ),
            (#""folders": [{"id": "a", "name": "A", "order": ["r2"]}]"#, "A(r2) r1 r3 r4"),
            (
                #"""
                "order": ["r1"], "folders_order": ["a"],
                "folders": [{"id": "a", "name": "A", "order": [], "folders_order": ["a", "b"]},
                            {"id": "b", "name": "B", "order": [], "folders_order": ["a"]}]
                """#, "A(B()) r1"
            ),
        ])
    func tree(members: String, outline: String) throws {
        let requests = (1...4).map { #"{"id": "r\#($0)", "name": "r\#($0)", "url": "h"}"# }
        let collection = try DefinitionFileTests.collection(
            #"{"id": "i", "name": "V1", \#(members), "requests": [\#(requests.joined(separator: ","))]}"#
        )
        #expect(collection.name == "V1")
        #expect(collection.id == "i")
        #expect(Self.outline(collection.items) == outline)
        #expect(
            collection.warnings.first?.message
                == "this collection has the form of v1, which is deprecated")
        #expect(collection.warnings.first?.severity == .note)
    }

    @Test(
        "Requests become what v2.1 says",
        arguments: [
            (
                #""url": "http://h/:a?b=c", "method": "post""#,
                #"{"url": "http://h/:a?b=c", "method": "POST"}"#
            ),
            (
                #"""
                "url": "http://h/:a?b=c", "pathVariables": {"a": "1"},
                "queryParams": [{"key": "b", "value": "c", "enabled": true},
                                {"key": "d", "value": "e", "enabled": false}]
                """#,
                #"""
                {"url": {"protocol": "http", "host": "h", "path": ":a",
                         "query": [{"key": "b", "value": "c"},
                                   {"key": "d", "value": "e", "disabled": true}],
                         "variable": [{"key": "a", "value": "1"}]}}
                """#
            ),
            (
                #""url": "h/:a", "pathVariableData": [{"key": "a", "value": "2"}], "pathVariables": {"a": "1"}"#,
                #"{"url": {"host": "h", "path": ":a", "variable": [{"key": "a", "value": "2"}]}}"#
            ),
            (
                #""url": "h", "headers": "A: 1\n//B: 2\n// C: 3\n""#,
                #"""
                {"url": "h", "header": [{"key": "A", "value": "1"},
                    {"key": "B", "value": "2", "disabled": true},
                    {"key": "C", "value": "3", "disabled": true}]}
                """#
            ),
            (
                #""url": "h", "headers": "A: 1\nno colon here\nB:\n""#,
                #"""
                {"url": "h", "header": [{"key": "A", "value": "1"}, {"key": "B", "value": ""}]}
                """#
            ),
            (
                #""url": "h", "headers": "A:\n  B : 2\nC : 3\nD:a:b\r\n\tc\r\n//E: 1\n:F\n""#,
                #"""
                {"url": "h", "header": [{"key": "A", "value": ""}, {"key": "D", "value": "a:b\tc"},
                    {"key": "E", "value": "1", "disabled": true}]}
                """#
            ),
            (
                #""url": "h", "headers": "A: 1", "headerData": [{"key": "B", "value": "2", "enabled": false}]"#,
                #"{"url": "h", "header": [{"key": "B", "value": "2", "disabled": true}]}"#
            ),
            (
                #"""
                "url": "h", "dataMode": "params", "data": [
                    {"key": "a", "value": "1", "type": "text", "enabled": false},
                    {"key": "f", "value": "x.txt", "type": "file"}]
                """#,
                #"""
                {"url": "h", "body": {"mode": "formdata", "formdata": [
                    {"key": "a", "value": "1", "type": "text", "disabled": true},
                    {"key": "f", "type": "file", "src": "x.txt"}]}}
                """#
            ),
            (
                #""url": "h", "dataMode": "urlencoded", "data": [{"key": "a", "value": "1"}]"#,
                #"{"url": "h", "body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1"}]}}"#
            ),
            (
                #""url": "h", "dataMode": "raw", "rawModeData": "{}", "data": [], "dataOptions": {"raw": {"language": "json"}}"#,
                #"{"url": "h", "body": {"mode": "raw", "raw": "{}", "options": {"raw": {"language": "json"}}}}"#
            ),
            (#""url": "h", "dataMode": "raw", "data": "x""#, #"{"url": "h", "body": "x"}"#),
            (
                #""url": "h", "dataMode": "raw", "data": "x", "dataDisabled": true"#,
                #"{"url": "h"}"#
            ),
            (
                #""url": "h", "dataMode": "binary", "rawModeData": "x.bin""#,
                #"{"url": "h", "body": {"mode": "file", "file": {"src": "x.bin"}}}"#
            ),
            (
                #""url": "h", "dataMode": "graphql", "graphqlModeData": {"query": "{a}", "variables": "{}"}"#,
                #"{"url": "h", "body": {"mode": "graphql", "graphql": {"query": "{a}", "variables": "{}"}}}"#
            ),
            (
                #""url": "h", "dataMode": null, "data": null, "auth": null, "headers": null"#,
                #"{"url": "h"}"#
            ),
            (
                #""url": "h", "currentHelper": "basicAuth", "helperAttributes": {"username": "u", "password": "p"}"#,
                #"{"url": "h", "auth": {"type": "basic", "basic": {"username": "u", "password": "p"}}}"#
            ),
            (
                #""url": "h", "currentHelper": "hawkAuth", "helperAttributes": {"hawk_id": "i", "hawk_key": "k"}"#,
                #"{"url": "h", "auth": {"type": "hawk", "hawk": {"authId": "i", "authKey": "k"}}}"#
            ),
            (
                #""url": "h", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "t"}]}, "currentHelper": "basicAuth""#,
                #"{"url": "h", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "t"}]}}"#
            ),
            (#""url": "h", "currentHelper": "normal", "helperAttributes": {}"#, #"{"url": "h"}"#),
        ])
    func request(v1: String, v21: String) throws {
        let item = try #require(try Self.requestItem(#"{"id": "r", \#(v1)}"#))
        #expect(item.request == (try DefinitionFileTests.request(v21)))
    }

    @Test func `Scripts, behaviour and responses are taken over`() throws {
        let item = try #require(
            try Self.requestItem(
                #"""
                {"id": "r", "preRequestScript": "a", "tests": ["b", "c"], "events": null,
                 "protocolProfileBehavior": {"followRedirects": false}, "responses_order": ["2", "1"],
                 "responses": [
                    {"id": "1", "name": "one", "responseCode": {"code": 404, "name": "Not Found"}},
                    {"id": "2", "name": "two", "responseCode": {"code": 201}, "text": "t",
                     "headers": [{"key": "A", "value": "1"}], "request": {"url": "h", "method": "PUT"}}]}
                """#))
        #expect(item.inheritable.events.map(\.listen) == ["prerequest", "test"])
        #expect(item.inheritable.events.map(\.code) == ["a", "b\nc"])
        #expect(item.inheritable.behavior["followRedirects"]?.boolean == false)
        #expect(item.responses.map(\.name) == ["two", "one"])
        #expect(item.responses.map(\.code) == [201, 404])
        #expect(item.responses[0].body == "t")
        #expect(item.responses[0].headers.map(\.key) == ["A"])
        #expect(item.responses[0].originalRequest?.method == "PUT")
        #expect(item.responses[1].status == "Not Found")
    }

    @Test func `Events win over the older scripts`() throws {
        let item = try #require(
            try Self.requestItem(
                #"{"id": "r", "tests": "old", "events": [{"listen": "test", "script": {"exec": "new"}}]}"#
            ))
        #expect(item.inheritable.events.map(\.code) == ["new"])
    }

    @Test func `A defect is shown where it stands in the file`() {
        let text =
            "{\"name\": \"C\", \"order\": [\"r\"],\n \"requests\": [{\"id\": \"r\", \"method\": "
            + "7}]}"
        let error = #expect(throws: DefinitionError.self) {
            try DefinitionFileTests.collection(text)
        }
        let defect = error?.diagnostics.first { $0.severity == .error }
        #expect(defect?.message == "'method' must be a string, not a number")
        #expect(defect?.place.position == .init(line: 2, column: 37))
        #expect(defect?.place.jsonPath == "$.requests[0].method")
    }

    @Test func `A chain of ten thousand folders is an error and not a crash`() {
        let folders = (0..<10_000).map {
            #"{"id": "\#($0)", "name": "f", "order": [], "folders_order": ["\#($0 + 1)"]}"#
        }.joined(separator: ",")
        let error = #expect(throws: DefinitionError.self) {
            try DefinitionFileTests.collection(
                #"{"order": [], "folders_order": ["0"], "requests": [], "folders": [\#(folders)]}"#)
        }
        let messages = error?.diagnostics.map(\.message) ?? []
        #expect(messages.contains("folders are nested deeper than 300 levels"))
    }

    @Test(
        "What has no place in the tree is reported, with its place in the file",
        arguments: [
            (#""order": ["gone"]"#, "the request 'gone' does not exist", "$.order[0]"),
            (
                #""order": [], "folders_order": ["x"]"#, "the folder 'x' does not",
                "$.folders_order[0]"
            ),
            (#""order": []"#, "the request 'R' is in no 'order'", "$.requests[0]"),
            (
                #""order": ["r"], "folders": [{"name": "F"}]"#, "a folder without 'id'",
                "$.folders[0]"
            ),
            (
                #""order": ["r"], "folders_order": [], "folders": [{"id": "f", "name": "F"}]"#,
                "the folder 'F' is in no 'folders_order'", "$.folders[0]"
            ),
            (#""order": "r""#, "'order' must be an array, not a string", "$.order"),
            (
                #""order": ["r"], "folders_order": ["a", "a"], "folders": [{"id": "a", "order": []}]"#,
                "the folder 'a' has its place already", "$.folders_order[1]"
            ),
        ])
    func losses(members: String, message: String, path: String) throws {
        let collection = try DefinitionFileTests.collection(
            #"{"name": "C", "requests": [{"id": "r", "name": "R", "url": "h"}], \#(members)}"#)
        let loss = collection.warnings.first { $0.message.hasPrefix(message) }
        #expect(loss?.place.jsonPath == path)
        #expect(loss?.place.position != nil)
    }

    @Test(
        "Every helper becomes the authorization of its name",
        arguments: [
            ("basicAuth", "basic"), ("bearerAuth", "bearer"), ("digestAuth", "digest"),
            ("hawkAuth", "hawk"), ("oAuth1", "oauth1"), ("oAuth2", "oauth2"),
            ("ntlmAuth", "ntlm"), ("awsSigV4", "awsv4"), ("apikeyAuth", "apikey"),
            ("jwtAuth", "jwt"), ("asapAuth", "asap"), ("edgegridAuth", "edgegrid"),
            ("noauth", "noauth"), ("unheard-of", "unheard-of"),
        ])
    func helpers(name: String, type: String) throws {
        for form in [
            #""currentHelper": "\#(name)", "helperAttributes": {"x": "1"}"#,
            #""auth": {"type": "\#(type)", "\#(type)": [{"key": "x", "value": "1"}]}"#,
        ] {
            let item = try #require(try Self.requestItem(#"{"id": "r", "url": "h", \#(form)}"#))
            #expect(item.request.authorization?.type == type)
            #expect(item.request.authorization?["x"]?.string == "1")
        }
    }
}
