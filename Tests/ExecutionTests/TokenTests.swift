import Diagnostics
import Execution
import HTTPModel
import RunModel
import Testing
import Variables

/// OAuth 2.0 through a whole run; the grants themselves have tests of their own.
struct TokenTests {
    static let block = #"""
        "auth": {"type": "oauth2", "oauth2": [
            {"key": "grant_type", "value": "client_credentials"}, {"key": "clientId", "value": "{{id}}"},
            {"key": "clientSecret", "value": "{{secret}}"}, {"key": "accessTokenUrl", "value": "http://127.0.0.1/token"},
            {"key": "password", "value": "{{left over from another grant}}"}]}
        """#

    static func answer(_ body: String, status: Int = 200) -> (HTTPRequest) -> HTTPResponse {
        { request in
            let isToken = request.url.hasSuffix("/token")
            return HTTPResponse(
                status: isToken ? status : 200, body: isToken ? Array(body.utf8) : [])
        }
    }

    @Test func `One token, obtained before the first request, serves all that inherit it`() throws {
        let fixture = RunFixture()
        fixture.network.answer = Self.answer(#"{"access_token": "tok-abc", "expires_in": "3600"}"#)
        fixture.scopes.environment.set("id", .string("me"))
        fixture.scopes.environment.set("secret", .string("s3cret"))
        try fixture.run(
            Self.block
                + #", "item": [\#(CollectionRunTests.item("a")), \#(CollectionRunTests.item("b"))]"#
        )
        #expect(
            fixture.network.requests.map(\.url) == [
                "http://127.0.0.1/token", "http://h/a", "http://h/b",
            ])
        #expect(
            fixture.network.requests.map { $0.headers["Authorization"] } == [
                "Basic bWU6czNjcmV0", "Bearer tok-abc", "Bearer tok-abc",
            ])
        #expect(fixture.warnings.isEmpty)
        #expect(!"\(fixture.log.events)".contains("tok-abc"))
    }

    @Test func `No token, no request`() throws {
        let fixture = RunFixture()
        fixture.network.answer = Self.answer(
            #"{"error": "invalid_client", "error_description": "nope"}"#, status: 401)
        fixture.scopes.environment.set("id", .string("me"))
        fixture.scopes.environment.set("secret", .string("s3cret"))
        let result = try fixture.run(
            Self.block + #", "item": [\#(CollectionRunTests.item("a"))]"#)
        #expect(result.missedToken)
        guard case .authentication(let diagnostic)? = result.end.interruption else {
            Issue.record("the run was not interrupted")
            return
        }
        #expect(
            diagnostic.message.contains("invalid_client") || diagnostic.message.contains("nope"))
        #expect(fixture.network.requests.allSatisfy { $0.url.hasSuffix("/token") })
    }

    @Test func `A block that a script completes is left until then`() throws {
        let fixture = RunFixture()
        fixture.network.answer = Self.answer(#"{"access_token": "tok-abc"}"#)
        let script = "pm.environment.set('id', 'me'); pm.environment.set('secret', 's3cret')"
        try fixture.run(
            Self.block + #", "item": [\#(CollectionRunTests.item("a", prerequest: script))]"#)
        #expect(fixture.network.requests.map(\.url) == ["http://127.0.0.1/token", "http://h/a"])
    }

    @Test func `A request that gets no token is reported with its resolved URL`() throws {
        let fixture = RunFixture()
        fixture.network.answer = Self.answer("{}", status: 503)
        fixture.scopes.environment.set("host", .string("h"))
        // Left for the first request, since its script completes the block.
        let script = "pm.environment.set('id', 'me'); pm.environment.set('secret', 's3cret')"
        let result = try fixture.run(
            Self.block + #"""
                , "event": [{"listen": "prerequest", "script": "\#(script)"}],
                "item": [{"name": "a", "request": "http://{{host}}/a"}]
                """#)
        #expect(result.missedToken)
        let urls = fixture.log.events.compactMap {
            if case .request(let record, _) = $0 { record.request.url } else { nil }
        }
        #expect(urls == ["http://h/a"])
    }

    @Test func `A block that nothing completes names what it lacks`() throws {
        let fixture = RunFixture()
        let result = try fixture.run(
            Self.block + #", "item": [\#(CollectionRunTests.item("a"))]"#)
        #expect(result.missedToken)
        #expect(result.end.interruption == nil)
        #expect(fixture.failures.map { $0.message.contains("'id'") } == [true])
        #expect(fixture.network.requests.isEmpty)
    }
}
