import CollectionModel
import Diagnostics
import JSON
import Testing

@testable import CollectionAnalysis

struct PlaceTests {
    private func place(
        _ text: String, _ find: (JSONValue) -> JSONValue?, line: Int, column: Int
    ) throws -> TextPosition? {
        let source = JSONSource(name: "a.json", bytes: Array(text.utf8))
        let root = try JSONParser.parse(source)
        let value = try #require(find(root))
        return DefinitionOrigin.json(source, root: root)
            .place(of: value, line: line, column: column).position
    }

    @Test func `A line of a script is a line of the file, or a part of one`() throws {
        #expect(
            try place("{\n \"a\": [\"one\",\n  \"two\"]}", { $0["a"] }, line: 2, column: 3)
                == TextPosition(line: 3, column: 6))
        #expect(
            try place(#"{"a": "one\ntwo\tx"}"#, { $0["a"] }, line: 2, column: 5)
                == TextPosition(line: 1, column: 18))
        // An emoji is one character, and its two escapes are one, too.
        #expect(
            try place(#"{"a": "\uD83D\uDE00\u00e4x"}"#, { $0["a"] }, line: 1, column: 3)
                == TextPosition(line: 1, column: 26))
    }

    @Test func `An unknown next request and a doubled name have their places`() throws {
        let script = #"{"listen": "test", "script": {"exec": ["setNextRequest('Gett')"]}}"#
        let request = #"{"name": "Get", "request": "http://x", "event": [\#(script)]}"#
        var input = AnalysisInput()
        input.collections = [try Sample.collection(request + "," + request)]
        let findings = CollectionAnalysis(input).findings()
        #expect(
            findings.map(\.rule) == [.unknownNextRequest, .duplicateName, .unknownNextRequest])
        #expect(findings[0].diagnostic.help == ["did you mean 'Get'?"])
        #expect(findings.allSatisfy { $0.diagnostic.place.position != nil })
    }
}
