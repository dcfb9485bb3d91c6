import Diagnostics
import Testing

struct DiagnosticsTests {
    @Test func `A diagnostic shows place, excerpt, caret and help`() {
        let place = Place(
            file: "c.json", position: TextPosition(line: 12, column: 5), lineText: "  { x",
            jsonPath: "$.item[0]", item: "A / B")
        let text = DiagnosticRenderer(usesColor: false)
            .render(Diagnostic(.error, "expected ','", at: place, help: ["add it"]))
        #expect(
            text == """
                error: expected ','
                  --> c.json:12:5 at $.item[0] in 'A / B'
                    |
                 12 |   { x
                    |     ^
                  help: add it

                """)
    }

    @Test func `A long line is cut around the caret`() {
        let line = String(repeating: "a", count: 500) + "!" + String(repeating: "b", count: 500)
        let place = Place(file: "f", position: TextPosition(line: 1, column: 501), lineText: line)
        let lines = DiagnosticRenderer(usesColor: false).render(Diagnostic(.error, "m", at: place))
            .split(separator: "\n").map(String.init)
        #expect(lines[3].count < 110)
        let caret = lines[4].firstIndex(of: "^").map {
            lines[4].distance(from: lines[4].startIndex, to: $0)
        }
        let mark = lines[3].firstIndex(of: "!").map {
            lines[3].distance(from: lines[3].startIndex, to: $0)
        }
        #expect(caret == mark)
    }
}
