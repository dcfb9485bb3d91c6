import Testing
import TextEncoding

@Suite struct PercentEncodingTests {
    private static let visible = String(decoding: 0x21..<0x7F, as: UTF8.self)

    @Test(arguments: [
        (PercentEncoding.strict, "a+b/c=d:e%7E~&f g", "a%2Bb%2Fc%3Dd%3Ae%257E~%26f%20g"),
        (.form, "a+b/c=d:e%7E~&f g", "a%2Bb%2Fc%3Dd%3Ae%257E~%26f+g"),
        (.postmanQueryValue, "a+b/c=d:e%7E~&f g", "a+b/c=d:e%7E~%26f%20g"),
        (.postmanQueryName, "a=b", "a%3Db"), (.strict, "é", "%C3%A9"), (.strict, "", ""),
        (.postmanPath, "é\u{7}\u{7F}", "%C3%A9%07%7F"), (.form, "untouched", "untouched"),
    ])
    func encodes(encoding: PercentEncoding, text: String, expected: String) {
        #expect(encoding.encode(text) == expected)
        #expect(encoding.encode(text.utf8) == Array(expected.utf8))
    }

    @Test(arguments: [
        (PercentEncoding.strict, "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}"), (.postmanPath, "\"#<>?`{}"),
        (.postmanQueryName, "\"#&'<=>"), (.postmanQueryValue, "\"#&'<>"),
        (.postmanUserinfo, "\"#/:;<=>?@[\\]^`{|}"), (PercentEncoding(visibleExcept: ""), ""),
    ])
    func eachRuleEncodesItsOwnCharacters(encoding: PercentEncoding, encoded: String) {
        #expect(Self.visible.filter { encoding.encode(String($0)) != String($0) } == encoded)
    }

    @Test(arguments: [
        ("a%20b+c", "a b+c", "a b c"), ("%zz%4", "%zz%4", "%zz%4"), ("%+5", "%+5", "% 5"),
        ("%C3%a9", "é", "é"), ("%%41%", "%A%", "%A%"), ("", "", ""),
    ])
    func decodes(text: String, strict: String, form: String) {
        #expect(PercentEncoding.strict.decode(text) == strict)
        #expect(PercentEncoding.form.decode(text) == form)
    }

    @Test func decodesToBytesThatAreNoText() {
        #expect(PercentEncoding.strict.decode("a%FF".utf8) == [0x61, 0xFF])
    }
}

@Suite struct FormTextTests {
    @Test func takesATextApart() {
        let form = FormText("a=1&&b%20c=x+y=z&d&=e&a=2")
        #expect(form.pairs.map(\.name) == ["a", "b c", "d", "", "a"])
        #expect(form.pairs.map(\.value) == ["1", "x y=z", "", "e", "2"])
        #expect(form["a"] == "1")
        #expect(form["d"] == "")
        #expect(form["f"] == nil)
    }

    @Test func aCombiningCharacterHidesNoSeparator() {
        let form = FormText("a=\u{301}&\u{301}b=1")
        #expect(form.pairs.map(\.name) == ["a", "\u{301}b"])
        #expect(form["a"] == "\u{301}")
    }

    @Test func writesASpaceAsItIsTold() {
        let form = FormText([("a b", "c&d"), ("e", "")])
        #expect(form.encoded() == "a+b=c%26d&e=")
        #expect(form.encoded(.strict) == "a%20b=c%26d&e=")
    }
}
