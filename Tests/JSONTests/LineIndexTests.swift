import Diagnostics
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

    @Test("So it does in a text of many blocks", arguments: [1, 7, 2_040, 2_041, 5_000])
    func blocks(interval: Int) {
        let bytes = (0..<9_000).map { $0 % interval == interval - 1 ? UInt8(0x0A) : 0x8A }
        let index = LineIndex(bytes)
        for offset in stride(from: 0, through: bytes.count, by: 51) {
            #expect(index.line(at: offset) == offset / interval + 1)
        }
    }

    @Test("A place in a text of many blocks shows its line", arguments: [3, 2_040, 4_100])
    func places(length: Int) {
        let line = String(repeating: "ü", count: length / 2)
        let text = String(repeating: line + "\n", count: 5)
        let source = JSONSource(name: "f", bytes: Array(text.utf8))
        for number in 1...5 {
            let start = (number - 1) * (line.utf8.count + 1)
            let place = source.place(at: start + line.utf8.count)
            #expect(place.position?.line == number)
            #expect(place.position?.column == length / 2 + 1)
            #expect(place.lineText == line)
        }
    }

    @Test(
        "Many places in one long line are found without reading it for each of them",
        .timeLimit(.minutes(1)))
    func longLine() {
        let text = String(repeating: #"{"key": "token", "value": "abc"}, "#, count: 2_000)
        let source = JSONSource(name: "a.json", bytes: Array(text.utf8))
        let places = stride(from: 0, to: text.utf8.count, by: 10).map { source.place(at: $0) }
        #expect(places.allSatisfy { $0.lineText == places[0].lineText })
        #expect(places[0].lineText?.contains("abc") == false)
        #expect(places.map { ($0.position?.column ?? 0) } == places.indices.map { $0 * 10 + 1 })
    }
}
