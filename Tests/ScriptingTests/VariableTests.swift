import Testing
import Variables

@testable import Scripting

@Suite struct VariableTests {
    @Test("the scopes of variables", arguments: cases) func scope(_ item: ScriptCase) {
        item.check()
    }

    static let cases: [ScriptCase] = [
        .shows("pm.environment.name, pm.environment.id", "'Contoso', 'env-id'"),
        .shows("pm.environment.get('host'), pm.environment.get('nope')", "'api.test', undefined"),
        .shows("pm.environment.has('host'), pm.environment.has('nope')", "true, false"),
        .shows("pm.globals.get('g'), pm.globals.get('shared')", "true, 'globals'"),
        .shows("pm.collectionVariables.get('shared')", "'collection'"),
        .shows("pm.iterationData.get('row'), pm.iterationData.toObject()", "3, { row: 3 }"),
        .shows("pm.iterationData.toJSON()", "{ row: 3 }"),
        .shows("pm.variables.get('shared'), pm.variables.get('row')", "'collection', 3"),
        .shows("pm.variables.has('host'), pm.variables.has('nope')", "true, false"),
        .shows(
            "pm.variables.toObject()", "{ shared: 'collection', g: true, host: 'api.test', row: 3 }"
        ),
        .shows("pm.environment.toObject()", "{ host: 'api.test' }"),
        .shows("pm.environment.values.map(v => v.key)", "[ 'host' ]"),
        .shows(
            "pm.environment.toJSON()",
            "{\n  name: 'Contoso',\n  values: [ { type: 'any', value: 'api.test', key: 'host' } ]\n}"
        ),
        .shows(
            "pm.variables.replaceIn('https://{{host}}/{{row}}/{{no}}')",
            "'https://api.test/3/{{no}}'"),
        .shows("pm.variables.replaceIn({ a: ['{{host}}', 1] })", "{ a: [ 'api.test', 1 ] }"),
        .shows("pm.environment.replaceIn('{{$guid}}').length", "36"),
        ScriptCase(
            "pm.environment.set('a', 1); console.log(pm.environment.get('a')); pm.environment.unset('a'); console.log(pm.environment.has('a'))",
            "log: 1", "log: false"),
        ScriptCase("pm.environment.clear(); console.log(pm.environment.toObject())", "log: {}"),
        ScriptCase(
            "pm.variables.set('shared', 'local'); console.log(pm.variables.get('shared'), pm.globals.get('shared')); pm.variables.unset('shared'); console.log(pm.variables.get('shared'))",
            "log: 'local', 'globals'", "log: 'collection'"),
        ScriptCase(
            "pm.globals.set('n', null); pm.globals.set('u', undefined); console.log(pm.globals.get('n'), pm.globals.get('u'), pm.globals.has('u'))",
            "log: null, undefined, true"),
        ScriptCase(
            "pm.globals.set('o', { a: [1] }); pm.globals.get('o').a.push(2); console.log(pm.globals.get('o'))",
            "log: { a: [ 1, 2 ] }"),
    ]

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
