import CollectionModel
import HTTPModel
import JSON
import Testing
import Variables

struct RequestBuilderTests {
    /// Files by name and size; what is not listed cannot be read.
    final class Files: BodyFiles {
        let sizes: [String: Int]
        init(_ sizes: [String: Int]) { self.sizes = sizes }
        func locate(_ path: String) -> (path: String, size: Int)? {
            sizes[path].map { ("/dir/" + path, $0) }
        }
    }

    static let ambience = TemplateResolverTests.ambience

    static func prepared(
        _ json: String, variables: [String: String] = [:], behavior: String = "{}",
        files: [String: Int] = [:]
    ) throws -> (request: HTTPRequest, warnings: [String]) {
        let builder = RequestBuilder(
            files: Files(files), ambience: ambience, userAgent: "Posthaste/1")
        let behavior = try JSONParser.parse(behavior).object ?? JSONObject()
        let definition = try DefinitionFile.request(try JSONParser.parse(json))
        let resolver = TemplateResolverTests.resolver(variables)
        let prepared = try builder.prepare(resolver.resolve(definition), behavior: behavior)
        return (builder.finish(prepared, behavior: behavior), prepared.warnings)
    }

    static func text(_ body: HTTPBody?) -> String? {
        guard let body else { return nil }
        return body.pieces.map { piece in
            switch piece {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .file(let path, let size): "<\(path) \(size)>"
            }
        }.joined()
    }

    @Test(
        "URLs go over the wire as Postman encodes them",
        arguments: [
            ("http://h", "http://h/"), ("h/a b", "http://h/a%20b"),
            ("HTTP://H.Example/A", "http://h.example/A"),
            ("http://h/%41%zz", "http://h/%41%zz"),
            ("http://h/a/../b//c/.", "http://h/a/../b//c/."),
            ("http://h/é{x}`<>\"", "http://h/%C3%A9%7Bx%7D%60%3C%3E%22"),
            ("http://h/?q=a b+c'{}|\\^`[]#frag", "http://h/?q=a%20b+c%27{}|\\^`[]"),
            ("http://h/p?{{nope}}", "http://h/p?{{nope}}"),
            ("http://h/{{nope}}", "http://h/%7B%7Bnope%7D%7D"),
            ("{{base}}/x?y={{v}}", "https://host.example:8443/prefix/x?y=1&z=2"),
            ("http://u:p@ss@h/", "http://u:p%40ss@h/"), ("http://h?x", "http://h/?x"),
            ("http://h/:id/x", "http://h/:id/x"),
        ])
    func urls(url: String, expected: String) throws {
        let request = try Self.prepared(
            JSONWriter.quoted(url),
            variables: ["base": "https://host.example:8443/prefix", "v": "1&z=2"]
        ).request
        #expect(request.url == expected)
    }

    @Test func `URL encoding can be switched off`() throws {
        let request = try Self.prepared(
            #""http://h/a b?c d""#, behavior: #"{"disableUrlEncoding": true}"#
        ).request
        #expect(request.url == "http://h/a b?c d")
    }

    @Test(
        "A URL that cannot be sent says why",
        arguments: [
            ("", RequestBuildError.emptyURL), ("ftp://h/", .unsupportedScheme("ftp")),
            ("http://h:99999/", .invalidPort("99999")), ("http://h:{{p}}/", .invalidPort("{{p}}")),
        ])
    func invalidURLs(url: String, expected: RequestBuildError) {
        #expect(throws: expected) { try Self.prepared(JSONWriter.quoted(url)) }
    }

