import Diagnostics
import HTTPModel
import JSON
import RunModel
import Testing
import Variables

/// What a run reports of its collection and variables if a report wants it.
struct ReportedDefinitionTests {
    private static let collection = #"""
        "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"},
          {"key": "password", "value": "{{pw}}"}]},
        "variable": [{"key": "pw", "value": "first-secret"}, {"key": "plain", "value": "seen"}],
        "item": [{"name": "A", "request": "http://h/a?x=first-secret"},
          {"name": "B", "request": {"url": "http://h/b", "auth": {"type": "bearer",
            "bearer": [{"key": "token", "value": "literal-secret"}]}},
           "event": [{"listen": "prerequest", "script": {"exec": [
             "// literal-secret", "pm.environment.set('kept', 'first-secret')",
             "pm.environment.set('authToken', 'got-by-a-script')"]}}]}]
        """#

    private static func run(keeping: Bool) throws -> RunFixture {
        var fixture = RunFixture()
        fixture.reportsCollection = keeping
        fixture.scopes = VariableScopes(
            environment: VariableScope(id: "e", name: "Demo"), globals: VariableScope())
        fixture.scopes.globals.set("n", .number(7))
        try fixture.run(collection)
        return fixture
    }

    private static func start(_ fixture: RunFixture) -> RunStart? {
        fixture.log.events.lazy.compactMap {
            if case .runStarted(let start) = $0 { start } else { nil }
        }.first
    }

    private static func end(_ fixture: RunFixture) -> RunEnd? {
        fixture.log.events.lazy.compactMap {
            if case .runFinished(let end) = $0 { end } else { nil }
        }.first
    }

    @Test func `Reports receive the collection at the start, without its secrets`() throws {
        let fixture = try Self.run(keeping: true)
        let json = try #require(Self.start(fixture)?.collection)
        let text = JSONWriter.compact(json)
        #expect(!text.contains("first-secret"))
        #expect(!text.contains("literal-secret"))
        #expect(text.contains(#"{"key":"plain","value":"seen"}"#))
        #expect(text.contains(#"{"key":"password","value":"{{pw}}"}"#))
        #expect(text.contains("http://h/a?x=********"))
        #expect(text.contains("// ********"))
    }

    @Test func `The variables are told at the end, without secrets`() throws {
        let end = try #require(Self.end(try Self.run(keeping: true)))
        let environment = try #require(end.environment)
        #expect(
            JSONWriter.compact(environment)
                == #"{"id":"e","name":"Demo","values":["#
                + #"{"key":"kept","value":"********","type":"default","enabled":true},"#
                + #"{"key":"authToken","value":"********","type":"default","enabled":true}]}"#)
        #expect(
            end.globals.map(JSONWriter.compact)
                == #"{"values":[{"key":"n","value":7,"type":"default","enabled":true}]}"#)
    }

    @Test func `Without a report that wants them nothing of this is in events`() throws {
        let fixture = try Self.run(keeping: false)
        #expect(Self.start(fixture)?.collection == nil)
        #expect(Self.end(fixture)?.environment == nil)
        #expect(Self.end(fixture)?.globals == nil)
    }

    @Test func `Items know their place, and requests the hops that redirects led to`() throws {
        let fixture = RunFixture()
        fixture.network.redirects = ["http://h/1", "http://h/2?key=first-secret"].map {
            HTTPExchange.Redirected(request: HTTPRequest(method: "POST", url: $0), status: 302)
        }
        fixture.scopes.environment.set("s", .string("first-secret"), type: "secret")
        try fixture.run(
            #""item": [{"name": "A", "request": "http://h/a"}, {"name": "B", "request": "http://h/b"}]"#
        )
        let records = fixture.log.events.compactMap { event in
            if case .request(let record, let item) = event { (record, item.position) } else { nil }
        }
        #expect(records.map(\.1) == [0, 1])
        #expect(records.map(\.0.request.url) == ["http://h/1", "http://h/1"])
        let second = RequestRecord.Hop(
            status: 302, method: "POST", url: "http://h/2?key=********")
        #expect(
            records.map(\.0.hops)
                == ["http://h/a", "http://h/b"].map {
                    [second, RequestRecord.Hop(status: 302, method: "GET", url: $0)]
                })
    }
}
