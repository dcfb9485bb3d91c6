import HTTPModel
import Testing

@testable import Signing

/// Cases of the test suite that AWS publishes for Signature Version 4, and of S3's manual.
@Suite struct AWSTests {
    private static let base = "https://example.amazonaws.com"
    /// The moment of the suite, 2015-08-30T12:36:00Z.
    private static let moment = 1_440_938_160.0

    private let credentials: [(String, Value)] = [
        ("accessKey", "AKIDEXAMPLE"), ("secretKey", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        ("service", "service"), ("region", "us-east-1"),
    ]

    private func signature(_ request: HTTPRequest) -> String? {
        request.headers["Authorization"]?.split(separator: "Signature=").last.map(String.init)
    }

    @Test(arguments: [
        (
            "get-vanilla", "GET", "/",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        (
            "post-vanilla", "POST", "/",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        ),
        (
            "get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        ),
        (
            "get-utf8", "GET", "/\u{1234}",
            "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"
        ),
        (
            "get-space", "GET", "/example space/",
            "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
        ),
        (
            "get-relative", "GET", "/example/..",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        (
            "get-slash-dot-slash", "GET", "/./",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
    ])
    func isSignedAsPublished(name: String, method: String, path: String, expected: String) throws {
        let request = try signed(
            "awsv4", credentials, HTTPRequest(method, Self.base + path), now: Self.moment)
        #expect(signature(request) == expected)
        #expect(request.headers["X-Amz-Date"] == "20150830T123600Z")
        #expect(
            request.headers["Authorization"]?.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                    + "SignedHeaders=host;x-amz-date, Signature=") == true)
    }

    @Test func repeatedHeadersAreJoined() throws {
        let request = try signed(
            "awsv4", credentials,
            HTTPRequest(
                "GET", Self.base + "/",
                [("My-Header1", "value2"), ("My-Header1", " value2 "), ("My-Header1", "value1")]),
            now: Self.moment)
        #expect(
            signature(request) == "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
        )
    }

    @Test func theBodyOfAFormIsSigned() throws {
        let key = AWSSigningKey(
            accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "us-east-1", service: "service", moment: "20150830T123600Z")
        // post-x-www-form-urlencoded, in which the hash of the body is not a header.
        let request = AWSCanonicalRequest(
            HTTPRequest("POST", Self.base + "/", [("X-Amz-Date", key.moment)]),
            contentType: "application/x-www-form-urlencoded",
            payloadHash: "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
            isS3: false)
        #expect(request.signedHeaders == "content-type;host;x-amz-date")
        #expect(
            try key.signature(of: request)
                == "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")
        let form = try signed(
            "awsv4", credentials, HTTPRequest("POST", Self.base + "/", body: "Param1=value1"),
            contentType: "application/x-www-form-urlencoded", now: Self.moment)
        #expect(
            form.headers["X-Amz-Content-Sha256"]
                == "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e")
    }

    /// The examples of S3's manual, "Authenticating Requests".
    @Test func anObjectOfS3IsSignedAsPublished() throws {
        let s3: [(String, Value)] = [
            ("accessKey", "AKIAIOSFODNN7EXAMPLE"),
            ("secretKey", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), ("service", "s3"),
        ]
        // 2013-05-24T00:00:00Z
        let lifecycle = try signed(
            "awsv4", s3, HTTPRequest("GET", "https://examplebucket.s3.amazonaws.com/?lifecycle"),
            now: 1_369_353_600)
        #expect(
            signature(lifecycle)
                == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")
        let object = try signed(
            "awsv4", s3 + [("addAuthDataToQuery", true)],
            HTTPRequest("GET", "https://examplebucket.s3.amazonaws.com/test.txt"),
            now: 1_369_353_600)
        #expect(
            object.url.hasSuffix(
                "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
        )
        #expect(object.headers.fields.isEmpty)
    }

    @Test func staleParametersAreReplacedAndUnsignedPayloadsRespected() throws {
        let request = try signed(
            "awsv4", credentials + [("sessionToken", "t0ken")],
            HTTPRequest(
                "PUT", Self.base + "/?X-Amz-Signature=old&a=1",
                [
                    ("x-amz-date", "old"), ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
                    ("Authorization", "old"),
                ], body: "large"), now: Self.moment)
        #expect(request.url == Self.base + "/?a=1")
        #expect(
            request.headers.fields.map(\.name) == [
                "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "Authorization",
            ])
        #expect(request.headers["X-Amz-Content-Sha256"] == "UNSIGNED-PAYLOAD")
        let query = try signed(
            "awsv4", credentials + [("sessionToken", "t0ken"), ("addAuthDataToQuery", "true")],
            HTTPRequest("GET", Self.base + "/?X-Amz-Expires=60"), now: Self.moment)
        #expect(query.url.hasPrefix(Self.base + "/?X-Amz-Expires=60&X-Amz-Security-Token=t0ken&"))
    }
}
