import HTTPModel
import Testing

@testable import Signing

/// The examples of the Hawk specification's own README.
@Suite struct HawkTests {
    private let credentials: [(String, Value)] = [
        ("authId", "dh37fgj492je"), ("authKey", "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn"),
        ("algorithm", "sha256"), ("timestamp", "1353832234"), ("nonce", "j4h3g2"),
        ("extraData", "some-app-ext-data"),
    ]
    private let url = "http://example.com:8000/resource/1?b=1&a=2"

    @Test func aRequestWithoutPayload() throws {
        let request = try signed(
            "hawk", credentials, HTTPRequest("GET", url, [("authorization", "old")]))
        #expect(
            request.headers.fields == [
                HTTPField(
                    name: "Authorization",
                    value: #"Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", "#
                        + #"ext="some-app-ext-data", "#
                        + #"mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=""#,
                    keepsUTF8: true)
            ])
    }

    @Test func aRequestWithItsPayload() throws {
        let request = try signed(
            "hawk", credentials + [("includePayloadHash", true)],
            HTTPRequest("POST", url, body: "Thank you for flying Hawk"),
            contentType: "Text/Plain; charset=utf-8")
        let header = try #require(request.headers["Authorization"])
        #expect(header.contains(#"hash="Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=""#))
        #expect(header.contains(#"mac="aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw=""#))
    }

    @Test func theHostIsThatOfTheHeader() throws {
        let request = try signed(
            "hawk", credentials,
            HTTPRequest(
                "GET", "http://127.0.0.1:1/resource/1?b=1&a=2", [("Host", "example.com:8000")]))
        let header = try #require(request.headers["Authorization"])
        #expect(header.contains(#"mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=""#))
    }

    @Test func anUnknownAlgorithmIsAnError() {
        let parameters = credentials.filter { $0.0 != "algorithm" } + [("algorithm", "md5")]
        #expect(
            failure { _ = try signed("hawk", parameters, HTTPRequest("GET", url)) }
                == .invalidParameter(
                    key: "algorithm", problem: .notOneOf(["sha256", "sha1"], found: "md5")))
    }
}
