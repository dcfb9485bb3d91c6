import Testing

@testable import CollectionAnalysis

struct ScriptScanTests {
    @Test func `Comments, regular expressions and templates do not confuse the scan`() {
        let scan = ScriptScan(
            """
            // pm.environment.set("no", 1)
            const a = text.replace(/["'`]/g, ''); /* "not this" */
            pm.environment.set("yes", `{{used}} ${a}`);
            postman.setGlobalVariable('global', 1 / 2);
            """)
        #expect(scan.setNames == ["yes", "global"])
        #expect(scan.mentionedNames.isSuperset(of: ["used", "yes"]))
        #expect(!scan.setsComputedNames)
    }

    @Test func `A next request is a fixed name alone`() {
        let scan = ScriptScan(
            "pm.execution.setNextRequest('Next'); postman.setNextRequest(null);"
                + "setNextRequest('a' + b)")
        #expect(scan.nextRequests.map(\.name) == ["Next"])
    }

    @Test func `Members of the legacy scopes are uses`() {
        let scan = ScriptScan("data.row; environment['host']; globals[name]")
        #expect(scan.mentionedNames.isSuperset(of: ["row", "host"]))
        #expect(scan.readsComputedNames)
    }
}
