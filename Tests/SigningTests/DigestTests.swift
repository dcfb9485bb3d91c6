import HTTPModel
import Testing

@testable import Signing

/// Examples of RFC 7616 §3.9 (with erratum 4897), RFC 2617 §3.5 and RFC 2069 §2.4 (with erratum
/// 749).
@Suite struct DigestTests {
    private let mufasa: [(String, Value)] = [
        ("username", "Mufasa"), ("password", "Circle of Life"),
    ]

    /// A run with one account, and what the server asks of it.
    private final class Dialogue {
        private let signer = RequestSigner(environment: .fixed())
        private let block: AuthBlock
        private(set) var secrets: [String] = []

        init(_ parameters: [(String, Value)]) {
            block = SigningTests.block("digest", parameters)
        }

        /// Sends a request to a server that answers with these challenges until it likes what it
        /// sees; returns the `Authorization` of each round.
        func exchange(
            _ request: HTTPRequest, status: Int = 401, challenges: [String], info: String? = nil,
            rounds: Int = 2, answeredBy: String? = nil
        ) throws -> [String] {
            var seen: [String] = []
            for round in 0..<4 {
                var attempt = request
                let signature = try signer.sign(&attempt, with: block)
                secrets += signature.secrets
                seen.append(attempt.headers["Authorization"] ?? "")
                let isLast = seen.count >= rounds
                var response = HTTPResponse(status: isLast ? 200 : status)
                if !isLast {
                    for line in challenges { response.headers.add("WWW-Authenticate", line) }
                }
                if isLast, let info { response.headers.add("Authentication-Info", info) }
                var answered = attempt
                if let answeredBy { answered.url = answeredBy }
                let exchange = HTTPExchange(request: answered, response: response)
                guard
                    try signer.isChallenged(
                        by: exchange, to: attempt, signature, isReplay: round > 0)
                else { break }
            }
            return seen
        }
    }

    private let index = HTTPRequest("GET", "http://www.example.org/dir/index.html")
    private let rfc7616 =
        #"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=%, "#
        + #"nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "#
        + #"opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#

