import Execution
import HTTPModel
import OAuth2
import RunModel
import Testing
import Variables

/// Which tokens are obtained before the first request, and what happens to the others (issue 14).
struct PreflightTests {
    /// A request with an oauth2 block.
    private static func item(
        _ name: String, _ block: [(String, String)], prerequest: String? = nil,
        test: String? = nil
    ) -> String {
        let parameters = block.map { #"{"key": "\#($0)", "value": "\#($1)"}"# }
        let auth =
            #", "auth": {"type": "oauth2", "oauth2": [\#(parameters.joined(separator: ","))]}"#
        return CollectionRunTests.item(name, prerequest: prerequest, test: test, more: auth)
    }

    private static let credentials = [
        ("grant_type", "client_credentials"), ("clientId", "me"), ("clientSecret", "s3cret"),
        ("accessTokenUrl", "http://127.0.0.1/token"),
    ]

    private func fixture(status: Int = 200) -> RunFixture {
        let fixture = RunFixture()
        fixture.network.answer = TokenTests.answer(
            #"{"access_token": "tok-abc", "error_description": "no"}"#, status: status)
        return fixture
    }

    @Test(arguments: [nil, ""])
    func `A token that a login sets is used when its request comes`(value: String?) throws {
        let fixture = fixture()
        if let value { fixture.scopes.environment.set("token", .string(value)) }
        let login = CollectionRunTests.item(
            "login", test: "pm.environment.set('token', 'T-' + pm.response.code)")
        let query = Self.item("query", [("accessToken", "{{token}}"), ("addTokenTo", "header")])
        let result = try fixture.run(#""item": [\#(login), \#(query)]"#)
        #expect(fixture.paths == ["/login", "/query"])
        #expect(fixture.network.requests[1].headers["Authorization"] == "Bearer T-200")
        #expect(!result.missedToken)
        #expect(fixture.warnings.isEmpty)
    }

    @Test func `A tenant that a login sets completes the block of a later request`() throws {
        let fixture = fixture()
        let login = CollectionRunTests.item(
            "login", test: "pm.environment.set('tenant', '127.0.0.1')")
        var block = Self.credentials
        block[3].1 = "http://{{tenant}}/token"
        try fixture.run(#""item": [\#(login), \#(Self.item("query", block))]"#)
        #expect(
            fixture.network.requests.map(\.url) == [
                "http://h/login", "http://127.0.0.1/token", "http://h/query",
            ])
    }

    @Test func `A client secret that could be that of two clients is sent to neither`() throws {
        var fixture = fixture()
        fixture.overrides.clientSecret = "given"
        var other = Self.credentials
        other[1].1 = "other"
        let items = [Self.item("a", Self.credentials), Self.item("b", other)]
        let result = try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        #expect(result.missedToken)
        #expect(fixture.network.requests.isEmpty)
    }

    @Test func `A block without grant, URL, client and token is no authorization`() throws {
        let fixture = fixture()
        let items = [
            CollectionRunTests.item("a"),
            Self.item("b", [("addTokenTo", "header"), ("tokenType", "mac"), ("clientId", "")]),
        ]
        let result = try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        #expect(fixture.paths == ["/a", "/b"])
        #expect(!fixture.network.requests[1].headers.contains("Authorization"))
        #expect(!result.missedToken)
        #expect(
            fixture.warnings == [
                "auth of request 'b': the block names no grant, no URL, no client and no token, so "
                    + "requests are sent without authorization"
            ])
    }

    @Test(
        arguments: [
            ([("accessToken", "{{token}}")], "variable 'token' in 'accessToken' is empty"),
            (
                [("grant_type", "password"), ("accessTokenUrl", "{{token}}"), ("clientId", "x")],
                "variable 'token' in 'accessTokenUrl' is empty"
            ),
            (
                [("grant_type", "password"), ("accessTokenUrl", "https://{{host}}/")],
                "variable 'host' in 'accessTokenUrl' has no value"
            ),
            ([("accessToken", "T"), ("tokenType", "MAC")], "a token of type 'MAC' needs"),
        ] as [([(String, String)], String)])
    func `Only the request of an incomplete block fails`(
        block: [(String, String)], reason: String
    ) throws {
        let fixture = fixture()
        fixture.scopes.environment.set("token", .string(""))
        let items = [
            CollectionRunTests.item("a"), Self.item("b", block), CollectionRunTests.item("c"),
        ]
        let result = try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        #expect(fixture.paths == ["/a", "/c"])
        #expect(result.missedToken)
        #expect(result.end.interruption == nil)
        #expect(fixture.failures.map { $0.message.contains(reason) } == [true])
    }

    @Test(arguments: [
        "pm.execution.skipRequest()", "pm.execution.setNextRequest(null)",
        "postman.setNextRequest(null)",
    ])
    func `No token is obtained for a request that is never sent`(script: String) throws {
        let fixture = fixture(status: 401)
        let isSkip = script.contains("skip")
        let items = [
            CollectionRunTests.item("a", test: isSkip ? nil : script),
            Self.item("b", Self.credentials, prerequest: isSkip ? script : nil),
        ]
        let result = try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        #expect(fixture.paths == ["/a"])
        #expect(!result.missedToken)
    }

    @Test func `A request without a URL stops no other, and asks for no token`() throws {
        let fixture = fixture(status: 401)
        let auth = Self.item("b", Self.credentials).replacing("http://h/b", with: "")
        let result = try fixture.run(
            #""item": [\#(CollectionRunTests.item("a")), \#(auth), \#(CollectionRunTests.item("c"))]"#
        )
        #expect(fixture.network.requests.map(\.url) == ["http://h/a", "http://h/c"])
        #expect(result.end.interruption == nil)
        #expect(!result.missedToken)
        #expect(fixture.failures.map(\.message) == ["the request has no URL"])
    }

    @Test func `A refusal counts once a script has had its chance to change the block`() throws {
        let fixture = fixture(status: 401)
        fixture.scopes.environment.set("id", .string("old"))
        var block = Self.credentials
        block[1].1 = "{{id}}"
        let items = [
            CollectionRunTests.item("a", test: "pm.environment.set('id', 'new')"),
            Self.item("b", block),
        ]
        let result = try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        #expect(
            fixture.network.requests.map(\.url) == [
                "http://127.0.0.1/token", "http://h/a", "http://127.0.0.1/token",
            ])
        #expect(result.missedToken)
        #expect(result.end.interruption == nil)
    }
}
