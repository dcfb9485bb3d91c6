import Diagnostics
import JSON
import Testing

struct JSONSourceDecodingTests {
    private static let text = #"{"a": "é€😀"}"#

    private static func utf16(_ text: String, isBigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let halves = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? halves : halves.reversed()
        }
    }

    @Test(
        "UTF-8 and UTF-16 are distinguished, with and without a byte order mark",
        arguments: [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            utf16(text, isBigEndian: false, mark: true),
            utf16(text, isBigEndian: true, mark: true),
            utf16(text, isBigEndian: false, mark: false),
            utf16(text, isBigEndian: true, mark: false),
        ])
    func unicode(bytes: [UInt8]) throws {
        let value = try JSONParser.parse(JSONSource(name: "f", decoding: bytes))
        #expect(value["a"]?.string == "é€😀")
    }

    @Test func `What is not valid UTF-8 is Latin-1`() throws {
        let bytes = Array(#"{"a": ""#.utf8) + [0xE9, 0x80, 0xFF] + Array(#""}"#.utf8)
        let value = try JSONParser.parse(JSONSource(name: "f", decoding: bytes))
        #expect(value["a"]?.string == "é\u{80}ÿ")
    }

    @Test(
        "Places count in the decoded text",
        arguments: [
            Self.utf16("{\n \"é\": x}", isBigEndian: false, mark: true),
            Self.utf16("{\n \"é\": x}", isBigEndian: true, mark: false),
            Array("{\n \"é\": x}".utf8),
            Array("{\n \"".utf8) + [0xE9] + Array("\": x}".utf8),
        ])
    func places(bytes: [UInt8]) {
        let source = JSONSource(name: "f", decoding: bytes)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(source) }
        let place = error?.diagnostic(in: source).place
        #expect(place?.position == .init(line: 2, column: 7))
        #expect(place?.lineText == " \"é\": x}")
    }

    @Test(
        "Hostile bytes are refused, and crash nothing",
        arguments: [
            [], [0x00], [0xFF], [0xFF, 0xFE], [0xFE, 0xFF, 0x00], [0xFF, 0xFE, 0x7B],
            [0x7B, 0x00], [0x7B, 0x00, 0x22, 0x00, 0x00], [0x00, 0x7B, 0x00, 0x22],
            [0xEF, 0xBB], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], [0xFF, 0xFE, 0x00, 0xD8],
            [0x50, 0x4B, 0x03, 0x04], [0x22, 0x00, 0x22], Array("{\"a\0\": 1}".utf8),
            Array("{\"a\": \"\u{1}\"}".utf8), Array("{\"a\": \"\\uD8\"}".utf8),
        ] as [[UInt8]])
    func hostile(bytes: [UInt8]) {
        let source = JSONSource(name: "f", decoding: bytes)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(source) }
        #expect(error?.diagnostic(in: source).place.position != nil)
    }

    @Test func `Every truncation of a file is refused`() {
        let bytes = Array(#"{"a": [1, -2.5e3, true, null, "é\u00e9\ud83d\ude00"], "b": {}}"#.utf8)
        for count in 0..<bytes.count {
            let source = JSONSource(name: "f", decoding: Array(bytes[..<count]))
            #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(source) }
        }
    }

    @Test("Ten thousand levels are an error, not a crash", arguments: ["[", #"{"a":"#])
    func depth(opening: String) {
        let source = JSONSource(
            name: "f", decoding: Array(String(repeating: opening, count: 10_000).utf8))
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(source) }
        #expect(error?.reason == .tooDeep(limit: JSONParser.depthLimit))
        #expect(
            error?.diagnostic(in: source).message
                == "not valid JSON: values are nested deeper than \(JSONParser.depthLimit) levels")
    }

    @Test func `Huge numbers, lone surrogates and repeated names are read`() throws {
        let digits = String(repeating: "9", count: 400)
        let text = #"{"n": \#(digits), "e": 1e99999, "s": "\ud800x\udc00", "k": 1, "k": 2}"#
        let value = try JSONParser.parse(JSONSource(name: "f", decoding: Array(text.utf8)))
        #expect(value["n"]?.double == .infinity)
        #expect(value["e"]?.double == .infinity)
        #expect(value["s"]?.string == "\u{FFFD}x\u{FFFD}")
        #expect(value["k"]?.double == 2)
        #expect(JSONWriter.compact(value).contains(digits))
    }
}