    @Test(arguments: [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ])
    func theExampleOfRFC7616(algorithm: String, response: String) throws {
        let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
        let dialogue = Dialogue(mufasa + [("clientNonce", .string(cnonce))])
        let seen = try dialogue.exchange(
            index, challenges: [rfc7616.replacing("%", with: algorithm)])
        #expect(
            seen == [
                "",
                #"Digest username="Mufasa", realm="http-auth@example.org", "#
                    + #"nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "#
                    + #"uri="/dir/index.html", algorithm=\#(algorithm), qop=auth, nc=00000001, "#
                    + #"cnonce="\#(cnonce)", response="\#(response)", "#
                    + #"opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#,
            ])
        #expect(dialogue.secrets.contains("Circle of Life"))
    }

    @Test func variablesWithoutValueInWhatTheServerSaysAreIgnored() throws {
        let unset = ["realm", "nonce", "qop", "opaque", "algorithm", "nonceCount", "clientNonce"]
        let dialogue = Dialogue(mufasa + unset.map { ($0, .string("{{\($0)}}")) })
        let challenge = rfc7616.replacing("%", with: "MD5")
        let seen = try dialogue.exchange(index, challenges: [challenge])
        #expect(seen.first == "")
        #expect(seen.last?.contains(#"realm="http-auth@example.org""#) == true)
    }

    @Test(arguments: [
        (
            "true",
            #"username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b""#
        ),
        ("false", "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe"),
    ])
    func theExampleOfRFC7616WithAHashedUser(userhash: String, username: String) throws {
        let dialogue = Dialogue([
            ("username", "J\u{e4}s\u{f8}n Doe"), ("password", "Secret, or not?"),
            ("clientNonce", "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v"),
        ])
        let seen = try dialogue.exchange(
            HTTPRequest("GET", "http://api.example.org/doe.json"),
            challenges: [
                #"Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, "#
                    + #"nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", "#
                    + #"opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", "#
                    + #"charset=UTF-8, userhash=\#(userhash)"#
            ])
        let last = try #require(seen.last)
        #expect(last.hasPrefix("Digest " + username + ", "))
        #expect(
            last.contains(
                #"response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5""#))
        #expect(last.contains("userhash=true") == (userhash == "true"))
    }

    @Test func theExampleOfRFC2617() throws {
        let dialogue = Dialogue([
            ("username", "Mufasa"), ("password", "Circle Of Life"), ("clientNonce", "0a4f113b"),
        ])
        let seen = try dialogue.exchange(
            index,
            challenges: [
                #"Digest realm="testrealm@host.com", qop="auth,auth-int", "#
                    + #"nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#
            ])
        let last = try #require(seen.last)
        #expect(last.contains(#"response="6629fae49393a05397450978507c4ef1""#))
        #expect(!last.contains("algorithm"))
    }

    @Test func theExampleOfRFC2069() throws {
        let dialogue = Dialogue([("username", "Mufasa"), ("password", "CircleOfLife")])
        let seen = try dialogue.exchange(
            index,
            challenges: [
                #"digest realm="testrealm@host.com",nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", "#
                    + #"opaque="5ccc069c403ebaf9f0171e9517f40e41""#
            ])
        #expect(
            seen.last
                == #"Digest username="Mufasa", realm="testrealm@host.com", "#
                + #"nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", "#
                + #"response="1949323746fe6a43ef61f9606e7febea", "#
                + #"opaque="5ccc069c403ebaf9f0171e9517f40e41""#)
    }

    @Test func laterRequestsAreSignedAtOnceAndCounted() throws {
        let dialogue = Dialogue(mufasa)
        let challenge = [rfc7616.replacing("%", with: "MD5")]
        #expect(try dialogue.exchange(index, challenges: challenge).count == 2)
        for count in ["00000002", "00000003"] {
            let seen = try dialogue.exchange(index, challenges: challenge, rounds: 1)
            #expect(seen.count == 1)
            #expect(seen[0].contains("nc=" + count))
        }
        for _ in 4...9 { _ = try dialogue.exchange(index, challenges: challenge, rounds: 1) }
        let tenth = try dialogue.exchange(index, challenges: challenge, rounds: 1)
        #expect(tenth[0].contains("nc=0000000a"))
        let elsewhere = try dialogue.exchange(
            HTTPRequest("GET", "http://other.example.org/"), challenges: challenge, rounds: 1)
        #expect(elsewhere == [""])
    }

    @Test func requestsAtTheSameTimeDoNotShareANonceCount() throws {
        let signer = RequestSigner(environment: .fixed())
        var answer = HTTPResponse(status: 401)
        answer.headers.add("WWW-Authenticate", rfc7616.replacing("%", with: "MD5"))
        var attempts = ["a", "a", "b"].map { user in
            let block = SigningTests.block(
                "digest", [("username", .string(user)), ("password", "secret")])
            return (block: block, request: index, signature: RequestSignature())
        }
        // All are sent before the first challenge arrives, and all receive the same nonce.
        for place in attempts.indices {
            attempts[place].signature = try signer.sign(
                &attempts[place].request, with: attempts[place].block)
        }
        var counts: [Substring] = []
        for attempt in attempts {
            let exchange = HTTPExchange(request: attempt.request, response: answer)
            let isChallenged = try signer.isChallenged(
                by: exchange, to: attempt.request, attempt.signature, isReplay: false)
            #expect(isChallenged)
            var request = index
            _ = try signer.sign(&request, with: attempt.block)
            counts += (request.headers["Authorization"] ?? "").split(separator: ", ")
                .filter { $0.hasPrefix("nc=") }
        }
        #expect(counts == ["nc=00000001", "nc=00000002", "nc=00000003"])
    }

    @Test func aStaleNonceIsReplacedAndAWrongPasswordIsNot() throws {
        let dialogue = Dialogue(mufasa)
        let challenge = [rfc7616.replacing("%", with: "MD5")]
        // The same challenge again, to an answer of it: the password is wrong.
        #expect(try dialogue.exchange(index, challenges: challenge, rounds: 9).count == 2)
        // Nothing is left of it for the next request.
        #expect(try dialogue.exchange(index, challenges: challenge)[0] == "")
        let stale = [challenge[0] + ", stale=TRUE"]
        #expect(try dialogue.exchange(index, challenges: stale, rounds: 3).count == 3)
    }

    @Test func theNextNonceIsUsed() throws {
        let dialogue = Dialogue(mufasa)
        let challenge = [rfc7616.replacing("%", with: "MD5")]
        _ = try dialogue.exchange(index, challenges: challenge, info: #"nextnonce="n2""#)
        let seen = try dialogue.exchange(index, challenges: challenge, rounds: 1)
        #expect(seen[0].contains(#"nonce="n2""#))
        #expect(seen[0].contains("nc=00000001"))
    }

    @Test func whatTheFileKnowsIsUsedForTheFirstRequest() throws {
        let dialogue = Dialogue(
            mufasa + [
                ("realm", "http-auth@example.org"), ("qop", "auth"), ("algorithm", "SHA-256"),
                ("nonce", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"),
                ("nonceCount", "00000001"),
                ("clientNonce", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"),
            ])
        let seen = try dialogue.exchange(index, challenges: [], rounds: 1)
        #expect(
            seen[0].contains(
                #"response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1""#))
    }

    @Test(
        arguments: [
            (nil, ["Basic realm=\"b\", " + challenge("MD5"), challenge("SHA-256")], "SHA-256"),
            ("MD5", [challenge("SHA-512-256"), challenge("md5")], "MD5"),
            ("SHA-256", [challenge("\"MD5-sess\"") + ", " + challenge("MD5")], "MD5-sess"),
            (nil, [challenge("SHA-1"), challenge("SHA-256-SESS")], "SHA-256-sess"),
        ] as [(String?, [String], String)])
    func theBestChallengeIsAnswered(
        preferred: String?, challenges: [String], expected: String
    ) throws {
        let own = preferred.map { [("algorithm", Value.string($0))] } ?? []
        let seen = try Dialogue(mufasa + own).exchange(index, challenges: challenges)
        let last = try #require(seen.last)
        #expect(last.contains("algorithm=\(expected), "))
    }

    private static func challenge(_ algorithm: String) -> String {
        #"Digest realm="r", nonce = n , algorithm=\#(algorithm), qop=auth"#
    }

    @Test func whatCannotBeAnsweredIsAnError() {
        func kind(_ challenge: String) -> SigningError.Kind? {
            failure { _ = try Dialogue(mufasa).exchange(index, challenges: [challenge]) }
        }
        #expect(
            kind(#"Digest nonce="n", algorithm=SHA-1"#)
                == .unusableChallenge(.unknownAlgorithms(["SHA-1"])))
        #expect(
            kind(#"Digest nonce="n", qop="auth-conf""#)
                == .unusableChallenge(.unknownQualities(["auth-conf"])))
        #expect(kind("Digest realm=r") == .unusableChallenge(.noNonce))
    }

    @Test func othersGetNoAnswer() throws {
        let challenge = [rfc7616.replacing("%", with: "MD5")]
        #expect(try Dialogue(mufasa).exchange(index, challenges: ["Basic realm=x"]) == [""])
        #expect(
            try Dialogue(mufasa).exchange(
                index, challenges: challenge, answeredBy: "http://evil.example.org/") == [""])
        #expect(
            try Dialogue(mufasa + [("disableRetryRequest", true)])
                .exchange(index, challenges: challenge) == [""])
        #expect(
            try Dialogue(mufasa).exchange(index, status: 403, challenges: challenge).count == 2)
    }
}
