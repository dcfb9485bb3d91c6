import CollectionModel
import JSON
import Testing

@testable import Variables

struct VariableScopeExportTests {
    private static func scope(_ text: String) throws -> VariableScope {
        VariableScope(
            try DefinitionFile.environment(JSONSource(name: "e", bytes: Array(text.utf8))))
    }

    private static func list(
        _ scope: VariableScope, marksEnabled: Bool = true, secret: String = ""
    ) -> String? {
        scope.export(marksEnabled: marksEnabled) { $0.key == secret }.variables
            .map { JSONWriter.compact(.array($0)) }
    }

    @Test func `What did not change keeps the file's list`() throws {
        let scope = try Self.scope(
            #"[{"key":"a","value":1.0},{"key":"n","value":"x","type":"number"},{"key":"u"}]"#)
        #expect(Self.list(scope) == nil)
        scope.set("a", .number(1))
        scope.unset("nobody")
        #expect(Self.list(scope) == nil)
    }

    @Test func `Values, additions and removals are written in the form of the file`() throws {
        let scope = try Self.scope(
            #"[{"key":"a","value":"1","x":[1]},{"key":"b","value":1.0,"enabled":true},{"key":"c"},{"key":"off","value":"x","enabled":false}]"#
        )
        scope.set("a", .string("2"))
        scope.unset("c")
        scope.set("off", .undefined)
        #expect(
            Self.list(scope)
                == #"[{"key":"a","value":"2","x":[1]},{"key":"b","value":1.0,"enabled":true},{"key":"off","value":"x","enabled":false},{"key":"off","type":"default","enabled":true}]"#
        )
        #expect(Self.list(scope, marksEnabled: false)?.hasSuffix(#",{"key":"off"}]"#) == true)
        scope.clear()
        #expect(Self.list(scope) == "[]")
    }

    @Test func `What is lent is not written, and a secret never is`() throws {
        let file =
            #"[{"key":"a","value":"1","type":"number"},{"key":"b","value":"2","x":1},{"key":"s","value":"3","type":"secret"}]"#
        let scope = try Self.scope(file)
        scope.lend("a", "7", isSecret: true)
        scope.lend("s", "8", isSecret: true)
        scope.lend("b", "9", isSecret: false)
        scope.lend("new", "10", isSecret: false)
        scope.lend("newSecret", "11", isSecret: true)
        #expect(scope.entries.map(\.value.text) == ["7", "9", "8", "10", "11"])
        #expect(Self.list(scope) == nil)
        scope.set("a", .string("derived"))
        scope.set("newSecret", .string("derived"))
        #expect(scope.value(for: "a")?.text == "derived")
        #expect(Self.list(scope) == nil)
        scope.set("b", .string("changed"))
        scope.set("new", .string("changed"))
        #expect(
            Self.list(scope)
                == #"[{"key":"a","value":"1","type":"number"},{"key":"b","value":"changed","x":1},{"key":"s","value":"3","type":"secret"},{"key":"new","value":"changed","type":"default","enabled":true}]"#
        )
    }

    @Test func `An observer receives lent variables, and what becomes of them`() {
        let scope = VariableScope()
        var heard: [String] = []
        scope.lend("early", "one", isSecret: true)
        scope.observer = { heard.append($0.value.text) }
        scope.lend("late", "two", isSecret: true)
        scope.lend("plain", "three", isSecret: false)
        scope.set("late", .string("four"))
        #expect(heard == ["two", "three", "four"])
    }

    @Test func `A removed variable that is set again counts as changed`() throws {
        let scope = try Self.scope(#"[{"key":"a","value":"1","x":1}]"#)
        scope.unset("a")
        scope.set("a", .string("1"))
        #expect(
            Self.list(scope, marksEnabled: false) == #"[{"key":"a","value":"1"}]"#)
    }

    @Test func `Typed values are written as their type wants them`() throws {
        let scope = try Self.scope(
            #"[{"key":"o","value":"{}","type":"object"},{"key":"n","value":"1","type":"number"},{"key":"any","value":""}]"#
        )
        scope.set("o", .structured(.object([("a", .number(1))])))
        scope.set("n", .string("2"))
        scope.set("any", .structured(.array([.null])))
        #expect(
            Self.list(scope)
                == #"[{"key":"o","value":"{\"a\":1}","type":"object"},{"key":"n","value":2,"type":"number"},{"key":"any","value":[null]}]"#
        )
    }

    @Test func `Secrets are emptied and named once, where they have a value`() throws {
        let scope = try Self.scope(
            #"[{"key":"s","value":"x"},{"key":"s","value":"y","disabled":true},{"key":"t","value":""}]"#
        )
        let export = scope.export(marksEnabled: true) { _ in true }
        #expect(export.withheldKeys == ["s"])
        #expect(export.variables?.compactMap { $0["value"]?.string } == ["", "", ""])
    }
}
