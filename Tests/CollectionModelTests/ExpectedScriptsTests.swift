import CollectionModel
import JSON
import Testing

@Suite("Scripts that are expected of a collection, by a look at its text")
struct ExpectedScriptsTests {
    private static let padding = String(repeating: " ", count: 1 << 16)

    private func expectsScripts(_ text: String) -> Bool {
        JSONSource(name: "c.json", bytes: Array(text.utf8)).startWithScript != nil
    }

    @Test(arguments: [
        #""exec": ["pm.test('a', () => {});"]"#, #""exec":["","x"]"#, #""exec" : "x""#,
        #""exec": [""], "exec": ["x"]"#,
    ])
    func aLongTextWithAScript(text: String) {
        #expect(expectsScripts("{" + text + "}" + Self.padding))
        #expect(!expectsScripts("{" + text + "}"))
    }

    @Test(arguments: [
        "", #""exec""#, #""exec": []"#, #""exec": ["", "\#n"]"#, #""executable": ["x"]"#, #""exe"#,
    ])
    func aLongTextWithoutScript(text: String) {
        #expect(!expectsScripts(Self.padding + text))
        #expect(!expectsScripts("{" + text + Self.padding))
    }
}
