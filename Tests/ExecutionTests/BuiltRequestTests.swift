import Execution
import HTTPModel
import RunModel
import Testing
import Variables

/// Requests without variables are built once for all iterations, as if they were built each time.
struct BuiltRequestTests {
    private func sent(_ item: String, iterations: Int = 3) throws -> [HTTPRequest] {
        var fixture = RunFixture()
        fixture.settings.iterationCount = iterations
        try fixture.run("\"item\": [\(item)]")
        return fixture.network.requests
    }

    @Test func `Each iteration sends the same request`() throws {
        let requests = try sent(
            #"""
            {"name": "a", "request": {"method": "POST", "url": "http://h/a b?q=ü",
                "header": [{"key": "X-A", "value": "1"}],
                "body": {"mode": "raw", "raw": "{\"a\": 1}"}}}
            """#)
        #expect(requests.count == 3)
        #expect(requests.allSatisfy { $0 == requests[0] })
        #expect(requests[0].body == HTTPBody(Array(#"{"a": 1}"#.utf8)))
    }

    @Test func `A variable has its value of the iteration`() throws {
        let script = "pm.environment.set('n', pm.info.iteration)"
        let requests = try sent(
            #"""
            {"name": "a", "request": "http://h/{{n}}", "event": [
                {"listen": "prerequest", "script": {"exec": "\#(script)"}}]}
            """#)
        #expect(requests.map(\.url) == ["http://h/0", "http://h/1", "http://h/2"])
    }

    @Test func `A script changes the request of its iteration alone`() throws {
        let add = "pm.request.headers.add({ key: 'X-Own', value: '1' })"
        let script = "if (pm.info.iteration === 1) \(add)"
        let requests = try sent(
            #"""
            {"name": "a", "request": "http://h/", "event": [
                {"listen": "prerequest", "script": {"exec": "\#(script)"}}]}
            """#)
        #expect(requests.map { $0.headers["X-Own"] } == [nil, "1", nil])
    }

    @Test func `A warning about the request comes in each iteration`() throws {
        var fixture = RunFixture()
        fixture.settings.iterationCount = 2
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": {"url": "http://h/", "header": [
                {"key": "X-A", "value": "ü"}]}}]
            """#)
        let warnings = fixture.log.events.filter { if case .warning = $0 { true } else { false } }
        #expect(warnings.count == 2)
    }
}
