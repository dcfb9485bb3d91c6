import HTTPModel
import Testing

@testable import Signing

/// The test cases that Akamai publishes with its own signers.
@Suite struct EdgeGridTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let request: HTTPRequest
        let signature: String

        init(
            _ name: String, _ method: String, _ path: String, _ headers: [(String, String)],
            _ body: String?, _ signature: String
        ) {
            testDescription = name
            request = HTTPRequest(method, EdgeGridTests.base + path, headers, body: body)
            self.signature = signature
        }
    }

    private static let base =
        "https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net"

    private static let parameters: [(String, Value)] = [
        ("accessToken", "akab-access-token-xxx-xxxxxxxxxxxxxxxx"),
        ("clientToken", "akab-client-token-xxx-xxxxxxxxxxxxxxxx"),
        ("clientSecret", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx="),
        ("nonce", "nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"), ("maxBodySize", .parsed("2048")),
        ("headersToSign", "X-Test1, X-Test2,X-Test3"),
    ]

    private static let head =
        "EG1-HMAC-SHA256 client_token=akab-client-token-xxx-xxxxxxxxxxxxxxxx;"
        + "access_token=akab-access-token-xxx-xxxxxxxxxxxxxxxx;timestamp=20140321T19:34:21+0000;"
        + "nonce=nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx;signature="

    static let cases = [
        Case(
            "simple GET", "GET", "/", [], nil,
            "tL+y4hxyHxgWVD30X3pWnGKHcPzmrIF+LThiAOhMxYU="),
        Case(
            "GET with querystring", "GET", "/testapi/v1/t1?p1=1&p2=2", [], nil,
            "hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA="),
        Case(
            "POST inside limit", "POST", "/testapi/v1/t3", [], "datadatadatadatadatadatadatadata",
            "hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4="),
        Case(
            "POST too large", "POST", "/testapi/v1/t3", [], String(repeating: "d", count: 2049),
            "6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY="),
        Case(
            "POST length equals max_body", "POST", "/testapi/v1/t3", [],
            String(repeating: "d", count: 2048),
            "6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY="),
        Case(
            "POST empty body", "POST", "/testapi/v1/t6", [], nil,
            "1gEDxeQGD5GovIkJJGcBaKnZ+VaPtrc4qBUHixjsPCQ="),
        Case(
            "Simple header signing with GET", "GET", "/testapi/v1/t4",
            [("X-Test1", "test-simple-header")], nil,
            "8F9AybcRw+PLxnvT+H0JRkjROrrUgsxJTnRXMzqvcwY="),
        Case(
            "Header containing spaces", "GET", "/testapi/v1/t4",
            [("X-Test1", "\"     test-header-with-spaces     \"")], nil,
            "ucq2AbjCNtobHfCTuS38fdkl5UDdWHZhQX46fYR8CqI="),
        Case(
            "Headers out of order", "GET", "/testapi/v1/t4",
            [("X-Test2", "t2"), ("X-Test1", "t1"), ("X-Test3", "t3")], nil,
            "Wus73Nx8jOYM+kkBFF2q8D1EATRIMr0WLWwpLBgkBqY="),
        Case(
            "Extra header", "GET", "/testapi/v1/t5",
            [
                ("X-Test2", "t2"), ("X-Test1", "t1"), ("X-Test3", "t3"),
                ("X-Extra", "this won't be included"),
            ], nil,
            "Knd/jc0A5Ghhizjayr0AUUvl2MZjBpS3FDSzvtq4Ixc="),
        Case(
            "PUT test", "PUT", "/testapi/v1/t6", [], "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP",
            "GNBWEYSEWOLtu+7dD52da2C39aX/Jchpon3K/AmBqBU="),
        Case(
            "PATCH test", "PATCH", "/testapi/v1/t6", [], "PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPP",
            "JIl05ImY1AOnMtmw+9LKgaFA8mnzsEKabbnHmI8LsQ4="),
        Case(
            "GET with query params", "GET", "/testapi/v1/configs/111?from=12345&limit=200000", [],
            nil,
            "XM+hsuSs6nuy/5eDRty1IjtVCAdr8xPFRAZ/b8RXDm8="),
        Case(
            "GET with query params and separator in path", "GET",
            "/testapi/v1/configs/111;222;333?from=12345&limit=200000", [], nil,
            "pmQF7Is2+O4r/mMojPR4yeF58BrempNNoBX5/DT0Fxs="),
    ]

    @Test(arguments: cases)
    func isSignedAsPublished(example: Case) throws {
        let request = try signed(
            "edgegrid", Self.parameters, example.request, now: 1_395_430_461)
        #expect(request.headers["Authorization"] == Self.head + example.signature)
    }

    @Test func theHostOfTheBaseURLIsSigned() throws {
        let request = try signed(
            "edgegrid", Self.parameters + [("baseURL", .string(Self.base + "/ignored"))],
            HTTPRequest("GET", "https://127.0.0.1:8443/"), now: 1_395_430_461)
        #expect(
            request.headers["Authorization"]
                == Self.head + "tL+y4hxyHxgWVD30X3pWnGKHcPzmrIF+LThiAOhMxYU=")
    }

    @Test func headersToSignMayBeAnArray() throws {
        let list = Value.parsed(#"["x-test1"]"#)
        let parameters = Self.parameters.filter { $0.0 != "headersToSign" }
        let request = try signed(
            "edgegrid", parameters + [("headersToSign", list)],
            HTTPRequest(
                "GET", Self.base + "/testapi/v1/t4", [("X-Test1", "test-simple-header")]),
            now: 1_395_430_461)
        #expect(
            request.headers["Authorization"]
                == Self.head + "8F9AybcRw+PLxnvT+H0JRkjROrrUgsxJTnRXMzqvcwY=")
    }
}
