import Diagnostics
import JSON
import Testing

@testable import CLI

struct DotenvFileTests {
    static func read(
        _ text: String, after earlier: [DotenvFile.Variable] = []
    ) throws(InputError) -> DotenvFile {
        try DotenvFile(
            JSONSource(name: ".env", bytes: Array(text.utf8)), after: earlier,
            process: { ["HOME": "/home/jo", "EMPTY": ""][$0] })
    }

    @Test(
        "Values are read as the tools do that made the form",
        arguments: [
            ("A=b", ["A": "b"]), ("export A=b", ["A": "b"]), ("export\t A = b \t", ["A": "b"]),
            ("A=", ["A": ""]), ("A=   # nothing", ["A": ""]), ("A=''", ["A": ""]),
            ("\u{FEFF}# a comment\r\n\r\nA=b\r\nB=c", ["A": "b", "B": "c"]),
            ("  A=b c  # comment", ["A": "b c"]), ("A=b#c", ["A": "b#c"]), ("A=#b", ["A": "#b"]),
            ("A=x=y==", ["A": "x=y=="]), ("A=b\nA=c", ["A": "c"]), ("a.b-c=1", ["a.b-c": "1"]),
            (#"A="b # c" # d"#, ["A": "b # c"]),
            (#"A="a\n\t\"\\\$\q\r""#, ["A": "a\n\t\"\\$\\q\r"]),
            ("A=\"one\ntwo\"\nB='x\r\ny'", ["A": "one\ntwo", "B": "x\r\ny"]),
            (#"A='a\n${HOME}$'"#, ["A": #"a\n${HOME}$"#]),
            ("A=`it's \"so\"`", ["A": "it's \"so\""]),
            (#"A=C:\new\folder"#, ["A": #"C:\new\folder"#]),
            ("A=pa$$w0rd$HOME", ["A": "pa$$w0rd$HOME"]),
            (
                "A=1\nB=${A}${HOME}/x\nC=\"<${B}>\"",
                ["A": "1", "B": "1/home/jo/x", "C": "<1/home/jo/x>"]
            ),
            ("A=${NONE:-a b}${EMPTY:-c}${HOME:-d}", ["A": "a bc/home/jo"]),
            ("A=${EMPTY}", ["A": ""]),
            (#"A=\${HOME}"#, ["A": "${HOME}"]), (#"A="\${HOME}""#, ["A": "${HOME}"]),
            ("A=${B\nC=${}x", ["A": "${B", "C": "${}x"]), ("A=ä€😀", ["A": "ä€😀"]), ("", [:]),
            ("export=1", ["export": "1"]),
        ])
    func values(text: String, expected: [String: String]) throws {
        let file = try Self.read(text)
        #expect(Dictionary(file.variables.map { ($0.name, $0.value) }) { $1 } == expected)
        #expect(file.warnings.isEmpty)
    }

    @Test(
        "An error has its place, but not the text of its line",
        arguments: [
            ("A=b\n secret words", "a line must be NAME=VALUE", 2, 2),
            ("A", "a line must be NAME=VALUE", 1, 1), ("=b", "a line must be NAME=VALUE", 1, 1),
            ("export A", "a line must be NAME=VALUE", 1, 1),
            ("A: b", "a line must be NAME=VALUE", 1, 1),
            ("\n\nA=\"b", "the quotation mark that opens here is never closed", 3, 3),
            ("A='b\n\n", "the quotation mark that opens here is never closed", 1, 3),
            ("A='b'c", "something follows the value's closing quotation mark", 1, 6),
            ("A=\"b\" 'c'", "something follows the value's closing quotation mark", 1, 6),
        ])
    func mistakes(text: String, message: String, line: Int, column: Int) throws {
        let error = try #require(throws: InputError.self) { try Self.read(text) }
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.message == message)
        #expect(diagnostic.place.position == TextPosition(line: line, column: column))
        #expect(diagnostic.place.file == ".env" && diagnostic.place.lineText == nil)
    }

    @Test func `A file sees those before it, and itself before them`() throws {
        let earlier = [DotenvFile.Variable(name: "A", value: "1"), .init(name: "B", value: "2")]
        let file = try Self.read("X=${A}\nA=3\nY=${A}${B}", after: earlier)
        #expect(file.variables.map(\.value) == ["1", "3", "32"])
    }

    @Test func `References that double each other are refused before they fill the memory`() {
        let lines = (1...64).map { "A\($0)=${A\($0 - 1)}${A\($0 - 1)}" }
        let error = #expect(throws: InputError.self) {
            try Self.read("A0=x\n" + lines.joined(separator: "\n"))
        }
        #expect(error?.diagnostics.first?.message == "references make values of more than 16 MB")
    }

    @Test func `A variable that is not set is warned of where it stands`() throws {
        let file = try Self.read("A=x\nB=a${NONE}b")
        #expect(file.variables.last?.value == "ab")
        #expect(
            file.warnings.map(\.message) == [
                "variable 'NONE' is not set, and nothing takes its place"
            ])
        #expect(file.warnings.first?.place.position == TextPosition(line: 2, column: 4))
        #expect(file.warnings.first?.place.lineText == nil)
    }
}
