import Cryptography
import HTTPModel
import JSON
import Testing
import TextEncoding

@testable import Signing

/// The examples of RFC 7515, appendix A, and Atlassian's rules for ASAP.
@Suite struct JWTTests {
    private let joe = """
        {"iss":"joe", "exp":1300819380, "http://example.com/is_root":true}
        """
    private let url = "https://api/x?token=old"

    private func token(_ parameters: [(String, Value)], type: String = "jwt") throws -> String {
        let request = try signed(type, parameters, HTTPRequest("GET", url))
        return String(try #require(request.headers["Authorization"]?.split(separator: " ").last))
    }

    private func part(_ index: Int, of token: String) throws -> String {
        let bytes = try #require(Base64.decode(String(token.split(separator: ".")[index])))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appendix A.1 has line breaks in its JSON, so that its key signs another text here; the value
    /// is that of PyJWT 2.15.
    @Test func aSharedSecretSigns() throws {
        let key =
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
        let token = try token([
            ("algorithm", "HS256"), ("payload", .string(joe)), ("secret", .string(key)),
            ("isSecretBase64Encoded", true), ("header", #"{"typ":"JWT","alg":"none"}"#),
        ])
        #expect(try part(0, of: token) == #"{"alg":"HS256","typ":"JWT"}"#)
        #expect(
            try part(1, of: token)
                == #"{"iss":"joe","exp":1300819380,"http://example.com/is_root":true}"#)
        #expect(token.hasSuffix(".d6nMDXnJZfNNj-1o1e75s6d0six0lkLp5hSrGaz4o9A"))
    }

    @Test func aPrivateKeySigns() throws {
        let token = try token([
            ("algorithm", "RS256"), ("payload", .string(joe)),
            ("privateKey", .string(publishedRSAKey)),
        ])
        #expect(
            token.hasSuffix(
                ".el3lmx2zFYSGmoOC5sJFjV4nCFyb6_2nY5WDSv_d9L2cw857vQBhjV2xybTQz5_4IIVLxpollxyomEQp"
                    + "C1xwZSZoU9lrmNau2TGg1iFGjyIXrtZy-UxV0t_xSwujFlA_WNFjw6eLI00ji3EcuOiMpqPa8IOTfXij"
                    + "tgkCx7oVweb2IVO6ZjMcssvhA7s3ezF8YHf6ewHK74UF4o0RuKn4K1PjBbmxDu3TXMOp69IvbnCj2ku-"
                    + "-9QI7H9DFjiNVyWWnpz3wekGZuUePAj5GkrbPgvwhVVUiTcczYy55MUaF7mPjkb7JGEk2sH4lCa1Jlvz"
                    + "9xgYMdYTfbwmT9Wgvq_Usg"))
    }

    @Test func theSignaturesOfRFC7515() throws {
        // What A.1 and A.2 sign, line breaks included.
        let payload =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
            + "cnVlfQ"
        let secret = try #require(
            Base64.decode(
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
            ))
        let code = try DigestAlgorithm.sha256.authenticationCode(
            of: Array(("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + payload).utf8), key: secret)
        #expect(Base64.encodeURLSafe(code) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        let key = try AsymmetricKey(pem: publishedRSAKey)
        let signature = try key.signature(
            of: Array(("eyJhbGciOiJSUzI1NiJ9." + payload).utf8), .sha256, .pkcs1)
        #expect(
            Base64.encodeURLSafe(signature)
                == "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5"
                + "YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h"
                + "6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZE"
                + "Sc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig"
                + "cN_IoypGlUPQGe77Rw")
    }

    @Test(
        arguments: [
            ([], "Bearer %"), ([("headerPrefix", "")], "%"), ([("headerPrefix", "JWT ")], "JWT %"),
        ] as [([(String, Value)], String)])
    func theTokenGoesIntoTheHeader(parameters: [(String, Value)], expected: String) throws {
        let own: [(String, Value)] = [("secret", "s"), ("payload", .parsed(#"{"a":{"b":[1]}}"#))]
        let request = try signed(
            "jwt", own + parameters, HTTPRequest("GET", url, [("authorization", "old")]))
        let token = try token(own)
        #expect(
            request.headers.values(named: "Authorization")
                == [expected.replacing("%", with: token)])
        #expect(try part(1, of: token) == #"{"a":{"b":[1]}}"#)
        #expect(request.url == url)
    }

    @Test(
        arguments: [([], "token"), ([("queryParamKey", "jwt")], "jwt")]
            as [([(String, Value)], String)])
    func theTokenGoesIntoTheQuery(parameters: [(String, Value)], name: String) throws {
        let request = try signed(
            "jwt", [("secret", "s"), ("addTokenTo", "queryParam")] + parameters,
            HTTPRequest("GET", url))
        let kept = name == "token" ? "" : "token=old&"
        #expect(request.url.hasPrefix("https://api/x?\(kept)\(name)=eyJ"))
        #expect(request.headers.fields.isEmpty)
    }

    @Test func whatCannotSignIsAnError() {
        func kind(_ parameters: [(String, Value)]) -> SigningError.Kind? {
            failure { _ = try signed("jwt", parameters, HTTPRequest("GET", url)) }
        }
        #expect(
            kind([("secret", "s"), ("payload", "[1]")])
                == .invalidParameter(key: "payload", problem: .notJSONObject))
        #expect(
            kind([("secret", "s!"), ("isSecretBase64Encoded", "true")])
                == .invalidParameter(key: "secret", problem: .notBase64))
        #expect(
            kind([("algorithm", "ES256"), ("privateKey", .string(publishedRSAKey))])
                == .invalidParameter(
                    key: "privateKey", problem: .otherKey(.rsa(bits: 2048), needs: .p256)))
        #expect(
            kind([("algorithm", "none"), ("secret", "s")])
                == .invalidParameter(
                    key: "algorithm",
                    problem: .notOneOf(JWTAlgorithm.allCases.map(\.rawValue), found: "none")))
    }

    private let service: [(String, Value)] = [
        ("kid", "team/key-1"), ("iss", "team"), ("aud", "other"),
        ("privateKey", .string(publishedRSAKey)),
    ]

    @Test func asapHasTheClaimsThatAtlassianWants() throws {
        let token = try token(service, type: "asap")
        #expect(try part(0, of: token) == #"{"alg":"RS256","kid":"team/key-1"}"#)
        #expect(
            try part(1, of: token)
                == #"{"iss":"team","sub":"team","aud":"other","#
                + #""jti":"07070707-0707-4707-8707-070707070707","iat":1000000,"exp":1003600}"#)
    }

    @Test func asapsOwnClaimsWin() throws {
        let token = try token(
            service + [
                ("claims", #"{"x":1,"aud":["a","b"],"exp":5,"jti":"j"}"#), ("sub", "s"),
                ("exp", "60"),
            ], type: "asap")
        #expect(
            try part(1, of: token)
                == #"{"x":1,"iss":"team","sub":"s","aud":["a","b"],"jti":"j","iat":1000000,"exp":5}"#
        )
    }

    @Test func asapsKeyMayBeADataURI() throws {
        let lines = publishedRSAKey.split(separator: "\n").dropFirst().dropLast().joined()
        let uri = "data:application/pkcs8;kid=team%2Fkey-1;base64," + lines
        let expected = try token(service, type: "asap")
        let own = service.filter { $0.0 != "privateKey" }
        for text in [
            uri, "\"\(uri)\"", PercentEncoding.strict.encode(uri.replacing("%2F", with: "/")),
        ] {
            #expect(try token(own + [("privateKey", .string(text))], type: "asap") == expected)
        }
        #expect(
            failure {
                let other = uri.replacing("key-1", with: "key-2")
                _ = try token(own + [("privateKey", .string(other))], type: "asap")
            }
                == .invalidParameter(
                    key: "privateKey",
                    problem: .keyOfOther("team/key-2", expected: "team/key-1")))
        #expect(
            failure { _ = try token(own + [("privateKey", "data:text/plain,x")], type: "asap") }
                == .invalidParameter(key: "privateKey", problem: .malformedDataURI))
    }
}
