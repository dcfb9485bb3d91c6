import HTTPModel
import Testing

struct HTTPRequestTests {
    @Test(arguments: [
        ("GET", true), ("HEAD", true), ("OPTIONS", true), ("TRACE", true), ("PUT", true),
        ("DELETE", true), ("POST", false), ("PATCH", false), ("get", false), ("PURGE", false),
    ])
    func `Only methods that are known to be idempotent are repeated`(method: String, isIt: Bool) {
        #expect(HTTPRequest(method: method, url: "http://h/").isIdempotent == isIt)
    }
}
