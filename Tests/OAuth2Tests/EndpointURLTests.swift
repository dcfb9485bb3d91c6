import HTTPModel
import Testing

@testable import OAuth2

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
        let loopback = try EndpointURL("http://127.0.0.1:9/t", key: "authUrl")
        #expect(loopback.text == "http://127.0.0.1:9/t")
        let permitted = try EndpointURL(
            "http://id.example.com/t", key: "authUrl", allowsInsecureHTTP: true)
        #expect(permitted.text == "http://id.example.com/t")
    }

    @Test func addressesThatMeanTheSameHaveOneIdentity() throws {
        let a = try EndpointURL("https://ID.example.com:443/t?b=2&a=1", key: "authUrl")
        let b = try EndpointURL("https://id.example.com/t?a=1&b=2", key: "authUrl")
        #expect(a.identity == b.identity)
        #expect(a.text != b.text)
    }
}
