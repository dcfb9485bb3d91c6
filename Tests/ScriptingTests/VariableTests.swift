import JSON
import Testing
import Variables

@testable import Scripting

@Suite struct VariableTests {
    /// A value that a script sets, and the value that the scope then holds.
    @Test(
        "types are kept",
        arguments: [
            ("'x'", VariableValue.string("x")), ("1.5", .number(1.5)), ("true", .boolean(true)),
            ("null", .null), ("undefined", .null), ("10n", .string("10")),
            ("({ a: [1, null] })", .structured(Bench.parse(#"{"a":[1,null]}"#))),
            ("new Date(0)", .string("1970-01-01T00:00:00.000Z")), ("() => 1", .null),
        ]) func types(_ expression: String, _ value: VariableValue)
    {
        let bench = Bench()
        bench.run("pm.collectionVariables.set('v', \(expression))")
        #expect(bench.scopes.collection.value(for: "v") == value)
    }

    @Test("A local variable without a value is empty in a request")
    func undefinedLocal() {
        let bench = Bench()
        bench.run("pm.variables.set('v', undefined)")
        #expect(bench.scopes.local.value(for: "v") == .undefined)
        bench.run("pm.globals.set('seen', String(pm.variables.get('v')))")
        #expect(bench.scopes.globals.value(for: "seen") == .string("undefined"))
    }

    /// Texts, and values with texts in them, as JSON.
    static let templates = [
        #""{{host}}/{{row}}/{{no}}""#, #""{{ host }}{{HOST}}{{}}""#, #""{{n{{row}}}}{{{row}}}""#,
        #""{{self}} {{loop}}""#, #""{{$timestamp}} {{$guid}} {{$nope}} {{$randomInt}}""#,
        #""{{null}}{{list}}{{o}}""#,
        #"["{{host}}",1,null,["{{row}}"]]"#,
        #"{"{{host}}":{"a":["{{row}}",true]},"b":"{{shared}}"}"#, "7",
    ]

    @Test("replaceIn and requests put in the same", arguments: templates)
    func replaceIn(template: String) throws {
        let bench = Bench()
        bench.scopes.environment.set("n3", .string("inner"))
        bench.scopes.environment.set("self", .string("{{self}}"))
        bench.scopes.environment.set("loop", .string("x{{loop}}"))
        bench.scopes.environment.set("list", .structured(Bench.parse("[1,[2],null]")))
        bench.scopes.environment.set("o", .structured(Bench.parse(#"{"a":1}"#)))
        bench.scopes.data.set("null", .null)
        let resolver = TemplateResolver(
            scopes: bench.scopes,
            ambience: Ambience(now: { 0 }, randomBytes: { .init(repeating: 7, count: $0) }))
        let expected = JSONWriter.compact(resolver.resolve(Bench.parse(template)).value)
        bench.run("pm.globals.set('result', JSON.stringify(pm.variables.replaceIn(\(template))))")
        #expect(bench.scopes.globals.value(for: "result") == .string(expected))
        #expect(expected.contains("{{host}}") == template.contains(#"{"{{host}}":"#))
    }

    @Test func theDataRowIsChangedForTheScriptAlone() {
        let bench = Bench()
        let lines = bench.run(
            """
            pm.iterationData.set('row', 4); pm.iterationData.set('more', { a: 1 });
            pm.iterationData.get('more').a = 2;
            console.log(pm.iterationData.toObject(), pm.variables.get('row'), data);
            """)
        #expect(lines.last == "log: { row: 4, more: { a: 2 } }, 4, { row: 4, more: { a: 2 } }")
        #expect(bench.run("console.log(pm.iterationData.toObject())") == ["log: { row: 3 }"])
        #expect(bench.run("pm.iterationData.clear(); pm.iterationData.unset('row')") == [])
        #expect(bench.scopes.data.value(for: "row") == .number(3))
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
