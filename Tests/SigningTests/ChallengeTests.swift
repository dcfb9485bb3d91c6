import HTTPModel
import Testing

@testable import Signing

/// Challenges as servers really write them.
@Suite struct AuthenticationChallengeTests {
    private func read(_ lines: String...) -> [String] {
        Challenge.all(in: lines).map { challenge in
            let fields = challenge.parameters.map { "\($0.name)=<\($0.value)>" }
            return ([challenge.scheme] + fields).joined(separator: " ")
        }
    }

    @Test func severalStandInOneLineAndInSeveral() {
        #expect(
            read(
                #"Basic realm="a, b", Digest realm="c",nonce=d, qop="auth,auth-int""#,
                "NTLM", "Bearer")
                == [
                    "basic realm=<a, b>", "digest realm=<c> nonce=<d> qop=<auth,auth-int>", "ntlm",
                    "bearer",
                ])
    }

    @Test(arguments: [
        (#"Digest realm="the \"one\" \\ only""#, #"digest realm=<the "one" \ only>"#),
        ("DIGEST\tNonce = x ,stale = TRUE", "digest nonce=<x> stale=<TRUE>"),
        (#"Digest nonce="unclosed, stale=true"#, "digest nonce=<unclosed, stale=true>"),
        ("Digest nonce=,realm=r", "digest nonce=<> realm=<r>"),
        (",, Digest nonce=a,,realm=b,", "digest nonce=<a> realm=<b>"),
        (#"Digest "what", nonce=a"#, "digest nonce=<a>"),
    ])
    func oddOnesAreRead(line: String, expected: String) {
        #expect(read(line) == [expected])
    }

    @Test func whatIsNoneIsNone() {
        #expect(read("") == [])
        #expect(read("realm=x, nonce=y") == [])
        #expect(read(#"="#, #"""#, ",,,") == [])
        #expect(
            Challenge.parameters(of: #"nextnonce="n", qop=auth"#)["nextnonce"] == "n")
        #expect(Challenge.parameters(of: "")["nextnonce"] == nil)
    }
}
