import Execution
import HTTPModel
import RunModel
import Testing
import Variables

/// What test scripts see of the request that was sent.
struct SentRequestTests {
    @Test func `After a redirect it is the request as it was before`() throws {
        let fixture = RunFixture()
        fixture.network.redirects = [
            .init(request: HTTPRequest(method: "POST", url: "http://h/first"), status: 302)
        ]
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": {"method": "POST", "url": "http://h/last",
                "body": {"mode": "raw", "raw": "hello"}}, "event": [{"listen": "test", "script":
                {"exec": "console.log(pm.request.method, pm.request.url.getPath(), pm.request.body.raw)"}}]}]
            """#)
        #expect(fixture.consoleLines == ["'POST' '/first' 'hello'"])
    }

    @Test func `It has the authorization that it inherits, with variables put in`() throws {
        let fixture = RunFixture()
        fixture.scopes.environment.set("t", .string("secret-token"))
        try fixture.run(
            #"""
            "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]},
            "item": [{"name": "a", "request": "http://h/", "event": [{"listen": "test", "script":
                {"exec": "console.log(pm.request.auth.type, pm.request.auth.parameters().get('token').length)"}}]}]
            """#)
        #expect(fixture.consoleLines == ["'bearer' 12"])
    }

    @Test func `Headers that its author did not write are marked`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "auth": {"type": "apikey", "apikey": [
                {"key": "key", "value": "X-Key"}, {"key": "value", "value": "k"}]},
            "item": [{"name": "a", "request": {"method": "POST", "url": "http://h/", "header": [
                {"key": "X-Own", "value": "1"}, {"key": "accept", "value": "text/plain"}],
                "body": {"mode": "raw", "raw": "1", "options": {"raw": {"language": "json"}}}},
                "event": [{"listen": "test", "script": {"exec": [
                "const { header } = pm.request.toJSON();",
                "console.log(header.filter(h => h.system === true).map(h => h.key).join());",
                "console.log(pm.request.headers.filter(h => !h.system).map(h => h.key).join());"]}}]}]
            """#)
        #expect(
            fixture.consoleLines == [
                "'Content-Type,X-Key,User-Agent,Cache-Control,Postman-Token,Host,"
                    + "Accept-Encoding,Connection'",
                "'X-Own,accept'",
            ])
    }

    @Test func `It has its disabled headers`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": {"url": "http://h/", "header": [
                {"key": "X-On", "value": "1"}, {"key": "X-Off", "value": "2", "disabled": true}]},
                "event": [{"listen": "test", "script": {"exec":
                "console.log(pm.request.headers.filter(h => h.disabled).map(h => h.key).join())"}}]}]
            """#)
        #expect(fixture.network.requests.first?.headers["X-Off"] == nil)
        #expect(fixture.consoleLines == ["'X-Off'"])
    }
}
