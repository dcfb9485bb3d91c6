import Cryptography
import Testing
import TextEncoding

@testable import OAuth2

@Suite struct ProofKeyTests {
    @Test func makesTheChallengeOfRFC7636AppendixB() throws {
        let key = try ProofKey(
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", method: .s256)
        #expect(key.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func plainShowsTheVerifier() throws {
        #expect(try ProofKey(verifier: "v", method: .plain).challenge == "v")
    }

    @Test(arguments: [
        (String(repeating: "a", count: 43), true), (String(repeating: "-._~", count: 32), true),
        (String(repeating: "a", count: 42), false), (String(repeating: "a", count: 129), false),
        (String(repeating: "a", count: 50) + "+", false),
    ])
    func knowsAVerifier(text: String, isVerifier: Bool) {
        #expect(ProofKey.isVerifier(text) == isVerifier)
    }

    @Test func theVerifierHasTheEntropyThatTheRFCAsksFor() throws {
        guard case .authorizationCode(let settings) = try configuration(tutorial).flow else {
            Issue.record("not the code grant")
            return
        }
        let random = { (count: Int) throws(CryptographyError) in try RandomBytes.make(count) }
        let a = try CodeGrant(configuration(tutorial), settings, random: random)
        let b = try CodeGrant(configuration(tutorial), settings, random: random)
        #expect(ProofKey.isVerifier(a.proofKey.verifier))
        #expect(a.proofKey.verifier != b.proofKey.verifier)
        #expect(a.state != b.state)
        #expect(Base64.decode(a.state)?.count == 24)
    }
}
