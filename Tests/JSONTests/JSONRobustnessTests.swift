import Diagnostics
import JSON
import Testing

/// Texts that were damaged by chance: each is read or refused, and none crashes anything.
struct JSONRobustnessTests {
    private static let sample = Array(
        #"""
        {"info": {"name": "é€😀\u00e9\ud83d\ude00"}, "item": [{"name": "R", "request":
        {"method": "GET", "url": {"host": ["h"], "query": [{"key": "a", "value": null}]}}}, -1.5e+7,
        true, false, [], {}, "\\\"\/\b\f\n\r\t"]}
        """#.utf8)

    /// A small generator whose numbers are the same in every run.
    private struct Chance {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    private static func damaged(_ bytes: [UInt8], by chance: inout Chance) -> [UInt8] {
        let telling = Array("{}[]\",:\\0u-.e\u{0}\u{1}\n /'".utf8) + [0xC3, 0xED, 0xFF, 0x80]
        var bytes = bytes
        for _ in 0...chance.below(4) where !bytes.isEmpty {
            let index = chance.below(bytes.count)
            switch chance.below(5) {
            case 0: bytes.remove(at: index)
            case 1: bytes.insert(telling[chance.below(telling.count)], at: index)
            case 2: bytes[index] = telling[chance.below(telling.count)]
            case 3: bytes[index] = UInt8(chance.below(256))
            default:
                let end = min(bytes.count, index + chance.below(20))
                bytes.insert(contentsOf: bytes[index..<end], at: chance.below(bytes.count))
            }
        }
        return bytes
    }

    @Test func `Damaged texts are read or refused at a place, and written as they are read`() {
        var chance = Chance(state: 7)
        var accepted = 0
        for _ in 0..<20_000 {
            let source = JSONSource(name: "f", decoding: Self.damaged(Self.sample, by: &chance))
            do throws(JSONSyntaxError) {
                let value = try JSONParser.parse(source)
                #expect(try JSONParser.parse(JSONWriter.compact(value)) == value)
                accepted += 1
            } catch {
                #expect(error.offset >= 0 && error.offset <= source.bytes.count)
                _ = error.diagnostic(in: source)
            }
        }
        // Some survive; else nothing but refusals was seen.
        #expect(accepted > 1_000 && accepted < 19_000)
    }

    @Test func `Every truncation is refused at its end or before`() {
        for count in 0..<Self.sample.count {
            let source = JSONSource(name: "f", decoding: Array(Self.sample[..<count]))
            let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(source) }
            #expect(error?.diagnostic(in: source).place.position != nil)
        }
    }

    @Test func `Repeated names are noted, in small objects and large ones`() throws {
        let many = (0..<40).map { #""k\#($0 % 39)": 0"# }.joined(separator: ", ")
        let text = #"{"a": 1, "b": {"c": 1, "d": 2, "c": 3}, "a": 2, "e": {\#(many)}}"#
        let source = JSONSource(name: "f", bytes: Array(text.utf8))
        let (value, oddities) = try JSONParser.parseNotingOddities(source)
        #expect(oddities.map(\.kind) == ["c", "a", "k0"].map { .repeatedName($0) })
        #expect(oddities.map { value.path(to: $0.offset) } == ["$.b.c", "$.a", "$.e.k0"])
    }

    @Test func `Halves of surrogate pairs are noted, once for each string`() throws {
        let text = #"{"\ud800": "ok \ud83d\ude00", "a": ["\udc00\ud800", "\ud800\u0041", "x"]}"#
        let source = JSONSource(name: "f", bytes: Array(text.utf8))
        let (value, oddities) = try JSONParser.parseNotingOddities(source)
        #expect(oddities.map(\.kind) == Array(repeating: .loneSurrogate, count: 3))
        #expect(oddities.map { value.path(to: $0.offset) } == [nil, "$.a[0]", "$.a[1]"])
        #expect(value["a"]?.array?[1].string == "\u{FFFD}A")
    }

    @Test(
        "A value is found again by its place",
        arguments: [
            ("$", 0), ("$.a", 6), ("$.a[1].b", 16), (#"$["x y"]"#, 30), ("$.é", 42), (nil, 8),
            (nil, -1), (nil, 400),
        ])
    func paths(path: String?, offset: Int) throws {
        let value = try JSONParser.parse(#"{"a": [1, {"b": "x"}], "x y": null, "é": 1}"#)
        #expect(value.path(to: offset) == path)
    }
}
