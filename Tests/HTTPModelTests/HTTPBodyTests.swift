import HTTPModel
import Testing

@Suite("Bodies")
struct HTTPBodyTests {
    @Test("A body's length is that of its pieces, files counted as they were")
    func count() {
        #expect(HTTPBody([1, 2, 3]).count == 3)
        #expect(HTTPBody(pieces: []).count == 0)
        #expect(
            HTTPBody(pieces: [.bytes([1]), .file(path: "/none", size: 9), .bytes([])]).count == 10)
    }

    @Test("A new request is a GET without headers or body, and follows redirects")
    func defaults() {
        let request = HTTPRequest(url: "http://h/")
        #expect(request.method == "GET" && request.headers.fields.isEmpty && request.body == nil)
        let options = TransferOptions()
        #expect(options.followsRedirects && options.maxRedirects == 10 && options.verifiesTLS)
        #expect(options.timeout == nil && options.totalTimeout == nil)
    }
}
