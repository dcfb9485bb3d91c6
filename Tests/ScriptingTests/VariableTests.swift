import Testing
import Variables

@testable import Scripting

@Suite struct VariableTests {
    /// A value that a script sets, and the value that the scope then holds.
    @Test(
        "types are kept",
        arguments: [
            ("'x'", VariableValue.string("x")), ("1.5", .number(1.5)), ("true", .boolean(true)),
            ("null", .null), ("undefined", .undefined), ("10n", .string("10")),
            ("({ a: [1, null] })", .structured(Bench.parse(#"{"a":[1,null]}"#))),
            ("new Date(0)", .string("1970-01-01T00:00:00.000Z")), ("() => 1", .undefined),
        ]) func types(_ expression: String, _ value: VariableValue)
    {
        let bench = Bench()
        bench.run("pm.collectionVariables.set('v', \(expression))")
        #expect(bench.scopes.collection.value(for: "v") == value)
    }

    @Test func changedObjectIsStoredWhenTheScriptEnds() {
        let bench = Bench()
        bench.run("pm.environment.set('o', { n: 1 }); pm.environment.get('o').n = 2")
        #expect(
            bench.run("console.log(pm.environment.get('o').n); pm.environment.get('o').n++") == [
                "log: 2"
            ])
        #expect(bench.run("console.log(pm.environment.get('o'))") == ["log: { n: 3 }"])
    }
}
