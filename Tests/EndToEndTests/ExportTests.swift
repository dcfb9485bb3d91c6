import Foundation
import Testing

@Suite("What a run exports")
struct ExportTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        // The request is never answered: only what the script sees counts.
        try folder.write(
            #"""
            {"info": {"name": "C"},
             "variable": [{"key": "c", "value": 1.0}, {"key": "d", "value": "x", "disabled": true}],
             "item": [{"name": "R", "request": "http://127.0.0.1:1/", "event": [
                {"listen": "prerequest", "script": [
                    "for (const scope of [pm.environment, pm.globals, pm.collectionVariables])",
                    "    console.log('sees', JSON.stringify(scope.toObject()));"]}]}]}
            """#, to: "collection.json")
    }

    private func run(_ arguments: [String]) throws -> ChildProcess.Outcome {
        var command = ChildProcess(executable: Tools.posthaste, arguments: ["run"] + arguments)
        command.directory = folder.url
        return try command.run()
    }

    private func seen(_ outcome: ChildProcess.Outcome) -> [String] {
        outcome.stdout.split(separator: "\n").filter { $0.contains("sees") }.map(String.init)
    }

    @Test(
        "runs as what it was exported from",
        arguments: [
            #"""
            {"name": "E", "values": [
                {"key": "text", "value": "a", "type": "default", "enabled": true},
                {"key": "secret", "value": "hunter2-hunter2", "type": "secret", "enabled": true},
                {"key": "none", "enabled": true}, {"key": "null", "value": null, "enabled": true},
                {"key": "number", "value": "7", "type": "number"}, {"key": "real", "value": 1.50},
                {"key": "not", "value": "x", "type": "number"}, {"key": "huge", "value": 1e400},
                {"key": "flag", "value": "false", "type": "boolean"},
                {"key": "object", "value": "{\"a\": 1}", "type": "object"},
                {"key": "list", "value": [1, "2"]}, {"key": "twice", "value": "1"},
                {"key": "twice", "value": "2"}, {"key": "off", "value": "x", "enabled": false}]}
            """#,
            #"[{"key": "a", "value": "é\u0000\ud83d\ude00"}, {"key": "b", "value": "", "disabled": true}]"#,
            #"{"environment": {"values": {"key": "a", "value": true}}}"#,
        ])
    func roundTrip(environment: String) throws {
        try folder.write(environment, to: "environment.json")
        let exports = [
            "--export-environment", "e.json", "--export-globals", "g.json", "--export-collection",
            "c.json", "--export-secrets",
        ]
        let first = try run(
            ["collection.json", "-e", "environment.json", "--global-var", "g=1"] + exports)
        let second = try run(["c.json", "-e", "e.json", "-g", "g.json"])
        #expect(seen(first).count == 3)
        #expect(seen(second) == seen(first))
        #expect(!first.stderr.contains("left out"))
    }

    @Test func `goes into a folder under a name with the time`() throws {
        try folder.write("", to: "out/.keep")
        _ = try run(["collection.json", "--env-var", "a=1", "--export-environment", "out"])
        let files = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.appending(path: "out").path)
        let file = try #require(files.first { $0 != ".keep" })
        #expect(file.firstMatch(of: /^newman-environment-[0-9T-]+\.json$/) != nil)
    }

    @Test func `replaces the file that was read`() throws {
        try folder.write(#"{"values": [{"key": "a", "value": "old"}]}"#, to: "e.json")
        _ = try run(
            [
                "collection.json", "-e", "e.json", "--env-var", "a=new", "--export-environment",
                "e.json",
            ])
        let again = try run(["collection.json", "-e", "e.json"])
        #expect(seen(again).first?.contains(#"{"a":"new"}"#) == true, "\(again.stdout)")
    }
}
