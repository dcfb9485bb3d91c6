import Testing

@testable import Reporting

@Suite struct HumanUnitsTests {
    @Test(
        arguments: [
            (0, "0µs"), (0.4, "400µs"), (1, "1ms"), (345.9, "345ms"), (1_997.9, "1997ms"),
            (1_998, "1.9s"), (2_345, "2.3s"), (60_000, "1m"), (62_400, "1m 2.4s"),
            (3_600_000, "1h"), (90_061_000, "1d 1h 1m 1s"), (-5, "0µs"),
        ] as [(Double, String)])
    func `times have Newman's spelling`(milliseconds: Double, text: String) {
        #expect(HumanUnits.time(milliseconds: milliseconds) == text)
        let duration = Duration.milliseconds(milliseconds)
        var bytes: [UInt8] = []
        HumanUnits.append(duration, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == HumanUnits.time(duration))
    }

    @Test(
        arguments: [
            (0, "0B"), (999, "999B"), (1_000, "1kB"), (1_140, "1.14kB"), (1_200, "1.2kB"),
            (1_005, "1.01kB"), (10_040, "10.04kB"), (999_999, "1MB"), (1_500_000, "1.5MB"),
            (2_000_000_000, "2GB"),
        ])
    func `sizes are in powers of a thousand`(bytes: Int, text: String) {
        #expect(HumanUnits.size(bytes) == text)
    }
}

@Suite struct LineBreakingTests {
    @Test(arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("注文", 4), ("👍", 2), ("", 0)])
    func `width counts columns`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(
        arguments: [
            ("abcdef", 3, ["abc", "def"]), ("注文の", 3, ["注", "文", "の"]), ("注文", 1, ["注", "文"]),
            ("ab", 5, ["ab"]),
        ])
    func `cutting ignores words`(text: String, width: Int, lines: [String]) {
        #expect(LineBreaker.cut(text[...], width: width).map(String.init) == lines)
    }

    @Test(
        arguments: [
            ("one two three", 7, ["one two", "three"]), ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
            ("fits", 10, ["fits"]),
        ])
    func `wrapping keeps words that fit`(text: String, width: Int, lines: [String]) {
        #expect(LineBreaker.wrap(text[...], width: width).map(String.init) == lines)
    }

    @Test func `an excerpt ends between characters, and other bytes have none`() {
        #expect(BodyExcerpt.text(Array("aé".utf8), limit: 2) == "a")
        #expect(BodyExcerpt.text(Array("aé".utf8), limit: 3) == "aé")
        #expect(BodyExcerpt.text([0xFF, 0x41], limit: 10) == nil)
        #expect(BodyExcerpt.text([0x41, 0x00], limit: 10) == nil)
    }
}

@Suite struct ClassNameTests {
    @Test(
        arguments: [
            ("A Simple GET Request", "ASimpleGetRequest"), ("Folder / Get", "FolderGet"),
            ("Orders / v2.7 list", "OrdersV27List"), ("parseURLString", "ParseUrlString"),
            ("getID2", "GetId2"), ("user's name", "UsersName"), ("Prüfung ß", "PrufungSs"),
            ("snake_case-and.dots", "SnakeCaseAndDots"), ("HTTPServer", "HttpServer"),
            ("日本a", "a"), ("日本", "Shop"), ("", "Shop"), ("// --", "Shop"),
        ])
    func `class names are Newman's`(path: String, name: String) {
        #expect(ClassName.of(path, fallback: "shop") == name)
    }
}
