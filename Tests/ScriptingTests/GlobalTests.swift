import RunModel
import Testing

@testable import Scripting

@Suite struct GlobalTests {
    @Test func helpersOnTheGlobalObjectAreSharedAndPmIsFresh() {
        let bench = Bench()
        bench.run(
            "helper = function () { return pm.info.eventName }; var own = 1; pm.extra = 1",
            .prerequest)
        #expect(
            bench.run("console.log(helper(), typeof own, pm.extra)") == [
                "log: 'test', 'undefined', undefined"
            ])
    }

    @Test(
        "any name of the sandbox can be declared again",
        arguments: [
            "_", "tests", "data", "request", "pm", "require", "console", "Buffer", "globals",
            "environment",
        ]) func redeclaration(_ name: String)
    {
        #expect(Bench().run("const \(name) = 5; pm_ok = \(name)") == [])
        #expect(Bench().run("let \(name); \(name) = 1") == [])
    }
}
