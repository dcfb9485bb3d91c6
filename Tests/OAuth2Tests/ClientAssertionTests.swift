import Cryptography
import HTTPModel
import Signing
import Testing
import TextEncoding

@testable import OAuth2

/// Clients that authenticate without a secret (RFC 7523).
@Suite struct ClientAssertionTests {
    /// Any certificate does: only its bytes are hashed.
    private let certificate = """
        -----BEGIN CERTIFICATE-----
        YWJj
        -----END CERTIFICATE-----
        """

    private func body(_ assertion: ClientAssertion, _ world: FakeWorld) throws -> FormText {
        var overrides = OAuth2Overrides()
        overrides.clientAssertion = assertion
        _ = try world.provider.token(for: configuration(clientCredentials(), overrides))
        let request = try #require(world.transport.requests.last)
        #expect(!request.headers.contains("Authorization"))
        return FormText(request.bodyText)
    }

    @Test func aCertificatesKeySignsForTheEndpoint() throws {
        let world = FakeWorld([.token("one")])
        let client = try AssertionKey(
            certificate: certificate, key: publishedRSAKey, names: ("c.pem", "k.pem"))
        let form = try body(.key(client), world)
        #expect(
            form.pairs.map(\.name) == [
                "grant_type", "client_id", "client_assertion_type", "client_assertion",
            ])
        #expect(form["client_assertion_type"] == ClientAssertion.type)
        let token = try #require(form["client_assertion"])
        let parts = token.split(separator: ".").map { Base64.decodeLeniently(String($0)) }
        // The SHA-256 of "abc".
        #expect(
            String(decoding: parts[0], as: UTF8.self)
                == #"{"alg":"PS256","typ":"JWT","#
                + #""x5t#S256":"ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"}"#)
        #expect(
            String(decoding: parts[1], as: UTF8.self)
                == #"{"aud":"https://id.example.com/token","iss":"app","sub":"app","#
                + #""jti":"07070707-0707-4707-8707-070707070707","nbf":1000000,"iat":1000000,"#
                + #""exp":1000600}"#)
        #expect(world.secrets.contains(token))
    }

    @Test func aSuppliedAssertionIsFreshEachTime() throws {
        let world = FakeWorld([.token("one", expiresIn: "10"), .token("two")])
        world.assertions = ["a.b.c\n", "d.e.f"]
        let assertion = ClientAssertion.supplied(name: "file:x")
        #expect(try body(assertion, world)["client_assertion"] == "a.b.c")
        world.now += 10
        #expect(try body(assertion, world)["client_assertion"] == "d.e.f")
    }

    @Test(arguments: ["k1", nil])
    func aKeyWithoutACertificateIsNamedByItsID(id: String?) throws {
        let key = try AssertionKey(key: publishedRSAKey, keyID: id, name: "k.pem")
        let form = try body(.key(key), FakeWorld([.token("one")]))
        let assertion = try #require(form["client_assertion"])
        let header = Base64.decodeLeniently(String(assertion.prefix { $0 != "." }))
        let text = String(decoding: header, as: UTF8.self)
        #expect(text == #"{"alg":"RS256","typ":"JWT"\#(id == nil ? "" : #","kid":"k1""#)}"#)
    }

    @Test func anEmptyAssertionIsAnError() {
        let world = FakeWorld()
        #expect(
            failure { _ = try body(.supplied(name: "env:X"), world) }
                == .noAssertion(source: "env:X", reason: "it is empty"))
        #expect(world.transport.requests.isEmpty)
    }

    @Test func whatIsNoCertificateIsAnError() {
        #expect(
            failure {
                _ = try AssertionKey(
                    certificate: publishedRSAKey, key: publishedRSAKey, names: ("c", "k"))
            } == .invalidParameter(key: "c", problem: .notCertificate))
        #expect(
            failure {
                _ = try AssertionKey(
                    certificate: certificate, key: certificate, names: ("c", "k"))
            }
                == .signing(
                    SigningError(
                        .invalidParameter(
                            key: "k", problem: .unusableKey(.otherContent("CERTIFICATE"))))))
    }
}
