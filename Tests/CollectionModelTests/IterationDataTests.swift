import CollectionModel
import Diagnostics
import JSON
import Testing

struct IterationDataTests {
    static func read(
        _ text: String, name: String = "data.csv", types: IterationData.Types = .numbers
    ) throws(DefinitionError) -> IterationData {
        try IterationData(JSONSource(name: name, bytes: Array(text.utf8)), types: types)
    }

    /// All rows as JSON.
    static func rows(_ data: IterationData) -> [String] {
        (0..<data.count).map { JSONWriter.compact(JSONValue(.object(data.row(of: $0)))) }
    }

    static func diagnostics(_ text: String, name: String) -> [Diagnostic] {
        do throws(DefinitionError) {
            _ = try read(text, name: name)
            return []
        } catch {
            return error.diagnostics
        }
    }

    // MARK: CSV

    @Test(
        "Unquoted values are typed as Newman types them",
        arguments: [
            ("0", "0"), ("007", "7"), ("1e5", "100000"), ("0x10", "0"), ("+5", "5"), (".5", "0.5"),
            ("1.50", "1.5"), ("12345678901234567890", "12345678901234567000"),
            ("12abc", "\"12abc\""), ("true", "\"true\""), ("null", "\"null\""),
            ("2020-01-01", "\"2020-01-01\""), ("", "\"\""), ("-12", "-12"), ("-0", "0"),
            ("5.", "5"), ("  8  ", "8"), ("1_000", "\"1_000\""), ("Infinity", "\"Infinity\""),
            ("1e999", "\"1e999\""), ("0b11", "0"), ("-0x10", "\"-0x10\""), ("nan", "\"nan\""),
            ("\"5\"", "\"5\""), (" \"007\" ", "\"007\""), ("\"\"", "\"\""),
            ("\"a \"\"b\"\" c\"", #""a \"b\" c""#), ("\"a,b\"", "\"a,b\""),
            ("\"two\nlines\"", #""two\nlines""#), ("5\" pipe", #""5\" pipe""#),
            ("a \"b\" c", #""a \"b\" c""#), (" a b ", "\"a b\""), ("\" a \"", "\" a \""),
            ("é注👍", "\"é注👍\""),
        ])
    func types(field: String, value: String) throws {
        let data = try Self.read("before,value,after\nx,\(field),y\n")
        #expect(Self.rows(data) == [#"{"before":"x","value":\#(value),"after":"y"}"#])
        #expect(data.warnings.isEmpty)
    }

    @Test(
        "As text, everything stays as written",
        arguments: ["0", "007", "1e5", "0x10", "+5", "1.50", "12345678901234567890", "true"])
    func strings(field: String) throws {
        let data = try Self.read("v,w\n \(field) ,\"q\"", types: .strings)
        #expect(Self.rows(data) == [#"{"v":"\#(field)","w":"q"}"#])
    }

    @Test(
        "Rows are found in every spelling",
        arguments: [
            ("a,b\n1,2\n3,4", ["1,2", "3,4"]), ("a,b\r\n1,2\r\n3,4\r\n", ["1,2", "3,4"]),
            ("a,b\r1,2\r3,4\r", ["1,2", "3,4"]), ("a,b\n1,2\r\n3,4", ["1,2", "3,4"]),
            ("a,b\r\n1,2\n3,4\n", ["1,2", "3,4"]), ("\u{FEFF}a,b\n1,2", ["1,2"]),
            ("\n\r\n a , b \n 1 ,\t2 \n", ["1,2"]), ("a,b\n,\n", [#""","""#]),
            ("a,b\n1,2,", ["1,2"]), ("a,b\n\"1\n\",\"\r\n\"", [#""1\n","\r\n""#]),
            ("a,b\n1,2\n\n", ["1,2", #""""#]), ("a,b\n1\rx,2\n", [#""1\rx",2"#]),
            ("a,b\n\"1\" \r\n\"2\"\t,3", [#""1""#, #""2",3"#]),
        ])
    func rows(text: String, rows: [String]) throws {
        let data = try Self.read(text)
        let found = (0..<data.count).map { index in
            data.row(of: index).members.map { JSONWriter.compact($0.value) }.joined(separator: ",")
        }
        #expect(found == rows)
        #expect(data.row(of: 0).members.first?.key == "a")
    }

    @Test(
        "The names of columns are typed like values",
        arguments: [
            ("007,1.50,\"007\", x y ", ["7", "1.5", "007", "x y"], IterationData.Types.numbers),
            ("007,1.50,\"007\",x", ["007", "1.50", "007", "x"], .strings),
            ("a.b,\"c,d\",", ["a.b", "c,d", ""], .numbers),
        ])
    func header(line: String, names: [String], types: IterationData.Types) throws {
        let data = try Self.read(line + "\n1,2,3,4\n", types: types)
        #expect(data.row(of: 0).members.map(\.key) == names)
    }

    @Test func `Rows of another width are tolerated, and told of once`() throws {
        let data = try Self.read("a,b\n1,2\n3\n4,5,6\n7,8\n9\n")
        #expect(
            Self.rows(data) == [
                #"{"a":1,"b":2}"#, #"{"a":3}"#, #"{"a":4,"b":5}"#, #"{"a":7,"b":8}"#, #"{"a":9}"#,
            ])
        #expect(data.warnings.map(\.severity) == [.warning])
        let warning = try #require(data.warnings.first)
        #expect(warning.message == "a row has 1 value for 2 columns, and 2 more rows like it")
        #expect(warning.place.position == TextPosition(line: 3, column: 1))
        #expect(warning.place.lineText == "3")
        #expect(warning.place.file == "data.csv")
    }

    @Test func `The line of a warning is counted as the file ends its lines`() throws {
        let data = try Self.read("a,b\r1,2\r3,4,5\r6,7")
        #expect(data.warnings.first?.place.position == TextPosition(line: 3, column: 1))
        #expect(data.warnings.first?.place.lineText == "3,4,5")
    }

    @Test func `A column that appears twice is a warning, and the last one counts`() throws {
        let data = try Self.read("a,b,a\n1,2,3\n")
        #expect(data.row(of: 0)["a"] == .number(3))
        #expect(
            data.warnings.map(\.message) == ["the column 'a' appears twice; the last one counts"])
    }

    @Test(
        "What is not CSV is an error with its place",
        arguments: [
            ("a,b\n1,\"open\n2,3\n", "the quote that opens this field is never closed", 2, 3),
            ("a,b\n\"x\" y,2\n", "text after the closing quote of a field", 2, 5),
            ("a,b\r1,2\r3,\"x\"y", "text after the closing quote of a field", 3, 6),
        ])
    func csvErrors(text: String, message: String, line: Int, column: Int) throws {
        let diagnostic = try #require(Self.diagnostics(text, name: "data.csv").first)
        #expect(diagnostic.message == "not valid CSV: " + message)
        #expect(diagnostic.place.position == TextPosition(line: line, column: column))
        #expect(!diagnostic.help.isEmpty)
    }

    // MARK: JSON

    @Test func `JSON rows keep their values and the order of members`() throws {
        let data = try Self.read(
            "\u{FEFF} [{\"b\": 1.0, \"a\": null, \"a.b\": [1, {\"c\": true}]}, {}]",
            name: "data.json")
        #expect(Self.rows(data) == [#"{"b":1.0,"a":null,"a.b":[1,{"c":true}]}"#, "{}"])
    }

    @Test(
        "JSON of another shape is an error with its place",
        arguments: [
            (#"{"a": 1}"#, "d.json", "must be an array of objects, not an object", 1, 1),
            ("\n 7", "d.json", "must be an array of objects, not a number", 2, 2),
            (#"{"a": 1}"#, "standard input", "must be an array of objects, not an object", 1, 1),
            ("[{},\n 5]", "d.json", "a row must be an object, not a number", 2, 2),
            ("[[1]]", "http://h/rows", "a row must be an object, not an array", 1, 2),
            (
                "[{\"a\": 1},\n {\"a\": }]", "d.json",
                "not valid JSON: expected a value, found '}'", 2, 8
            ),
            ("[{\"a\": 1}", "-", "not valid JSON: the file ends", 1, 10),
            ("a,b\n1,2", "D.JSON", "not valid JSON: expected a value, found 'a'", 1, 1),
        ])
    func jsonErrors(text: String, name: String, message: String, line: Int, column: Int) throws {
        let diagnostic = try #require(Self.diagnostics(text, name: name).first)
        #expect(diagnostic.message.contains(message))
        #expect(diagnostic.place.position == TextPosition(line: line, column: column))
        #expect(diagnostic.place.file == name)
    }

    @Test func `An excerpt of rows that cannot be read shows no values`() throws {
        let diagnostic = try #require(Self.diagnostics(#"["hunter2"]"#, name: "d.json").first)
        #expect(diagnostic.place.lineText == #"["*******"]"#)
    }

    @Test(
        "The name says what a file is, else its first character",
        arguments: [
            (#"[{"a": 1}]"#, "d.json", #"{"a":1}"#),
            (#"[{"a": 1}]"#, "standard input", #"{"a":1}"#),
            (#"[{"a": 1}]"#, "d.csv", #"{"a":1}"#), ("[a]\n1", "d.csv", #"{"[a]":1}"#),
            ("a\n1", "d.CSV", #"{"a":1}"#), ("a\n1", "http://h/rows", #"{"a":1}"#),
            ("\"a\"\n1", "rows.txt", #"{"a":1}"#),
        ])
    func formats(text: String, name: String, row: String) throws {
        #expect(Self.rows(try Self.read(text, name: name)) == [row])
    }

    // MARK: Rows of iterations

    @Test(arguments: [("a\n1\n2\n", "data.csv"), (#"[{"a": 1}, {"a": 2}]"#, "data.json")])
    func `Beyond the rows the last one is used again`(text: String, name: String) throws {
        let data = try Self.read(text, name: name)
        #expect((0..<4).map { data.row(of: $0)["a"]?.double } == [1, 2, 2, 2])
    }

    @Test(arguments: [("a,b\n", "d.csv"), ("a", "-"), ("[]", "d.json"), ("0", "-")])
    func `A file without rows is warned of`(text: String, name: String) throws {
        let data = try Self.read(text, name: name)
        #expect(data.count == 0 && data.row(of: 0).members.isEmpty)
        #expect(
            data.warnings.map(\.message) == [
                "the iteration data has no rows; the requests run without"
            ])
    }

    @Test(arguments: ["", " \n", "\u{FEFF}\r\n"])
    func `A file without anything is an error`(text: String) {
        for name in ["d.csv", "d.json", "-"] {
            #expect(
                Self.diagnostics(text, name: name).map(\.message) == ["the iteration data is empty"]
            )
        }
    }

    @Test func `Rows in turn begin again behind the last one`() throws {
        let data = try Self.read("a\n0\n1\n2\n3\n4\n")
        func values(_ data: IterationData) -> [Double?] {
            (0..<data.count).map { data.row(of: $0)["a"]?.double }
        }
        #expect(values(data.inTurn(from: 1, by: 2)) == [1, 3, 0, 2, 4])
        #expect(values(data.inTurn(from: 1, by: 2).only([0, 2])) == [1, 0])
        #expect(values(data.only([4, 2]).inTurn(from: 1, by: 3)) == [2, 4])
    }

    @Test func `Many rows are found in one pass`() throws {
        let count = 50_000
        let text = "id,name,note\n" + (0..<count).map { "\($0),\"n \($0)\",\n" }.joined()
        let clock = ContinuousClock()
        let start = clock.now
        let data = try Self.read(text)
        let all = start.duration(to: clock.now)
        #expect(data.count == count)
        // From the end: a search from the beginning would be slow.
        let rows = clock.measure {
            for index in (count - 2_000)..<count {
                #expect(data.row(of: index)["id"]?.double == Double(index))
            }
        }
        #expect(rows < all + .seconds(1))
    }
}
