import Diagnostics
import RunModel
import Testing

@testable import Scripting

@Suite struct ErrorTests {
    @Test func failureOfATestHasItsPlaceAndStack() throws {
        let bench = Bench()
        bench.run("pm.test('a', () => {\n  pm.expect(1).to.equal(2)\n})")
        let failure = try #require(bench.host.assertions.first?.failure)
        #expect(failure.position?.line == 2)
        #expect(failure.stack?.hasPrefix("AssertionError: expected 1 to equal 2\n    at ") == true)
        #expect(failure.stack?.contains("sandbox-script.js:2:") == true)
        #expect(failure.stack?.contains("library:") == false)
    }

    @Test func secondErrorIsShownOnTheConsole() {
        let lines = Bench().run("setTimeout(() => { throw 'second' }, 1); throw 'first'")
        #expect(lines == ["error: 'second'", "error: Error: first"])
    }

    @Test func helperOfAnEarlierScriptDoesNotHideThePlace() {
        let bench = Bench()
        bench.run("\n\n\n\nfail = function () { throw new Error('x') }")
        bench.run("\nfail()")
        #expect(bench.outcome.failure?.position?.line == 2)
    }
}
