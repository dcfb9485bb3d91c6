import CollectionModel
import JSON
import Testing

@testable import Variables

@Suite struct VariableLayersTests {
    private static func set(_ name: String, _ variables: VariableDefinition...) -> VariableSet {
        VariableSet(name: name, variables: variables)
    }

    private static let base = set(
        "Base", VariableDefinition(key: "a", value: .string("base")),
        VariableDefinition(key: "b", value: .string("base")),
        VariableDefinition(key: "secret", value: .string("base"), type: "secret"))
    private static let middle = set(
        "Middle", VariableDefinition(key: "b", value: .string("middle")))
    private static let last = set(
        "Last", VariableDefinition(key: "secret", value: .string("last")),
        VariableDefinition(key: "a", value: .string("off"), isDisabled: true))

    @Test func `a later layer wins, and a variable that is switched off hides nothing`() {
        let scope = VariableScope(Self.last, over: [Self.base, Self.middle])
        #expect(scope.name == "Last")
        #expect(scope.value(for: "a")?.text == "base")
        #expect(scope.value(for: "b")?.text == "middle")
        #expect(scope.value(for: "secret")?.text == "last")
    }

    @Test func `a variable that is secret in one layer is secret`() {
        let scope = VariableScope(Self.last, over: [Self.base])
        let secret = scope.entries.first { $0.key == "secret" }
        #expect(secret?.type == "secret")
        #expect(secret?.value.text == "last")
    }

    @Test func `an export has what the layers below define only if it was changed`() {
        let scope = VariableScope(Self.last, over: [Self.base, Self.middle])
        scope.set("b", .string("changed"))
        let keys = scope.export(marksEnabled: true) { _ in false }.variables?.map {
            $0["key"]?.string ?? ""
        }
        #expect(keys == ["b", "secret", "a"])
    }
}
