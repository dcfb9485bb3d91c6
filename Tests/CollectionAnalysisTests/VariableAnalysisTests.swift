import CollectionModel
import Testing

@testable import CollectionAnalysis

struct VariableAnalysisTests {
    private static let request = #"{"name": "Get", "request": {"url": "{{base}}/{{path}}"}}"#

    @Test func `Without an environment, no variable is reported as undefined`() throws {
        #expect(try Sample.findings(Self.request).isEmpty)
    }

    @Test func `A variable that nothing defines is reported once`() throws {
        let environment = try Sample.environment("A", #"{"key": "base", "value": "x"}"#)
        let found = try Sample.findings(
            Self.request + "," + Self.request.replacing("Get", with: "Again"),
            environments: [environment])
        #expect(found == ["undefined-variable path"])
    }

    @Test func `A variable that a script sets is defined`() throws {
        let script =
            #"{"listen": "prerequest", "script": {"exec": ["pm.variables.set('path', 1)"]}}"#
        let item = Self.request.replacing(#""name""#, with: #""event": [\#(script)], "name""#)
        let environment = try Sample.environment("A", #"{"key": "base", "value": "x"}"#)
        #expect(try Sample.findings(item, environments: [environment]).isEmpty)
    }

    @Test func `Names that only a run shows leave nothing to report`() throws {
        let script = #"{"listen": "test", "script": {"exec": ["pm.environment.set(name, 1)"]}}"#
        let item = Self.request.replacing(#""name""#, with: #""event": [\#(script)], "name""#)
        let environment = try Sample.environment("A", #"{"key": "base", "value": "x"}"#)
        #expect(try Sample.findings(item, environments: [environment]).isEmpty)
    }

    @Test func `An environment that lacks a variable of others is reported`() throws {
        let full = #"{"key": "base", "value": "x"}, {"key": "path", "value": "y"}"#
        let found = try Sample.findings(
            Self.request,
            environments: [
                try Sample.environment("A", full),
                try Sample.environment("B", #"{"key": "base", "value": "x"}"#),
            ])
        #expect(found == ["missing-in-environment path"])
    }

    @Test func `A variable that nothing uses is reported, also one of the collection`() throws {
        let found = try Sample.findings(
            #"{"name": "Get", "request": {"url": "{{base}}"}}"#,
            #""variable": [{"key": "left", "value": "1"}]"#,
            environments: [
                try Sample.environment(
                    "A", #"{"key": "base", "value": "x"}, {"key": "old", "value": "y"}"#)
            ])
        #expect(found == ["unused-variable left", "unused-variable old"])
    }

    @Test func `Dynamic variables and those of the vault need no definition`() throws {
        let item =
            #"{"name": "Get", "request": {"url": "http://x/{{$guid}}{{vault:a}}{{$randomNothing}}"}}"#
        #expect(try Sample.findings(item) == ["undefined-variable $randomNothing"])
    }

    @Test func `A value of an environment may use its own variables only`() throws {
        let found = try Sample.findings(
            #"{"name": "Get", "request": {"url": "{{base}}"}}"#,
            environments: [
                try Sample.environment(
                    "A", #"{"key": "base", "value": "x{{port}}"}, {"key": "port", "value": "1"}"#),
                try Sample.environment("B", #"{"key": "base", "value": "x{{port}}"}"#),
            ])
        #expect(found == ["undefined-variable port"])
    }
}
