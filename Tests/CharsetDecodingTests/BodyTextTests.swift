import CharsetDecoding
import Testing

@Suite("Text of bodies")
struct BodyTextTests {
    @Test(
        "Bodies are decoded by their charset",
        arguments: [
            (nil, [0x61, 0xC3, 0xA4], "aä"), ("UTF-8", [0xC3, 0xA4], "ä"),
            ("utf8", [0xEF, 0xBB, 0xBF, 0x61], "a"), (nil, [0xEF, 0xBB, 0xBF], ""),
            ("iso-8859-1", [0xE4, 0x80], "ä\u{80}"), ("latin1", [0xE4], "ä"),
            ("windows-1252", [0x80, 0xE4], "€ä"), ("CP1252", [0x80], "€"),
            ("iso-8859-2", [0xB1], "ą"), ("iso-8859-15", [0xA4], "€"),
            ("windows-1251", [0xCF, 0xF0], "Пр"), ("koi8-r", [0xF0, 0xD2], "Пр"),
            ("us-ascii", [0x61], "a"), ("macintosh", [0x8A], "ä"), ("iso-8859-8-i", [0xE0], "א"),
            ("utf-16", [0xFF, 0xFE, 0xE4, 0x00], "ä"), ("utf-16", [0xFE, 0xFF, 0x00, 0xE4], "ä"),
            ("utf-16", [0xE4, 0x00], "ä"), ("utf-16le", [0xFF, 0xFE, 0xE4, 0x00], "ä"),
            ("utf-16be", [0x00, 0xE4], "ä"), ("UTF-16BE", [0xFE, 0xFF, 0x00, 0xE4], "ä"),
            (nil, [0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE], "😀"), ("utf-32le", [0xE4, 0, 0, 0], "ä"),
            ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B, 0x87, 0x40], "日本①"),
            ("euc-jp", [0xC6, 0xFC], "日"), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C], "日"),
            ("gbk", [0xC4, 0xE3], "你"), ("gb2312", [0xC4, 0xE3], "你"),
            ("gb18030", [0x81, 0x30, 0x84, 0x36], "¥"), ("big5", [0xA7, 0x41], "你"),
            ("euc-kr", [0xB0, 0xA1], "가"), ("ks_c_5601-1987", [0x8C, 0x63], "똠"),
        ] as [(String?, [UInt8], String)])
    func decoding(_ charset: String?, _ bytes: [UInt8], _ expected: String) {
        #expect(BodyText.decode(bytes, charset: charset) == expected)
    }

    @Test(
        "Bytes that are not a character are replaced, and nothing ends the decoding early",
        arguments: [
            (nil, [0x61, 0xFF, 0x62], "a\u{FFFD}b"),
            ("windows-1252", [0x61, 0x81, 0x62], "a\u{81}b"),
            ("windows-874", [0x81, 0xDB], "\u{81}\u{FFFD}"), ("CP1251", [0x98], "\u{98}"),
            ("windows-1253", [0x9F, 0xAA], "\u{9F}\u{FFFD}"),
            ("shift_jis", [0x61, 0x93], "a\u{FFFD}"), ("gbk", [0xFF, 0x62], "\u{FFFD}b"),
            ("utf-16le", [0x61, 0x00, 0x62], "a\u{FFFD}"),
            ("utf-16le", [0x00, 0xD8, 0x61, 0x00], "\u{FFFD}a"), ("euc-kr", [], ""),
        ] as [(String?, [UInt8], String)])
    func invalid(_ charset: String?, _ bytes: [UInt8], _ expected: String) {
        #expect(BodyText.decode(bytes, charset: charset) == expected)
    }

    @Test(
        "A character that is cut is counted, one that is wrong is not",
        arguments: [
            ("shift_jis", [0x93, 0xFA, 0x96], 1), ("shift_jis", [0x93, 0xFA], 0),
            ("gb18030", [0x81, 0x30, 0x84], 3), ("gbk", [0xFF], 0), ("koi8-r", [0xF0], 0),
            ("x-unknown", [0xC3], 0), ("euc-kr", [], 0),
        ] as [(String, [UInt8], Int)])
    func incomplete(_ charset: String, _ bytes: [UInt8], _ expected: Int) {
        #expect(BodyText.incompleteCount(bytes, charset: charset) == expected)
    }

    @Test(
        "A charset that nobody knows is taken for UTF-8",
        arguments: [
            "x-unknown", "utf-8//TRANSLIT", "", "  ", "../../etc/passwd", "ü", "none", "\0",
        ])
    func unknown(_ charset: String) {
        #expect(BodyText.decode(Array("aä".utf8), charset: charset) == "aä")
    }

    @Test("Bodies larger than a piece of output lose nothing at the seams")
    func large() {
        let bytes = [UInt8](repeating: 0, count: 50_001).enumerated().map { index, _ in
            [UInt8(0x61), 0xE4, 0x80][index % 3]
        }
        let text = BodyText.decode(bytes, charset: "windows-1252")
        #expect(text == String(repeating: "aä€", count: 16_667))
    }
}
