import Testing

@testable import Authentication

@Suite struct QueryEditorTests {
    @Test func whatIsNotTouchedStaysByteForByte() {
        var editor = QueryEditor("https://a/authorize?resource=https://b/c&x=%7e+1#f")
        editor.append("state", "a b/c~")
        #expect(editor.url == "https://a/authorize?resource=https://b/c&x=%7e+1&state=a%20b%2Fc~")
    }

    @Test(arguments: [
        ("https://a/x", "https://a/x?k=v"), ("https://a/x?", "https://a/x?k=v"),
        ("https://a/x?a=1&", "https://a/x?a=1&k=v"), ("https://a", "https://a?k=v"),
    ])
    func appends(url: String, expected: String) {
        var editor = QueryEditor(url)
        editor.append("k", "v")
        #expect(editor.url == expected)
    }

    @Test func settingTheSameValueTouchesNothingAndAnotherReplacesAll() {
        var editor = QueryEditor("https://a?resource=https://b&y=1&resource=https://c")
        editor.set("resource", to: ["https://b", "https://c"])
        #expect(editor.url == "https://a?resource=https://b&y=1&resource=https://c")
        editor.set("resource", to: ["https://d"])
        #expect(editor.url == "https://a?y=1&resource=https%3A%2F%2Fd")
    }

    @Test func removingTheLastParameterRemovesTheQuestionMark() {
        var editor = QueryEditor("https://a/x?k=v")
        editor.remove("k")
        #expect(editor.url == "https://a/x")
    }

    @Test func findsEncodedNamesAndDecodesValues() {
        #expect(QueryEditor("https://a?re%73ource=a%20b+c").values(of: "resource") == ["a b c"])
    }
}

@Suite struct TrimmingTests {
    @Test(arguments: [(" a\r\n", "a"), ("\u{FEFF} a b ", "a b"), ("", ""), ("  ", "")])
    func trims(text: String, expected: String) {
        #expect(
            text.trimmed.unicodeScalars.filter { $0 != "\u{FEFF}" }.map(String.init).joined()
                .trimmed == expected)
    }
}

@Suite struct EndpointURLTests {
    @Test func keepsTheTextButForWhatNoURLMayHold() throws {
        let url = try EndpointURL(" https://a/t?r=https://b/{x} y\"é#f\n", key: "authUrl")
        #expect(url.text == "https://a/t?r=https://b/{x}%20y%22%C3%A9")
        #expect(url.displayed == "https://a/t")
    }

    @Test(arguments: [
        ("login.example.com/t", "notAbsoluteURL"), ("ftp://a/t", "unusableURLScheme"),
        ("https:///t", "notAbsoluteURL"), ("https://a/\u{7}t", "controlCharacter"),
        ("http://id.example.com/t", "insecureAddress"),
    ])
    func refuses(text: String, reason: String) {
        let kind = failure { _ = try EndpointURL(text, key: "authUrl") }
        #expect("\(String(describing: kind))".contains(reason))
    }

    @Test func plainHTTPNeedsALoopbackHostOrPermission() throws {
        _ = try EndpointURL("http://127.0.0.1:9/t", key: "authUrl")
        _ = try EndpointURL("http://id.example.com/t", key: "authUrl", allowsInsecureHTTP: true)
    }

    @Test func addressesThatMeanTheSameHaveOneIdentity() throws {
        let a = try EndpointURL("https://ID.example.com:443/t?b=2&a=1", key: "authUrl")
        let b = try EndpointURL("https://id.example.com/t?a=1&b=2", key: "authUrl")
        #expect(a.identity == b.identity)
        #expect(a.text != b.text)
    }
}
