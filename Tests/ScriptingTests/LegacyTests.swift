import RunModel
import Testing

@testable import Scripting

@Suite struct LegacyTests {
    @Test func eachNameIsNotedOnceInARun() {
        let bench = Bench()
        #expect(
            bench.run("responseBody; responseBody; responseTime") == [
                "note: Using \"responseBody\" is deprecated. Use \"pm.response.text()\" instead.",
                "note: Using \"responseTime\" is deprecated. Use \"pm.response.responseTime\" instead.",
            ])
        #expect(bench.run("responseBody") == [])
    }

    @Test func assignedNamesAreForgottenAfterTheScript() {
        let bench = Bench()
        bench.run("data = 5")
        #expect(bench.run("console.log(data)").last == "log: { row: 3 }")
    }
}
