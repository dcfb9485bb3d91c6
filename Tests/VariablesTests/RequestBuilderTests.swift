import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import Testing
import Variables

struct RequestBuilderTests {
    /// Files by name and size; what is not listed cannot be read.
    final class Files: BodyFiles {
        let sizes: [String: Int]
        init(_ sizes: [String: Int]) { self.sizes = sizes }
        func locate(_ path: String) throws(BodyFileError) -> (path: String, size: Int) {
            guard let size = sizes[path] else {
                throw .unreadable(path: "/dir/" + path, reason: "no such file or directory")
            }
            return ("/dir/" + path, size)
        }
    }

    static let ambience = TemplateResolverTests.ambience

    static func prepared(
        _ json: String, variables: [String: String] = [:], behavior: String = "{}",
        files: [String: Int] = [:]
    ) throws -> (request: HTTPRequest, warnings: [String]) {
        let builder = RequestBuilder(
            files: Files(files), ambience: ambience, userAgent: "Posthaste/1",
            hostName: { $0 == "127.1" ? "127.0.0.1" : $0.lowercased() })
        let behavior = try JSONParser.parse(behavior).object ?? JSONObject()
        let definition = try DefinitionFile.request(try JSONParser.parse(json))
        let resolver = TemplateResolverTests.resolver(variables)
        let prepared = try builder.prepare(
            resolver.resolve(definition).value, behavior: behavior)
        return (
            builder.finish(prepared, behavior: behavior), prepared.warnings.map(\.message)
        )
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
        "A URL that cannot be sent says why",
        arguments: [
            ("", RequestBuildError.emptyURL), ("ftp://h/", .unsupportedScheme("ftp")),
            ("file:///etc/hostname", .unsupportedScheme("file")),
            ("{{baseUrl}}/a", .undefinedVariable("baseUrl")),
            ("https://{{tenant}}.h/", .undefinedVariable("tenant")),
            ("http://h:99999/", .invalidPort("99999")), ("localhost:x/", .invalidPort("x")),
            ("//host/a", .missingHost(scheme: nil)), ("/a", .missingHost(scheme: nil)),
            ("?a", .missingHost(scheme: nil)), ("HTTP://", .missingHost(scheme: "http")),
            ("https://:80/", .missingHost(scheme: "https")),
            ("data:text/plain,hi", .unsupportedScheme("data")),
            ("javascript:alert(1)", .unsupportedScheme("javascript")),
            ("mailto:a@b", .unsupportedScheme("mailto")),
            ("urn:a:b", .unsupportedScheme("urn")),
            ("blob:http://h/", .unsupportedScheme("blob")),
            ("http://h:{{p}}/", .undefinedVariable("p")),
        ])
    func invalidURLs(url: String, expected: RequestBuildError) {
        #expect(throws: expected) { try Self.prepared(JSONWriter.quoted(url)) }
    }

