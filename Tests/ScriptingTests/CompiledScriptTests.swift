import Testing

@testable import Scripting

/// How many compiled scripts are kept.
struct CompiledScriptTests {
    @Test func `A script that was let go runs as it did before`() {
        let bench = Bench(keptScripts: 2)
        let count = "globalThis.n = (globalThis.n ?? 0) + 1; console.log(n)"
        let late = "setTimeout(() => console.log('late'), 1)"
        for round in 0..<3 {
            #expect(bench.run(count) == ["log: \(round + 1)"])
            #expect(bench.run(late) == ["log: 'late'"])
            let failure = bench.run("\n  nothing()").first ?? ""
            #expect(failure.hasPrefix("error: ReferenceError: Can't find variable: nothing at 2:"))
        }
    }
}
