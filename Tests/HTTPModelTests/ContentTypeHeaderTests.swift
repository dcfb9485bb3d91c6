import HTTPModel
import Testing

@Suite struct ContentTypeHeaderTests {
    @Test(arguments: [
        ("application/json", "application/json"), (" Text/HTML ; charset=x", "text/html"),
        ("", ""), (";charset=x", ""), ("a / b", "a/b"),
    ])
    func readsTheMediaType(value: String, mediaType: String) {
        #expect(ContentTypeHeader(value).mediaType == mediaType)
    }

    @Test(arguments: [
        ("text/plain; charset=UTF-8", "UTF-8"), ("text/plain;CharSet = \"utf-8\"", "utf-8"),
        ("text/plain; x=\"a;charset=no\"; charset='latin1'", "latin1"),
        ("text/plain; charset=", nil), ("text/plain; charset", nil), ("charset=utf-8", nil),
    ])
    func readsTheCharset(value: String, charset: String?) {
        #expect(ContentTypeHeader(value).charset == charset)
    }

    @Test(arguments: [
        ("application/json", true), ("application/problem+json; a=b", true), ("text/json", true),
        ("application/jsonp", false), ("", false),
    ])
    func recognisesJSON(value: String, isJSON: Bool) {
        #expect(ContentTypeHeader(value).isJSON == isJSON)
    }

    @Test func readsParametersByName() {
        let type = ContentTypeHeader("multipart/form-data; Boundary=\"a;b\"; charset=x")
        #expect(type.parameter("boundary") == "a;b")
        #expect(type.parameter("missing") == nil)
    }
}
