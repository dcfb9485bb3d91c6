import HTTPModel
import Testing

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
