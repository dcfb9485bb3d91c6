import Execution
import OAuth2
import Testing

/// A person who refuses, and remembers what was asked.
private final class Refusal: SignInPrompt {
    var obstacle: String? { nil }
    var displayObstacle: String? { nil }
    private(set) var pending: [SignInRequest] = []

    func show(_ prompt: DevicePrompt) {}
    func secret(of client: String, variable: String) -> String? { nil }

    func authorize(
        _ plan: RedirectPlan, start: (_ redirectURI: String) throws(OAuth2Error) -> SignInRequest
    ) throws(OAuth2Error) -> String {
        let request = try start("http://localhost:8400/callback")
        pending.append(request)
        return request.redirectURI + "?error=access_denied&state=" + request.state
    }
}

struct SecretBytesTests {
    /// The fixture's ambience draws the same bytes always, as a seeded one does in a second run.
    @Test func `Neither state nor verifier of a sign-in follows the seed of a run`() throws {
        let person = Refusal()
        for _ in 0..<2 {
            var fixture = RunFixture()
            fixture.interaction = person
            try fixture.run(
                #"""
                "auth": {"type": "oauth2", "oauth2": [
                    {"key": "grant_type", "value": "authorization_code_with_pkce"},
                    {"key": "clientId", "value": "me"},
                    {"key": "redirect_uri", "value": "http://localhost:8400/callback"},
                    {"key": "authUrl", "value": "http://127.0.0.1/authorize"},
                    {"key": "accessTokenUrl", "value": "http://127.0.0.1/token"}]},
                "item": [\#(CollectionRunTests.item("a"))]
                """#)
        }
        #expect(person.pending.count == 2)
        #expect(Set(person.pending.map(\.state)).count == 2)
        let challenges = person.pending.compactMap { pending in
            pending.url.split(separator: "&").first { $0.hasPrefix("code_challenge=") }
        }
        #expect(challenges.count == 2 && Set(challenges).count == 2)
    }
}
