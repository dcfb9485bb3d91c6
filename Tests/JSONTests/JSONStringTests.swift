import JSON
import Testing

/// Strings at every distance from the words of eight bytes that they are read in.
struct JSONStringTests {
    private static let pieces = ["\"", "\\", "\n", "\u{1}", "ü", "€", "😀", "/", "\u{7F}"]

    @Test("A character at any place of a string is read", arguments: pieces)
    func places(piece: String) throws {
        for length in 0...40 {
            let plain = String(repeating: "x", count: length)
            for text in [
                plain + piece, plain + piece + plain, piece + plain, plain + piece + piece,
            ] {
                #expect(try JSONParser.parse(JSONWriter.quoted(text)).string == text)
                let list = JSONWriter.compact(.array([.string(text), .string(text)]))
                #expect(try JSONParser.parse(list).array?.map(\.string) == [text, text])
            }
        }
    }

    @Test(
        "What does not belong in a string is found at any place",
        arguments: ["\u{1F}", "\n", #"\x"#])
    func faults(fault: String) {
        for length in 0...20 {
            let text = "\"" + String(repeating: "y", count: length) + fault + "yyyyyyyyyy\""
            #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text) }
            do throws(JSONSyntaxError) {
                _ = try JSONParser.parse(text)
            } catch {
                #expect(error.offset == length + 1)
            }
        }
    }

    @Test func `A string that is cut off is found at its end`() {
        for length in 0...20 {
            let text = #"["\n"# + String(repeating: "y", count: length)
            do throws(JSONSyntaxError) {
                _ = try JSONParser.parse(text)
                Issue.record("'\(text)' was accepted")
            } catch {
                #expect(error.offset == text.utf8.count)
            }
        }
    }

    @Test func `Short texts of a large file are kept apart`() throws {
        let texts = (0..<3_000).map { number in
            String("\(number)-äöü-\(number)-abcdefgh".prefix(number % 18))
        }
        let value = JSONValue.object(texts.map { ($0, .array([.string($0), .string($0 + "\n")])) })
        #expect(try JSONParser.parse(JSONWriter.compact(value)) == value)
        #expect(try JSONParser.parse(JSONWriter.pretty(value, indent: 9)) == value)
    }

    @Test("Bytes are valid as UTF-8 if the standard library says so", arguments: 0...9)
    func encoding(distance: Int) {
        let bytes: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
            0xE1,
            0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        let ends: [[UInt8]] = [[], [0x80], [0xBF, 0x80], [0x80, 0x80, 0x41], [0xC3, 0xA4]]
        for first in bytes {
            for second in bytes {
                for end in ends {
                    let text =
                        [UInt8](repeating: 0x61, count: 4 + distance) + [first, second] + end
                    var isUTF8 = false
                    if case .utf8 = FileEncoding(of: text) { isUTF8 = true }
                    #expect(isUTF8 == (String(validating: text, as: UTF8.self) != nil), "\(text)")
                }
            }
        }
    }
}
