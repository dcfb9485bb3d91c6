import CollectionModel
import JSON
import Testing
import TextEncoding

@testable import CollectionAnalysis

struct SecretAnalysisTests {
    @Test(arguments: [
        ("clientSecret", "hG7vR2kQ9", true), ("client_secret", "hG7vR2kQ9", true),
        ("DB_PASSWORD", "Winter2026!", true), ("token1", "a8f5f167f44f4964e6c998dee827110c", true),
        ("x-functions-key", "hG7vR2kQ9pL3", true), ("apiKey2", "hG7vR2kQ9pL3", true),
        ("signature", "k8Jd02mNq7Rt5WvZ1xYb", true),
        ("tokenUrl", "https://login.example/token", false), ("tokenType", "Bearer token", false),
        ("secretName", "orders-secret", false), ("password", "{{password}}", false),
        ("password", "changeme-please", false), ("clientSecret", "made-up-for-the-demo", false),
        ("clientSecret", "<your secret>", false), ("clientSecret", "env:CLIENT_SECRET", false),
        ("key", "orders", false), ("key", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", false),
        ("publicKey", "0x08872e4fd2ab34c5981723ffae12bc09", false),
        ("nextPageToken", "CAUQAAabc123", false), ("continuation_token", "CAUQAAabc12", false),
        ("validationToken", "CAUQAAabc123", false), ("token", "invalid-token", false),
        ("token", "to be set", false), ("token", "__TOKEN__", false),
        ("secretAccessKey", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", false),
        ("invalidAuthToken", "bad-token-000", false), ("expired_token", "bad-token-000", false),
        ("grant_type", "password_credentials", false), ("etag", "W/12345678901234567890ab", false),
    ])
    func `A name and a value are a secret together`(name: String, value: String, isSecret: Bool) {
        let found = SecretValue.isLiteral(value) && SecretAnalysis.isTelling(name, value)
        #expect(found == isSecret)
    }

    @Test(arguments: [
        ("AKIA" + "Q7RT5WVZ1XYBK8JD", SecretShape.awsKey),
        ("PMAK-" + String(repeating: "a1b2", count: 16), .postmanKey),
        (
            "eyJhbGciOiJIUzI1NiJ9AAAA.eyJzdWIiOiIxMjM0NTY3ODkwIn0."
                + String(repeating: "x1Y", count: 9), .jsonWebToken
        ),
        ("abc8Q~" + String(repeating: "x1Y-", count: 8), .azureSecret),
        ("Server=db;User=sa;Password=Winter2026!;", .connectionString),
        ("https://ada:Winter2026!@host/x", .urlPassword),
    ])
    func `Some secrets are known by their form`(text: String, shape: SecretShape) {
        #expect(SecretShape.find(in: text)?.shape == shape)
    }

    @Test(arguments: [
        ("Bearer k8Jd02mNq7Rt", true), ("bearer k8Jd02mNq7Rt", true), ("Bearer {{token}}", false),
        ("Bearer of good news", false), ("Bearer", false),
    ])
    func `A token after its scheme is a secret`(text: String, isSecret: Bool) throws {
        let file = try Sample.environment("A", #"{"key": "header", "value": "\#(text)"}"#)
        let variable = try #require(file.set.variables.first)
        #expect(variable.holdsSecret == isSecret)
    }

    @Test(arguments: [
        (#"{"oid":"4711-0815","exp":1}"#, ["literal-secret a JSON Web Token"]),
        (#"{"sub":"1234567890","name":"John Doe"}"#, []),
        (#"{"iss":"https://login.example.com/","oid":"1"}"#, []),
    ])
    func `A token of a saved response is a secret, unless it is a sample`(
        claims: String, expected: [String]
    ) throws {
        let token =
            "eyJhbGciOiJIUzI1NiJ9AAAA." + Base64.encodeURLSafe(Array(claims.utf8)) + "."
            + String(repeating: "x1Y", count: 9)
        let response = #"[{"name": "OK", "body": "{\"access_token\": \"\#(token)\"}"}]"#
        let item = #"{"name": "a", "request": "http://h/", "response": \#(response)}"#
        #expect(try Sample.findings(item) == expected)
    }

    @Test(arguments: [
        "https://{{user}}:{{password}}@host/", "eyJ only", "a;b=c", "sk_live_short",
        "AKIA" + "IOSFODNN7EXAMPLE",
    ])
    func `Ordinary texts have no such form`(text: String) {
        #expect(SecretShape.find(in: text) == nil)
    }

    @Test func `A secret that stands in two places is found in both`() throws {
        let header = #"{"key": "X-Api-Key", "value": "pL3hG7vR2kQ9"}"#
        let items = ["One", "Two"].map {
            #"{"name": "\#($0)", "request": {"url": "https://h/", "header": [\#(header)]}}"#
        }
        let found = try Sample.findings(items.joined(separator: ","))
        #expect(found == ["literal-secret X-Api-Key", "literal-secret X-Api-Key"])
    }

    @Test func `Secrets are found wherever a request has them`() throws {
        let item = #"""
            {"name": "Post", "request": {
              "url": "https://host/x?api_key=hG7vR2kQ9pL3",
              "header": [{"key": "Authorization", "value": "Bearer k8Jd02mNq7Rt5WvZ1xYb"},
                         {"key": "X-Api-Key", "value": "pL3hG7vR2kQ9"}],
              "auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "Q9pL3hG7vR2k"}]},
              "body": {"mode": "raw", "raw": "{\"user\": \"ada\", \"password\": \"Winter2026!\"}"}},
             "event": [{"listen": "test", "script": {"exec": ["const secret = 'R2kQ9pL3hG7v';"]}}]}
            """#
        let found = try Sample.findings(item)
        #expect(
            found.sorted() == [
                "literal-secret Authorization", "literal-secret X-Api-Key",
                "literal-secret api_key", "literal-secret clientSecret", "literal-secret password",
                "literal-secret secret",
            ])
    }

    @Test(arguments: [
        (#"<a><password>Winter2026!</password></a>"#, ["password"]),
        (#"<wsse:Password Type=\"PasswordText\">Winter2026!</wsse:Password>"#, ["wsse:Password"]),
        (#"<password>string</password><tokenType>PasswordText</tokenType>"#, []),
        (#"mutation { login(user: \"ada\", password: \"Winter2026!\") { id } }"#, ["password"]),
        (#"mutation { token: createToken\n }"#, []),
        (
            #"grant_type=password&password=Winter2026!&client_secret=hG7vR2kQ9"#,
            ["password", "client_secret"]
        ),
    ])
    func `Secrets are found in bodies of any form`(body: String, expected: [String]) throws {
        let found = try Sample.findings(
            #"""
            {"name": "Post", "request": {"url": "https://h/", "method": "POST",
              "body": {"mode": "raw", "raw": "\#(body)"}}}
            """#)
        #expect(found == expected.map { "literal-secret \($0)" })
    }

    @Test func `A saved response shows the secrets of its request`() throws {
        let found = try Sample.findings(
            #"""
            {"name": "Get", "request": {"url": "https://h/"}, "response": [{"name": "OK", "code": 200,
              "originalRequest": {"url": "https://h/",
                "header": [{"key": "X-Api-Key", "value": "pL3hG7vR2kQ9"}],
                "auth": {"type": "basic", "basic": [{"key": "password", "value": "Winter2026!"}]}},
              "header": [{"key": "X-Api-Key", "value": "R2kQ9pL3hG7v"}], "body": "password=Winter2027!"}]}
            """#)
        #expect(found == ["literal-secret X-Api-Key", "literal-secret password"])
    }

    @Test func `A token that servers shall refuse is not a secret`() throws {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEtbG92In0.k8Jd02mNq7Rt5WvZ1xYb3Qp"
        let variables = ["expired_token", "wrongJwt", "token"].map {
            #"{"key": "\#($0)", "value": "\#(token)"}"#
        }
        var input = AnalysisInput()
        input.variables = [try Sample.environment("A", variables.joined(separator: ","))]
        #expect(Sample.findings(input) == ["literal-secret token"])
    }

    @Test(arguments: [
        (#"{"secret": ["a=env:SHOP_A", "b=file:/run/secrets/b"]}"#, []),
        (#"{"run": {"secret": "a=cmd:pass show shop"}}"#, []),
        (#"{"secret": ["a=hG7vR2kQ9pL3"]}"#, ["literal-secret secret"]),
    ])
    func `A configuration may say where secrets are`(text: String, expected: [String]) throws {
        let source = JSONSource(name: "posthaste.json", bytes: Array(text.utf8))
        let json = try JSONParser.parse(source)
        var input = AnalysisInput()
        input.configurations = [.init(json, from: .json(source, root: json))]
        #expect(Sample.findings(input) == expected)
    }

    @Test func `No secret is in a message`() throws {
        var input = AnalysisInput()
        input.variables = [
            try Sample.environment(
                "A", #"{"key": "code", "value": "hG7vR2kQ9pL3", "type": "secret"}"#)
        ]
        let findings = CollectionAnalysis(input).findings()
        #expect(findings.map(\.subject) == ["code"])
        #expect(!"\(findings)".contains("hG7vR2kQ9pL3"))
    }
}
