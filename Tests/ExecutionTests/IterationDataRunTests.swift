import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import JSON
import RunModel
import Testing
import Variables

struct IterationDataRunTests {
    /// A fixture that runs once for each row.
    static func fixture(_ data: String, name: String = "d.json") throws -> RunFixture {
        var fixture = RunFixture()
        fixture.data = try IterationData(JSONSource(name: name, bytes: Array(data.utf8)))
        fixture.settings.iterationCount = fixture.data.count
        return fixture
    }

    static func starts(_ fixture: RunFixture) -> [String?] {
        fixture.log.events.compactMap {
            if case .iterationStarted(let start) = $0 { start.rowText } else { nil }
        }
    }

    @Test func `Each iteration has the values of its row, after local ones, before all others`()
        throws
    {
        let fixture = try Self.fixture("a,b,c\n1,x,l\n2,y,l\n", name: "d.csv")
        fixture.scopes.environment.set("b", .string("environment"))
        fixture.scopes.globals.set("a", .string("globals"))
        fixture.scopes.local.set("c", .string("local"))
        try fixture.run(
            #""item": [{"name": "1", "request": "http://h/{{a}}/{{b}}/{{c}}"}]"#)
        #expect(fixture.paths == ["/1/x/local", "/2/y/local"])
        #expect(fixture.warnings.isEmpty)
    }

    @Test func `More iterations than rows use the last one again, fewer the first ones`() throws {
        for (count, paths) in [(1, ["/1"]), (4, ["/1", "/2", "/2", "/2"])] {
            var fixture = try Self.fixture(#"[{"a": 1}, {"a": 2}]"#)
            fixture.settings.iterationCount = count
            try fixture.run(#""item": [{"name": "1", "request": "http://h/{{a}}"}]"#)
            #expect(fixture.paths == paths)
        }
    }

    @Test(
        "Data values in a text",
        arguments: [
            (#"{"v": "s"}"#, "{{v}}", "s"), (#"{"v": 1.50}"#, "{{v}}", "1.5"),
            (#"{"v": false}"#, "{{v}}", "false"), (#"{"v": ""}"#, "[{{v}}]", "[]"),
            (#"{"v": {"a": 1}}"#, "{{v}}", "[object Object]"),
            (#"{"v": [1, [2], null]}"#, "{{v}}", "1,2,"),
            (#"{"v": null}"#, "{{v}}", "{{v}}"), (#"{"v.w": 7}"#, "{{v.w}}", "7"),
            (#"{"v": {"w": 7}}"#, "{{v.w}}", "{{v.w}}"),
            (#"{"a b": "{{c}}", "c": 1}"#, "{{a b}}", "1"),
            (#"{"$guid": "mine"}"#, "{{$guid}}", "mine"),
            (#"{"$guid": null}"#, "{{$guid}}", "{{$guid}}"),
        ])
    func texts(row: String, text: String, expected: String) throws {
        let fixture = try Self.fixture("[\(row)]")
        try fixture.run(
            #""item": [{"name": "1", "request": {"url": "http://h/", "header": [{"key": "X", "value": "\#(text)"}]}}]"#
        )
        #expect(fixture.network.requests.map { $0.headers["X"] } == [expected])
        let isWarned = ["{{", "[object", "1,2"].contains { expected.contains($0) }
        #expect(fixture.warnings.isEmpty == !isWarned)
    }

    @Test func `A value that is null is called so`() throws {
        let fixture = try Self.fixture(#"[{"v": null}]"#)
        try fixture.run(#""item": [{"name": "1", "request": "http://h/{{v}}"}]"#)
        #expect(fixture.warnings == ["variable 'v' is null in the data row"])
    }

    @Test func `Scripts read the row, and change it for themselves alone`() throws {
        let fixture = try Self.fixture(
            #"[{"n": 1, "o": {"a": [1]}, "x.y": null}, {"n": 2, "o": {"a": []}}]"#)
        let first = """
            pm.iterationData.set('n', 'changed'); pm.iterationData.set('new', 1);
            pm.iterationData.get('o').a.push('changed'); pm.iterationData.unset('x.y');
            console.log(pm.iterationData.get('n'), pm.variables.get('n'), pm.variables.replaceIn('{{n}}'),
                pm.iterationData.has('x.y'), data.n)
            """
        let second = """
            console.log(pm.iterationData.toObject(), pm.iterationData.toJSON(), data);
            console.log(pm.iterationData.has('n'), pm.iterationData.has('new'), pm.iterationData.get('nope'),
                pm.iterationData.get('x.y'))
            """
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("{{n}}", prerequest: first, test: second))]"#)
        #expect(fixture.paths == ["/1", "/2"])
        let changed = "'changed' 'changed' 'changed' false 'changed'"
        func row(_ text: String) -> String {
            Array(repeating: text, count: 3).joined(separator: " ")
        }
        #expect(
            fixture.consoleLines == [
                changed, row("{ n: 1, o: { a: [ 1 ] }, 'x.y': null }"), "true false undefined null",
                changed, row("{ n: 2, o: { a: [] } }"), "true false undefined undefined",
            ])
    }

    @Test func `What scripts set lives on in later requests and iterations`() throws {
        let fixture = try Self.fixture(#"[{"n": 1}, {"n": 2}]"#)
        let script = """
            if (pm.info.iteration === 0)
                for (const scope of ['variables', 'environment', 'collectionVariables', 'globals'])
                    pm[scope].set(scope[0], pm.iterationData.get('n'));
            """
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: script)), {"name": "b", "request": "http://h/{{v}}{{e}}{{c}}{{g}}"}]"#
        )
        #expect(fixture.paths == ["/a", "/1111", "/a", "/1111"])
    }

    @Test func `A row is shown by its first values, without secrets`() throws {
        var fixture = try Self.fixture(
            #"""
            [{"user": "ada", "pass_word": "hunter22", "pin": "4711", "o": {"a": 1}, "fifth": 5},
             {"user": "known-secret", "a": [1], "k": "", "declared": "x"}]
            """#)
        fixture.scopes = VariableScopes(
            environment: VariableScope(variables: [
                VariableDefinition(key: "t", value: .string("known-secret"), type: "secret"),
                VariableDefinition(key: "declared", value: .null, type: "secret"),
            ]))
        try fixture.run(
            #"""
            "auth": {"type": "basic", "basic": {"username": "{{user}}", "password": "{{pin}}!"}},
            "item": [{"name": "1", "request": "http://h/"}]
            """#)
        #expect(
            Self.starts(fixture) == [
                "user: ada, pass_word: ********, pin: ********, o: {…}",
                "user: ********, a: […], k: \"\", declared: ********",
            ])
    }

    @Test func `The first row has its say in the first token`() throws {
        var fixture = try Self.fixture(#"[{"client": "row-1"}, {"client": "row-2"}]"#)
        fixture.settings.iterationCount = 1
        fixture.network.answer = { request throws(TransportError) in
            let reply = #"{"access_token": "tok-1", "token_type": "Bearer"}"#
            return HTTPResponse(
                status: 200, reason: "OK",
                body: Array((request.url.hasSuffix("/token") ? reply : "{}").utf8))
        }
        try fixture.run(
            #"""
            "auth": {"type": "oauth2", "oauth2": {"grant_type": "client_credentials", "accessTokenUrl": "http://127.0.0.1/token",
                     "clientId": "{{client}}", "clientSecret": "sec", "client_authentication": "body"}},
            "item": [{"name": "1", "request": "http://h/1"}]
            """#)
        try #require(
            fixture.network.requests.map(\.url) == ["http://127.0.0.1/token", "http://h/1"])
        let body = fixture.network.requests[0].body?.pieces.first
        guard case .bytes(let bytes)? = body else {
            Issue.record("no body")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self).contains("client_id=row-1"))
    }
}
