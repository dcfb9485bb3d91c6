import CollectionModel
import Diagnostics
import JSON
import Testing
import YAML

/// Collections of format 3, by their files (CollectionV3Reference).
struct CollectionV3Tests {
    /// The collection of files by their path below its folder.
    static func collection(_ files: [String: String]) throws -> Collection {
        var texts: [DefinitionText] = []
        var root = CollectionFolder(name: "Shop")
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            let bytes = Array(text.utf8)
            texts.append(DefinitionText(name: path, bytes: bytes))
            let value = try YAMLParser.parse(bytes)?.json(file: texts.count - 1) ?? .null
            add(value, at: path.split(separator: "/").map(String.init)[...], to: &root)
        }
        return try DefinitionFile.collection(root, from: texts)
    }

    private static func add(
        _ value: JSONValue, at path: ArraySlice<String>, to folder: inout CollectionFolder
    ) {
        guard let name = path.first else { return }
        if path.count > 1, name != ".resources" {
            let index = folder.folders.firstIndex { $0.name == name }
            if index == nil { folder.folders.append(CollectionFolder(name: name)) }
            add(value, at: path.dropFirst(), to: &folder.folders[index ?? folder.folders.count - 1])
        } else if path.last == "definition.yaml" {
            folder.definition = value
        } else if name == ".resources", let stem = path.dropFirst().first?.dropLast(10) {
            let file = path.last.map { String($0.dropLast(13)) } ?? ""
            folder.examples[String(stem), default: []].append(.init(stem: file, content: value))
        } else {
            folder.requests.append(.init(stem: String(name.dropLast(13)), content: value))
        }
    }

    static func request(_ text: String) throws -> RequestItem {
        let collection = try collection(["R.request.yaml": "$kind: http-request\n" + text])
        guard case .request(let item)? = collection.items.first else {
            throw DefinitionError([])
        }
        return item
    }

    @Test(
        "A request is read as v2.1 would write it",
        arguments: [
            ("url: \"{{b}}/x?a=1\"", #"{"url": "{{b}}/x?a=1"}"#),
            (
                "url: h\nheaders:\n  A: 1.0\n  B: on\n  C:",
                #"{"url": "h", "header": [{"key": "A", "value": "1.0"}, {"key": "B", "value": "on"}, {"key": "C", "value": ""}]}"#
            ),
            (
                "url: h\nheaders:\n- key: A\n  value: '0042'\n  disabled: true",
                #"{"url": "h", "header": [{"key": "A", "value": "0042", "disabled": true}]}"#
            ),
            (
                "url: h/x?a=1&a=2\nqueryParams:\n- {key: a, value: '1'}\n- {key: off, value: x, disabled: true}\n- {key: flag, value: null}",
                #"{"url": {"host": ["h"], "path": ["x"], "query": [{"key": "a", "value": "1"}, {"key": "off", "value": "x", "disabled": true}, {"key": "a", "value": "2"}, {"key": "flag", "value": null}]}}"#
            ),
            (
                "url: h/:id\npathVariables:\n  id: '0042'",
                #"{"url": {"host": ["h"], "path": [":id"], "variable": [{"key": "id", "value": "0042"}]}}"#
            ),
            (
                "url: h\nmethod: POST\nbody:\n  type: json\n  content: |-\n    {\n      \"a\": 1\n    }",
                #"{"url": "h", "method": "POST", "body": {"mode": "raw", "raw": "{\n  \"a\": 1\n}", "options": {"raw": {"language": "json"}}}}"#
            ),
            ("url: h\nbody:\n  type: text\n  content: ''", #"{"url": "h"}"#),
            (
                "url: h\nbody:\n  type: urlencoded\n  content:\n    a: 1\n    b:",
                #"{"url": "h", "body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1", "type": "text"}, {"key": "b", "value": "", "type": "text"}]}}"#
            ),
            (
                "url: h\nbody:\n  type: formdata\n  content:\n  - type: file\n    key: f\n    src: [x.txt, '']\n  - {type: text, key: t, value: v}",
                #"{"url": "h", "body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["x.txt"]}, {"key": "t", "value": "v", "type": "text"}]}}"#
            ),
            (
                "url: h\nbody:\n  type: file\n  content:\n    src: a.bin",
                #"{"url": "h", "body": {"mode": "file", "file": {"src": "a.bin"}}}"#
            ),
            (
                "url: h\nauth:\n  type: jwt\n  credentials:\n    isSecretBase64Encoded: true\n    payload: '{}'",
                #"{"url": "h", "auth": {"type": "jwt", "jwt": [{"key": "isSecretBase64Encoded", "value": true}, {"key": "payload", "value": "{}"}]}}"#
            ),
        ])
    func requests(text: String, expected: String) throws {
        let expected = try DefinitionFile.request(JSONParser.parse(expected))
        #expect(
            DefinitionWriter.json(try Self.request(text).request)
                == DefinitionWriter.json(expected))
    }

    @Test func `Requests and folders stand in one order: number, name, and those without last`()
        throws
    {
        let request = "$kind: http-request\nurl: h\n"
        let collection = try Self.collection([
            "b.request.yaml": request + "order: 2000.5", "a.request.yaml": request,
            "z.request.yaml": request + "order: 1000000000000001",
            "F/.resources/definition.yaml": "$kind: collection\norder: 2000.5",
            "F/x.request.yaml": request, "n.request.yaml": request + "order: -1",
        ])
        #expect(collection.items.map(\.name) == ["n", "b", "F", "z", "a"])
        #expect(collection.items.map(\.id) == ["n", "b", "F", "z", "a"])
    }

    @Test func `A folder without a definition inherits everything`() throws {
        let collection = try Self.collection([
            ".resources/definition.yaml": """
            $kind: collection
            name: My shop
            auth:
            - id: one
              type: bearer
              credentials: {token: t}
            - id: two
              type: basic
              credentials:
              - {key: username, value: u}
            variables: {base: '1', n: 007}
            """,
            "F/a.request.yaml": "$kind: http-request\nauth: {type: inherit}",
            "F/b.request.yaml":
                "$kind: http-request\nauth: {type: inherit, credentials: {id: two}}",
            "F/c.request.yaml": "$kind: http-request\nauth: {type: noauth}",
        ])
        #expect(collection.name == "My shop")
        #expect(collection.inheritable.authorization?["token"]?.string == "t")
        #expect(collection.variables.map(\.value?.string) == ["1", "007"])
        guard case .folder(let folder)? = collection.items.first else { return }
        let types = folder.items.map { item -> String? in
            if case .request(let item) = item { item.request.authorization?.type } else { nil }
        }
        #expect(types == [nil, "basic", "noauth"])
    }

    @Test func `An unknown authorization id is an error, so that nothing is sent unsigned`() throws
    {
        #expect(throws: DefinitionError.self) {
            try Self.request("auth: {type: inherit, credentials: {id: none}}")
        }
    }

    @Test func `Scripts of a folder are for one kind of request`() throws {
        let collection = try Self.collection([
            ".resources/definition.yaml": """
            $kind: collection
            scripts:
            - type: http:beforeRequest
              code: a
            - type: graphql:beforeQuery
              code: b
            """,
            "q.request.yaml": """
            $kind: graphql-request
            url: h
            query: "{ x }"
            variables: ''
            scripts:
            - type: afterResponse
              code: c
            """,
        ])
        #expect(collection.inheritable.events.map(\.requestKind) == ["http", "graphql"])
        guard case .request(let item)? = collection.items.first else { return }
        #expect(item.requestKind == "graphql")
        #expect(item.inheritable.events.map(\.listen) == ["test"])
        #expect(item.request.method == "POST")
    }

    @Test(
        "What the app ignores is a warning with its line",
        arguments: [
            ("tests: x", "'tests' of a request has no effect", 2),
            ("header: {}", "'header' of a request has no effect", 2),
            (
                "url: h?a=1\nqueryParams: {a: '2'}",
                "the parameter 'a' differs between 'url' and 'queryParams'; the value of 'url' is sent",
                3
            ),
            (
                "headers:\n  A: 1\n  A: 2", "'A' stands twice in 'headers'; the last one counts", 3
            ),
            (
                "scripts:\n- type: http:afterResponse\n  code: x",
                "the script type 'http:afterResponse' has a scope; it runs here, and not in the app",
                3
            ),
            (
                "auth: {type: bearer, bearer: {token: t}}",
                "'bearer' of an authorization should be 'credentials'; it is used nevertheless", 2
            ),
            (
                "body: {mode: raw, raw: x}",
                "'mode' and 'raw' of a body should be 'type' and 'content'; the app refuses them", 2
            ),
            (
                "body: {mode: raw, urlencoded: []}",
                "the mode of the body is 'raw', but it has 'urlencoded'; nothing is sent", 2
            ),
            (
                "body: {type: graphql, content: '{ orders }'}",
                "'content' of a GraphQL body should be a map with 'query'", 2
            ),
        ])
    func warnings(text: String, message: String, line: Int) throws {
        let collection = try Self.collection(["R.request.yaml": "$kind: http-request\n" + text])
        #expect(collection.warnings.map(\.message) == [message])
        #expect(collection.warnings.first?.place.position?.line == line)
        #expect(collection.warnings.first?.place.file == "R.request.yaml")
    }

    @Test(
        "A body in the form of v2.1 is read as its mode says",
        arguments: [
            ("mode: raw\n  raw: x", "raw", "{type: text, content: x}"),
            ("mode: urlencoded\n  urlencoded: [{key: a, value: b}]", "urlencoded", nil),
            ("mode: formdata\n  formdata: [{key: a, value: b, type: text}]", "formdata", nil),
            ("mode: graphql\n  graphql: {query: x, variables: '{}'}", "graphql", nil),
            ("mode: file\n  file: {src: x}", "file", nil),
        ])
    func misplacedBodies(body: String, mode: String, right: String?) throws {
        let content = body.split(separator: "\n  \(mode): ").last ?? ""
        let right = right ?? "{type: \(mode), content: \(content)}"
        let start = "$kind: http-request\nurl: h\nmethod: POST\nbody:"
        let misplaced = try Self.collection(["R.request.yaml": "\(start)\n  \(body)"])
        let expected = try Self.collection(["R.request.yaml": "\(start) \(right)"])
        #expect(
            misplaced.warnings.map(\.message) == [
                "'mode' and '\(mode)' of a body should be 'type' and 'content'; "
                    + "the app refuses them"
            ])
        #expect(Self.body(misplaced) == Self.body(expected))
        #expect(Self.body(misplaced)?["mode"] == .string(mode))
    }

    @Test func `A text as the body of GraphQL is its query`() throws {
        let start = "$kind: http-request\nurl: h\nmethod: POST\nbody: {type: graphql, content: "
        let bodies = try ["'{ orders }'", "{query: '{ orders }'}"].map { content in
            Self.body(try Self.collection(["R.request.yaml": start + content + "}"]))
        }
        #expect(bodies[0] == bodies[1])
        #expect(bodies[0]?["graphql"]?["query"]?.string == "{ orders }")
    }

    private static func body(_ collection: Collection) -> JSONValue? {
        collection.v21["item"]?.array?.first?["request"]?["body"]
    }

    @Test func `Kinds that do not run are named, and the others run`() throws {
        let collection = try Self.collection([
            "a.request.yaml": "$kind: grpc-request\nurl: h",
            "b.request.yaml": "$kind: http-request\nurl: h",
        ])
        #expect(collection.items.map(\.name) == ["b"])
        #expect(collection.warnings.map(\.severity) == [.note])
        #expect(collection.warnings.first?.message.contains("'a' is a grpc-request") == true)
    }

    @Test func `Saved examples are the responses of their request`() throws {
        let collection = try Self.collection([
            "R.request.yaml": "$kind: http-request\nurl: h",
            ".resources/R.resources/examples/Found.example.yaml": """
            $kind: http-example
            request: {url: h, method: GET}
            response:
              statusCode: 404
              statusText: Not Found
              headers: {Content-Type: application/json}
              body: {type: json, content: '{}'}
            """,
        ])
        guard case .request(let item)? = collection.items.first else { return }
        #expect(item.responses.map(\.name) == ["Found"])
        #expect(item.responses.map(\.code) == [404])
        #expect(item.responses.first?.body == "{}")
    }

    @Test func `The same collection may be one document in JSON`() throws {
        let text = #"""
            {"$kind": "collection", "name": "Doc", "items": [
                {"$kind": "collection", "name": "F", "items": [
                    {"$kind": "http-request", "id": "1-a", "name": "a", "url": "http://h/",
                     "headers": [{"key": "X", "value": 1.0}]}]},
                {"$kind": "http-request", "name": "b", "url": "http://h/"}]}
            """#
        let collection = try DefinitionFile.collection(
            JSONSource(name: "c.json", bytes: Array(text.utf8)))
        #expect(collection.name == "Doc")
        #expect(collection.items.map(\.name) == ["F", "b"])
        guard case .folder(let folder)? = collection.items.first,
            case .request(let item)? = folder.items.first
        else { return }
        #expect(item.id == "1-a")
        #expect(item.request.headers.map(\.value) == ["1.0"])
    }

    @Test func `An environment has the switches of every writer`() throws {
        let text = """
            name: Local
            color: 12
            values:
            - {key: a, value: on}
            - {key: b, value: x, enabled: false}
            - {key: c, value: y, enabled: true, disabled: true}
            - {key: d, secret: true}
            - {key: e, value: s, type: secret}
            """
        let bytes = Array(text.utf8)
        let value = try #require(try YAMLParser.parse(bytes)).json(file: 0)
        let set = try DefinitionFile.variables(
            value, stem: "x", from: DefinitionText(name: "x.yaml", bytes: bytes))
        #expect(set.name == "Local")
        #expect(set.variables.map(\.isDisabled) == [false, true, true, true, false])
        #expect(set.variables.map(\.type) == [nil, nil, nil, "secret", "secret"])
        #expect(set.warnings.map(\.message) == ["the secret 'd' has no value in the file"])
    }
}
