import Diagnostics
import HTTPModel
import Signing
import Testing

@testable import OAuth2

/// What a person is sent to, and what is sent for the code.
@Suite struct AuthorizationCodeTests {
    private func pending(
        _ block: AuthBlock, _ overrides: OAuth2Overrides = OAuth2Overrides()
    ) throws -> (SignInRequest, FakeWorld) {
        let person = FakePerson()
        let world = FakeWorld([.token("t")], person: person)
        _ = try world.provider.token(for: configuration(block, overrides))
        return (try #require(person.pending.first), world)
    }

    @Test func theTutorialsBlockRunsUnchanged() throws {
        let (pending, world) = try pending(tutorial)
        let state = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH"
        let verifier = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"
        let challenge = try ProofKey(verifier: verifier, method: .s256).challenge
        #expect(
            pending.url == "https://login.windows.net/contoso.com/oauth2/authorize"
                + "?resource=https://api.businesscentral.dynamics.com&response_type=code"
                + "&client_id=11111111-2222-3333-4444-555555555555"
                + "&redirect_uri=https%3A%2F%2Fbusinesscentral.dynamics.com%2F&state=\(state)"
                + "&code_challenge=\(challenge)&code_challenge_method=S256")
        #expect(pending.redirectURI == "https://businesscentral.dynamics.com/")
        #expect(pending.timeoutSeconds == 300)
        let request = try #require(world.transport.requests.first)
        #expect(request.method == "POST")
        #expect(
            request.url == "https://login.windows.net/contoso.com/oauth2/token"
                + "?resource=https://api.businesscentral.dynamics.com")
        #expect(
            request.bodyText == "grant_type=authorization_code&code=the-code"
                + "&redirect_uri=https%3A%2F%2Fbusinesscentral.dynamics.com%2F"
                + "&code_verifier=\(verifier)&client_id=11111111-2222-3333-4444-555555555555")
        #expect(
            request.headers["Authorization"]
                == "Basic MTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1OnRvcH5zZWNyZXQ=")
        #expect(request.headers["Accept"] == "application/json")
        #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(world.notes.count == 1)
    }

    @Test func secretsAreKnownBeforeAnythingIsShown() throws {
        let (_, world) = try pending(tutorial)
        let verifier = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"
        for secret in ["the-code", "top~secret", "t", verifier] {
            #expect(world.secrets.contains(secret))
        }
        #expect(world.transport.requests.count == 1)
    }

    @Test func theRedirectURIIsTheSameInBothLegs() throws {
        var overrides = OAuth2Overrides()
        overrides.redirectURI = "http://127.0.0.1/cb"
        let (pending, world) = try pending(tutorial, overrides)
        #expect(pending.redirectURI == "http://127.0.0.1:49152/cb")
        #expect(pending.url.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A49152%2Fcb"))
        #expect(
            world.transport.bodies[0].contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A49152%2Fcb"))
    }

    @Test func aFixedStateIsKeptInFrontOfOurs() throws {
        let block = oauth2([
            ("authUrl", "https://id.example.com/authorize"),
            ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
            ("redirect_uri", "http://127.0.0.1/cb"), ("state", "fixed"),
        ])
        let (pending, world) = try pending(block)
        #expect(pending.state.hasPrefix("fixed."))
        #expect(pending.state.count > "fixed.".count + 30)
        #expect(world.transport.requests[0].headers["Authorization"] == nil)
        #expect(world.transport.bodies[0].hasSuffix("&client_id=app"))
    }

    @Test func plainAndAFixedVerifierAreForThePKCEGrantOnly() throws {
        let verifier = String(repeating: "v", count: 43)
        func block(_ grant: String) -> AuthBlock {
            oauth2([
                ("grant_type", Value.string(grant)),
                ("authUrl", "https://id.example.com/authorize"),
                ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
                ("challengeAlgorithm", "plain"), ("code_verifier", Value.string(verifier)),
            ])
        }
        let (plain, _) = try pending(block("authorization_code_with_pkce"))
        #expect(plain.url.hasSuffix("code_challenge=\(verifier)&code_challenge_method=plain"))
        let (hashed, _) = try pending(block("authorization_code"))
        #expect(hashed.url.hasSuffix("code_challenge_method=S256"))
        #expect(!hashed.url.contains(verifier))
    }

    @Test(arguments: [
        ("https://id.example.com/a", ""),
        ("https://id.example.com/a?scope=x", "scope=x&"),
        ("https://id.example.com/a?response_type=code&client_id=app", ""),
    ])
    func anEmptyScopeIsNotSentAndNothingIsSentTwice(url: String, scope: String) throws {
        let block = oauth2([
            ("authUrl", .string(url)), ("accessTokenUrl", "https://id.example.com/token"),
            ("clientId", "app"), ("scope", " "),
        ])
        let (pending, world) = try pending(block)
        let names = pending.url.split(separator: "?")[1].split(separator: "&").map {
            String($0.prefix { $0 != "=" })
        }
        #expect(names.count == Set(names).count)
        #expect(names.contains("scope") == !scope.isEmpty)
        #expect(!world.transport.bodies[0].contains("scope"))
    }

    @Test func scopeIsSentAgainToVersion2EndpointsOnly() throws {
        func block(_ path: String) -> AuthBlock {
            oauth2([
                ("authUrl", .string("https://login.microsoftonline.com/t/oauth2\(path)/authorize")),
                (
                    "accessTokenUrl",
                    .string("https://login.microsoftonline.com/t/oauth2\(path)/token")
                ),
                ("clientId", "app"), ("scope", "a\n b"), ("redirect_uri", "http://localhost"),
            ])
        }
        let (first, v2) = try pending(block("/v2.0"))
        #expect(first.url.contains("&scope=a%20b&"))
        #expect(v2.transport.bodies[0].contains("&scope=a+b&"))
        let (_, v1) = try pending(block(""))
        #expect(!v1.transport.bodies[0].contains("scope"))
    }

    @Test func aRefusedSignInIsTheServersOwnWords() throws {
        let person = FakePerson { pending in
            "\(pending.redirectURI)?error=access_denied&error_description=no%3Cb%3E%1B%5B31m"
                + "&state=\(pending.state)"
        }
        let world = FakeWorld(person: person)
        do {
            _ = try world.provider.token(for: configuration(tutorial))
            Issue.record("no error")
        } catch let error as OAuth2Error {
            #expect(
                error.diagnostic.message
                    == "authorization of collection 'Orders': "
                    + "https://login.windows.net/contoso.com/oauth2/authorize refused the sign-in: "
                    + "access_denied: no‹b› [31m")
        }
        #expect(world.transport.requests.isEmpty)
    }
}
