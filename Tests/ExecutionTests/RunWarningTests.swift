import CollectionModel
import Execution
import JSON
import RunModel
import Testing
import Variables

/// What a run warns of although Newman sends it without a word.
struct RunWarningTests {
    private static let namesakes = #"""
        "item": [
            {"name": "first", "request": "http://h/first", "event": [{"listen": "test", "script":
                {"exec": "pm.execution.setNextRequest(pm.info.iteration === 0 ? 'Login' : 'id-1')"}}]},
            {"id": "id-1", "name": "Login", "request": "http://h/1"},
            {"id": "id-2", "name": "Login", "request": "http://h/2"}
        ]
        """#

    @Test func `A next request whose name several requests have is a warning`() throws {
        let fixture = RunFixture()
        try fixture.run(Self.namesakes)
        #expect(fixture.paths == ["/first", "/2"])
        #expect(
            fixture.warnings == ["'Login' is the name of 2 requests; the last one is next"])
    }

    @Test func `A strict run fails by a next request whose name several requests have`() throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        try fixture.run(Self.namesakes)
        #expect(fixture.failures.map(\.name) == ["StrictError"])
    }

    @Test func `A next request by its id is no warning`() throws {
        var fixture = RunFixture()
        fixture.settings.iterationCount = 2
        try fixture.run(Self.namesakes)
        #expect(fixture.paths == ["/first", "/2", "/first", "/1", "/2"])
        #expect(fixture.warnings.count == 1)
    }

    @Test func `An object or array in a text or in an auth block is a warning`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "auth": {"type": "basic", "basic": [{"key": "username", "value": "{{object}}"},
                {"key": "password", "value": "{{both}}"}]},
            "item": [{"name": "a",
                "event": [{"listen": "prerequest", "script": {"exec":
                    "pm.environment.set('object', {a: 1}); pm.environment.set('list', [1, 2]); pm.environment.set('both', [{}, []])"}}],
                "request": {"method": "POST", "url": "http://h/",
                    "body": {"mode": "raw", "raw": "{{object}} {{list}}"}}}]
            """#)
        #expect(
            fixture.warnings
                == [
                    "the value of variable 'object' is an object, sent as [object Object]",
                    "the value of variable 'list' is an array, sent as its elements with commas "
                        + "between them",
                    "the value of variable 'both' is an array, sent as its elements with commas "
                        + "between them",
                ])
    }

    @Test func `A request whose URL variables would make too long is not sent`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "variable": [{"key": "a", "value": "\#(String(repeating: "{{b}}", count: 1_100))"},
                {"key": "b", "value": "\#(String(repeating: "x", count: 1_000))"}],
            "item": [{"name": "a", "request": "http://h/{{a}}"}]
            """#)
        #expect(fixture.paths == [])
        #expect(
            fixture.failures.map(\.message) == [
                "variable 'b' and others add more than 1 MiB to the URL"
            ])
        #expect(fixture.warnings == [])
    }

    @Test func `An empty path variable is a warning that names it`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": {"url": {"protocol": "http", "host": ["h"],
                "path": ["x", ":id", ":kind.json", ":free"],
                "variable": [{"key": "id", "value": ""}, {"key": "kind", "value": "k"}]}}}]
            """#)
        #expect(fixture.paths == ["/x/:id/k.json/:free"])
        #expect(
            fixture.warnings == [
                "path variable 'id' has no value, so ':id' stays in the URL",
                "path variable 'free' has no value, so ':free' stays in the URL",
            ])
    }

    @Test(
        "An undefined variable in the host is named, and whether an environment was given",
        arguments: [
            (nil, [], "no environment was given (-e)"),
            ("Contoso", [], "the environment 'Contoso' does not define it"),
            (nil, ["other"], "the environment does not define it"),
        ])
    func undefinedHost(environment: String?, keys: [String], hint: String) throws {
        var fixture = RunFixture()
        fixture.scopes = VariableScopes(
            environment: VariableScope(
                name: environment,
                variables: keys.map { VariableDefinition(key: $0, value: .string("1")) }))
        try fixture.run(#""item": [{"name": "a", "request": "{{baseUrl}}/x"}]"#)
        #expect(fixture.paths.isEmpty)
        #expect(
            fixture.failures.map(\.message)
                == ["URL contains the undefined variable {{baseUrl}}\n" + hint])
    }
}
