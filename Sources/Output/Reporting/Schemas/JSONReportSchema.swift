public import JSON

/// The JSON Schema of the JSON report in its compact layout.
public enum JSONReportSchema {
    private static let text = JSONSchema.type("string")
    private static let number = JSONSchema.type("number")
    private static let flag = JSONSchema.type("boolean")
    private static let any = JSONSchema.anything

    /// The schema of a report: of one run, or of several.
    public static var json: JSONValue {
        var definitions = SchemaDefinitions()
        let run = definitions.reference("Run") { _ in JSONSchema.object(runMembers) }
        let named = definitions.reference("NamedRun") { _ in
            JSONSchema.object([("name", text)] + runMembers)
        }
        let several = JSONSchema.object([("runs", JSONSchema.array(of: named))])
        return JSONSchema.document(
            "Posthaste JSON report",
            "What '-r json' writes in its compact layout, which resembles Newman's report. Runs of "
                + "environments, rows and users are in the list 'runs'.",
            JSONSchema.any(of: [run, several]), definitions: definitions.members)
    }

    private static var runMembers: [(String, JSONValue)] {
        [
            ("collection", JSONSchema.type("object", "the collection, without its scripts")),
            ("run", run), ("error?", runError), ("environment", scope), ("globals", scope),
        ]
    }

    // MARK: The run

    private static var run: JSONValue {
        JSONSchema.object([
            ("executions", JSONSchema.array(of: execution)), ("stats", stats),
            ("timings", timings),
            ("transfers", JSONSchema.object([("responseTotal", number)])),
            ("requestTimes?", JSONSchema.array(of: requestTimes)),
            ("failures", JSONSchema.array(of: failure)),
            ("warnings", JSONSchema.array(of: warning)), ("omittedWarnings?", number),
            ("error", JSONSchema.any(of: [JSONSchema.type("null"), runError])),
        ])
    }

    private static var runError: JSONValue {
        JSONSchema.object([("name", text), ("message", text)])
    }

    private static var scope: JSONValue {
        JSONSchema.object([
            ("name?", text), ("values", JSONSchema.array(of: JSONSchema.type("object"))),
        ])
    }

    private static var stats: JSONValue {
        let tally = JSONSchema.object([("total", number), ("pending", number), ("failed", number)])
        let names = [
            "iterations", "items", "scripts", "prerequests", "requests", "tests", "assertions",
            "testScripts", "prerequestScripts",
        ]
        return JSONSchema.object(names.map { ($0, tally) })
    }

    private static var timings: JSONValue {
        let names = ["response", "dns", "firstByte"].flatMap { name in
            ["Average", "Min", "Max", "Sd"].map { name + $0 }
        }
        return JSONSchema.object((names + ["started", "completed"]).map { ($0, number) })
    }

    private static var requestTimes: JSONValue {
        let names = ["p50", "p90", "p95", "p99", "max", "throughput"]
        return JSONSchema.object(
            [("name", text), ("count", number), ("failed", number)]
                + names.map { ($0 + "?", number) })
    }

    // MARK: Executions

    private static var execution: JSONValue {
        let members: [(String, JSONValue)] = [
            ("cursor", cursor), ("item", JSONSchema.type("object")),
            ("request?", JSONSchema.type("object")), ("response?", JSONSchema.type("object")),
            ("requestError?", error), ("id", text),
            ("assertions", JSONSchema.array(of: assertion)),
            ("prerequestScript?", scriptErrors), ("testScript?", scriptErrors),
            ("folders?", JSONSchema.array(of: text)), ("dataRow?", JSONSchema.type("object")),
            ("skipped?", flag), ("attempts?", JSONSchema.array(of: attempt)),
            ("requests?", JSONSchema.array(of: JSONSchema.type("object"))),
            ("console?", JSONSchema.array(of: console)),
            ("warnings?", JSONSchema.array(of: warning)),
            ("strictErrors?", JSONSchema.array(of: error)),
            ("visualizer?", JSONSchema.object([("template", text), ("data", any)])),
            ("nextRequest?", JSONSchema.any(of: [text, JSONSchema.type("null")])),
            ("curl?", text), ("omittedRequests?", number), ("omittedConsoleLines?", number),
            ("omittedWarnings?", number), ("omittedAssertions?", number),
        ]
        return JSONSchema.object(members)
    }

    private static var cursor: JSONValue {
        JSONSchema.object([("iteration", number), ("position", number)])
    }

    private static var assertion: JSONValue {
        JSONSchema.object([("assertion", text), ("skipped", flag), ("error?", error)])
    }

    private static var scriptErrors: JSONValue {
        JSONSchema.array(of: JSONSchema.object([("error", error)]))
    }

    private static var attempt: JSONValue {
        JSONSchema.object([
            ("number", number), ("limit", number), ("reason", text), ("delay", number),
            ("requests", JSONSchema.array(of: JSONSchema.type("object"))),
        ])
    }

    private static var console: JSONValue {
        JSONSchema.object([
            ("level", JSONSchema.words(["debug", "log", "info", "warn", "error"])),
            ("messages", JSONSchema.array(of: text)),
        ])
    }

    // MARK: Failures

    private static var error: JSONValue {
        JSONSchema.object([
            ("name", text), ("message", text), ("stack", text), ("index?", number),
            ("test?", text), ("actual?", text), ("expected?", text), ("code?", text),
            ("errno?", number), ("syscall?", text), ("address?", text), ("port?", number),
        ])
    }

    private static var failure: JSONValue {
        JSONSchema.object([
            ("error", error), ("at", text), ("source?", any), ("parent?", any),
            ("cursor", JSONSchema.type("object")),
        ])
    }

    private static var warning: JSONValue {
        JSONSchema.object([
            ("severity", JSONSchema.words(["error", "warning", "note"])), ("message", text),
            ("file?", text), ("help?", JSONSchema.array(of: text)), ("count?", number),
            ("items?", JSONSchema.array(of: text)),
        ])
    }
}
