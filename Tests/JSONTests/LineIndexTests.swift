import JSON
import Testing

struct LineIndexTests {
    @Test(
        "The line of an offset counts the line feeds before it",
        arguments: [("", [1]), ("a", [1, 1]), ("a\nb", [1, 1, 2, 2]), ("\n\r\n", [1, 2, 2, 3])])
    func lines(text: String, lines: [Int]) {
        let index = LineIndex(Array(text.utf8))
        #expect((0...text.utf8.count).map(index.line) == lines)
    }
}