    @Test func `Repeats of a header in several spellings keep their order, with a warning`() throws
    {
        let prepared = try Self.prepared(
            #"""
            {"url": "http://h/", "header": [{"key": "X-A", "value": "1"}, {"key": "x-a", "value": "2"},
             {"key": "Content-Type", "value": "a/b"}, {"key": "X-a", "value": "3"},
             {"key": "X-A", "value": "4"}, {"key": "content-type", "value": "c/d"}]}
            """#)
        #expect(prepared.request.headers.values(named: "X-A") == ["1", "2", "3", "4"])
        #expect(
            prepared.warnings == [
                "the request has 2 headers 'Content-Type', and all of them are sent"
            ])
    }

    @Test(arguments: ["Host", "user-agent", "Authorization", "Referer", "Content-Length"])
    func `A second header of a name that a request may have once is a warning`(name: String) throws
    {
        let lines = ["1", "2"].map { #"{"key": "\#(name)", "value": "\#($0)"}"# }
        let prepared = try Self.prepared(
            #"{"url": "http://h/", "header": [\#(lines.joined(separator: ","))]}"#)
        #expect(prepared.warnings.count == 1)
        #expect(prepared.warnings[0].lowercased().contains("2 headers '\(name.lowercased())'"))
        #expect(
            try Self.prepared(
                #"{"url": "http://h/", "header": ["Accept: a", "Accept: b", "X: 1", "X: 2"]}"#
            ).warnings == [])
    }

    @Test(arguments: [
        ("öäü", ["the value of header 'X' is not ASCII; it is sent as ISO 8859-1"]),
        ("€", ["the value of header 'X' is not ASCII; it is sent as UTF-8"]), ("plain", []),
    ])
    func `A note says how a header value beyond ASCII is sent`(
        value: String, notes: [String]
    ) throws {
        let prepared = try Self.prepared(
            #"{"url": "http://h/", "header": [{"key": "X", "value": "\#(value)"}]}"#)
        #expect(prepared.warnings == notes)
    }

    @Test func `The zone of an address is in the URL, and not in the Host header`() throws {
        let request = try Self.prepared(#""http://[fe80::1%25eth0]:81/a""#).request
        #expect(request.url == "http://[fe80::1%25eth0]:81/a")
        #expect(request.headers["Host"] == "[fe80::1]:81")
    }

    @Test(arguments: [("json", true), ("xml", false)])
    func `Only the Content-Type of JSON stands before the authorization`(
        language: String, isEarly: Bool
    ) throws {
        let builder = RequestBuilder(
            files: Files([:]), ambience: Self.ambience, userAgent: "", hostName: { $0 })
        let definition = try DefinitionFile.request(
            JSONParser.parse(
                #"""
                {"url": "http://h/", "method": "POST", "body":
                 {"mode": "raw", "raw": "{}", "options": {"raw": {"language": "\#(language)"}}}}
                """#))
        let prepared = try builder.prepare(definition, behavior: JSONObject())
        #expect(prepared.request.headers.contains("Content-Type") == isEarly)
    }

    @Test(arguments: [
        ("{\\r\\n// a\\r\\n}", "{\r\n\n}"), ("[1, // a\\r2\\n3]", "[1, \n3]"),
        ("[/* a\\r\\n */1]", "[1]"),
    ])
    func `A comment of a JSON body ends where Postman ends it`(
        text: String, expected: String
    ) throws {
        let request = try Self.prepared(
            #"""
            {"url": "http://h/", "method": "POST", "body":
             {"mode": "raw", "raw": "\#(text)", "options": {"raw": {"language": "json"}}}}
            """#
        ).request
        #expect(Self.text(request.body) == expected)
    }

    @Test(arguments: [
        ("application/json", "{}"), ("application/json-merge-patch", "{}"),
        ("application/vnd.a+json; charset=utf-8", "{}"), ("text/json", "{/*a*/}"),
        ("application/xml", "{/*a*/}"),
    ])
    func `The user's Content-Type decides whether comments are removed`(
        type: String, expected: String
    ) throws {
        let request = try Self.prepared(
            #"""
            {"url": "http://h/", "method": "POST", "body": {"mode": "raw", "raw": "{/*a*/}"},
             "header": [{"key": "Content-Type", "value": "\#(type)"}]}
            """#
        ).request
        #expect(Self.text(request.body) == expected)
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
            #"{"disabledSystemHeaders": {"user-agent": true, "accept": true, "postman-token": true, "cache-control": true, "Connection": true, "accept-encoding": true}}"#
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
            (
                #"{"mode": "graphql", "graphql": {"query": "q", "variables": "{/* a */ \"v\": \"//\" // b\n}"}}"#,
                "{\"query\":\"q\",\"variables\":{ \"v\": \"//\" \n}}", "application/json"
            ),
            (
                #"{"mode": "graphql", "graphql": {"query": "q", "operationName": null, "variables": ""}}"#,
                #"{"query":"q"}"#, "application/json"
            ),
            (
                #"{"mode": "graphql", "graphql": {"query": "q", "operationName": null, "variables": {"{{a}}": ["{{a}}"]}}}"#,
                #"{"query":"q","operationName":null,"variables":{"{{a}}":["1"]}}"#,
                "application/json"
            ),
            (
                #"{"mode": "graphql", "graphql": {"query": "q", "variables": " \n /* a */ "}}"#,
                #"{"query":"q"}"#, "application/json"
            ),
            (#"{"mode": "graphql", "graphql": {}}"#, "{}", "application/json"),
            (#"{"mode": "graphql"}"#, nil, nil),
            (#"{"mode": "file", "file": {"src": "x.png"}}"#, "</dir/x.png 7>", "image/png"),
            (#"{"mode": "file", "file": {"content": "aGk="}}"#, "hi", "application/octet-stream"),
            (#"{"mode": "FormData", "formdata": []}"#, nil, nil),
            (#"{"mode": "other", "raw": "x"}"#, "x", "text/plain"),
            (#"{"mode": "raw", "raw": "x", "disabled": true}"#, nil, nil),
            (#"{"mode": "urlencoded", "urlencoded": ""}"#, nil, nil),
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
        #expect(
            result.warnings == [
                "form field 'f': file 'gone.txt' cannot be read: no such file or directory; "
                    + "the part is left out"
            ])
    }

    @Test(
        "The user's content type wins, except for forms that it does not describe",
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
                #"multipart/form-data; charset=utf-8; boundary=\"a b\""#,
                #"{"mode": "formdata", "formdata": [{"key": "a", "value": "1"}]}"#,
                #"multipart/form-data; charset=utf-8; boundary="a b""#
            ),
            (
                "multipart/mixed; boundary=abc",
                #"{"mode": "formdata", "formdata": [{"key": "a", "value": "1"}]}"#,
                "multipart/form-data; boundary=--------------------------012345678901234567890123"
            ),
        ])
    func userContentTypes(type: String, body: String, expected: String) throws {
        let request = try Self.prepared(
            #"{"method": "POST", "url": "h", "header": [{"key": "content-type", "value": "\#(type)"}], "body": \#(body)}"#
        ).request
        #expect(request.headers.values(named: "Content-Type") == [expected])
    }

    @Test func `A part's type comes from the field, then its file, then the name it is given`()
        throws
    {
        let result = try Self.prepared(
            #"""
            {"method": "POST", "url": "http://h/",
             "header": [{"key": "content-type", "value": "multipart/form-data; boundary=\"x y\""}],
             "body": {"mode": "formdata", "formdata": [
             {"key": "1", "type": "file", "src": "a.PNG", "fileName": "b.txt"},
             {"key": "2", "type": "file", "src": "a.odd", "fileName": "dir/b.txt"},
             {"key": "3", "type": "file", "src": "a.odd", "contentType": "text/x; q=\"1\""},
             {"key": "4", "type": "file", "value": "aGk="}, {"key": "5", "type": "file", "src": null},
             {"key": "6", "value": "v", "fileName": "c.csv"}, {"key": "7", "value": null}]}}
            """#, files: ["a.PNG": 1, "a.odd": 2])
        let parts = [
            "1\"; filename=\"b.txt\"\r\nContent-Type: image/png\r\n\r\n</dir/a.PNG 1>",
            "2\"; filename=\"b.txt\"\r\nContent-Type: text/plain\r\n\r\n</dir/a.odd 2>",
            "3\"; filename=\"a.odd\"\r\nContent-Type: text/x; q=\"1\"\r\n\r\n</dir/a.odd 2>",
            "4\"\r\nContent-Type: application/octet-stream\r\n\r\nhi",
            "5\"; filename=\"\"\r\n\r\n",
            "6\"; filename=\"c.csv\"\r\nContent-Type: text/csv\r\n\r\nv", "7\"\r\n\r\n",
        ]
        let expected = parts.map {
            "--x y\r\nContent-Disposition: form-data; name=\"\($0)\r\n"
        }
        #expect(Self.text(result.request.body) == expected.joined() + "--x y--\r\n")
        #expect(result.warnings == ["form field '5' names no file; the part is empty"])
    }

    @Test func `Repeated headers stand together, and cookies in one line`() throws {
        let headers = try Self.prepared(
            #"""
            {"url": "h", "header": [{"key": "A", "value": "1"}, {"key": "cookie", "value": "a=1"},
             {"key": "B", "value": "2"}, {"key": "A", "value": "3"}, {"key": "a", "value": "4"},
             {"key": "Cookie", "value": "b=2"}, {"key": "A", "value": ""}]}
            """#
        ).request.headers.fields.prefix(6)
        #expect(
            headers.map { $0.name + ": " + $0.value } == [
                "A: 1", "A: 3", "cookie: a=1; b=2", "B: 2", "a: 4", "A: ",
            ])
    }

    @Test(
        "Methods that send no body drop it, unless pruning is disabled",
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