    @Test func `System headers follow the user's, in Postman's order`() throws {
        let request = try Self.prepared(
            #"""
            {"method": "POST", "url": "http://H:81/", "header": [{"key": "x-{{n}}", "value": "{{v}}"},
             {"key": "ACCEPT", "value": "a/b"}, {"key": "off", "value": "1", "disabled": true}, {"key": ""}],
             "body": {"mode": "raw", "raw": "x", "options": {"raw": {"language": "json"}}}}
            """#, variables: ["n": "name", "v": "value"]
        ).request
        #expect(
            request.headers.fields.map { $0.name + ": " + $0.value } == [
                "x-name: value", "ACCEPT: a/b", "Content-Type: application/json",
                "User-Agent: Posthaste/1", "Cache-Control: no-cache",
                "Postman-Token: 00010203-0405-4607-8809-0a0b0c0d0e0f", "Host: h:81",
                "Accept-Encoding: gzip, deflate, br", "Connection: keep-alive",
            ])
    }

    @Test func `System headers can be switched off one by one`() throws {
        let behavior =
            #"{"disabledSystemHeaders": {"user-agent": true, "accept": true, "postman-token": true, "cache-control": true, "connection": true, "accept-encoding": true, "host": false}}"#
        let headers = try Self.prepared(#""http://h/""#, behavior: behavior).request.headers
        #expect(headers.fields.map(\.name) == ["Host"])
    }

    @Test(
        "Bodies are written byte for byte",
        arguments: [
            (#"{"mode": "raw", "raw": "{{a}} é"}"#, "1 é", "text/plain"),
            (
                #"{"mode": "raw", "raw": "{\"u\": \"http://x\" /* c */ // d\n}", "options": {"raw": {"language": "json"}}}"#,
                "{\"u\": \"http://x\"  \n}", "application/json"
            ),
            (
                #"{"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1 ~'"}, {"key": "b", "value": "{{a}}"}, {"key": "a", "value": "%41+"}, {"key": "off", "value": "x", "disabled": true}]}"#,
                "a=1%20~%27&a=%2541%2B&b=1", "application/x-www-form-urlencoded"
            ),
            (
                #"{"mode": "graphql", "graphql": {"query": "{ q }", "variables": "{\"v\": {{a}}}"}}"#,
                #"{"query":"{ q }","variables":{"v": 1}}"#, "application/json"
            ),
            (#"{"mode": "file", "file": {"src": "x.png"}}"#, "</dir/x.png 7>", "image/png"),
            (#"{"mode": "raw", "raw": ""}"#, nil, nil),
            (#"{"mode": "urlencoded", "urlencoded": [{"key": "a", "disabled": true}]}"#, nil, nil),
        ])
    func bodies(body: String, expected: String?, contentType: String?) throws {
        let request = try Self.prepared(
            #"{"method": "POST", "url": "http://h/", "body": \#(body)}"#, variables: ["a": "1"],
            files: ["x.png": 7]
        ).request
        #expect(Self.text(request.body) == expected)
        #expect(request.headers["Content-Type"] == contentType)
    }

    @Test func `Multipart bodies keep order and stream their files`() throws {
        let result = try Self.prepared(
            #"""
            {"method": "POST", "url": "http://h/", "body": {"mode": "formdata", "formdata": [
             {"key": "t\"", "value": "v", "type": "text"}, {"key": "f", "type": "file", "src": ["a.txt", "gone.txt", "b.bin"]},
             {"key": "j", "value": {"x": 1}, "contentType": "application/json"},
             {"key": "raw", "type": "file", "value": "aGk=", "fileName": "hi.txt"}]}}
            """#, files: ["a.txt": 3, "b.bin": 4])
        let boundary = "--------------------------012345678901234567890123"
        #expect(
            result.request.headers["Content-Type"] == "multipart/form-data; boundary=\(boundary)")
        let parts = [
            "Content-Disposition: form-data; name=\"t%22\"\r\n\r\nv",
            "Content-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n</dir/a.txt 3>",
            "Content-Disposition: form-data; name=\"f\"; filename=\"b.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n</dir/b.bin 4>",
            "Content-Disposition: form-data; name=\"j\"\r\nContent-Type: application/json\r\n\r\n{\"x\":1}",
            "Content-Disposition: form-data; name=\"raw\"; filename=\"hi.txt\"\r\nContent-Type: text/plain\r\n\r\nhi",
        ]
        let expected = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n"
        #expect(Self.text(result.request.body) == expected)
        #expect(result.warnings == ["form field 'f': file 'gone.txt' cannot be read"])
    }

    @Test(
        "The user's content type wins, but for forms that it does not describe",
        arguments: [
            ("application/xml", #"{"mode": "raw", "raw": "x"}"#, "application/xml"),
            (
                "text/plain", #"{"mode": "urlencoded", "urlencoded": "a=1"}"#,
                "application/x-www-form-urlencoded"
            ),
            (
                "application/x-www-form-urlencoded; charset=utf-8",
                #"{"mode": "urlencoded", "urlencoded": "a=1"}"#,
                "application/x-www-form-urlencoded; charset=utf-8"
            ),
            (
                "multipart/mixed; boundary=abc",
                #"{"mode": "formdata", "formdata": [{"key": "a", "value": "1"}]}"#,
                "multipart/mixed; boundary=abc"
            ),
        ])
    func userContentTypes(type: String, body: String, expected: String) throws {
        let request = try Self.prepared(
            #"{"method": "POST", "url": "h", "header": [{"key": "content-type", "value": "\#(type)"}], "body": \#(body)}"#
        ).request
        #expect(request.headers.values(named: "Content-Type") == [expected])
    }

    @Test(
        "Methods that send no body drop it, unless told not to",
        arguments: [
            ("GET", "{}", false), ("DELETE", "{}", true),
            ("GET", #"{"disableBodyPruning": true}"#, true),
        ])
    func pruning(method: String, behavior: String, isSent: Bool) throws {
        let request = try Self.prepared(
            #"{"method": "\#(method)", "url": "h", "body": {"mode": "raw", "raw": "x"}}"#,
            behavior: behavior
        ).request
        #expect((request.body != nil) == isSent)
        #expect(request.headers.contains("Content-Type") == isSent)
    }
}
