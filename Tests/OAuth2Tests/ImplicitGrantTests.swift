import Diagnostics
import HTTPModel
import Signing
import Testing

@testable import OAuth2

/// Tokens that are in the answer to the sign-in, and answers that come in other ways than the
/// query.
@Suite struct ImplicitGrantTests {
    private func block(_ more: [(String, Value)] = []) -> AuthBlock {
        oauth2(
            [
                ("grant_type", "implicit"), ("authUrl", "https://id.example.com/o/authorize?x=1"),
                ("clientId", "app"), ("clientSecret", "left over"), ("scope", "a b"),
                ("redirect_uri", "http://127.0.0.1/cb"),
            ] + more)
    }

    private func person(_ fields: String) -> FakePerson {
        FakePerson { "\($0.redirectURI)#state=\($0.state)&\(fields)" }
    }

    @Test func theTokenComesWithoutATokenRequest() throws {
        let person = person("access_token=T&token_type=Bearer&expires_in=60&scope=a")
        let world = FakeWorld(person: person)
        let token = try world.provider.token(for: configuration(block()))
        #expect(token.accessToken == "T")
        #expect(token.expiresAt == 1_000_060)
        #expect(token.scope == "a")
        #expect(token.refreshToken == nil)
        #expect(world.transport.requests.isEmpty)
        #expect(world.secrets.contains("T"))
        #expect(
            person.pending.first?.url == "https://id.example.com/o/authorize?x=1"
                + "&response_type=token&client_id=app"
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A49152%2Fcb&scope=a%20b"
                + "&state=BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH")
        #expect(try world.provider.token(for: configuration(block())).accessToken == "T")
        world.now += 60
        _ = try world.provider.token(for: configuration(block()))
        #expect(person.pending.count == 2)
    }

    @Test(arguments: [
        ("token_type=mac&access_token=T", OAuth2Error.Kind.unusableTokenType("mac")),
        (
            "access_token=T%0A",
            .unusableTokenReply(
                endpoint: "https://id.example.com/o/authorize", status: 200,
                problem: .malformedAccessToken)
        ),
        ("expires_in=60", .unusableAnswer(.noToken)),
    ])
    func whatIsNoTokenIsAnError(fields: String, kind: OAuth2Error.Kind) throws {
        let world = FakeWorld(person: person(fields))
        #expect(failure { _ = try world.provider.token(for: configuration(block())) } == kind)
    }

    @Test func nobodyThereIsTheUsualError() throws {
        let world = FakeWorld(person: FakePerson(obstacle: "no terminal"))
        #expect(
            failure { _ = try world.provider.token(for: configuration(block())) }
                == .needsPerson(
                    SignInNeed(grant: .implicit, obstacle: "no terminal", hasSecret: true)))
    }

    @Test func olderKeysAndOwnParametersGoToTheSignIn() throws {
        let person = person("access_token=T")
        let world = FakeWorld(person: person)
        let more: [(String, Value)] = [
            ("audience", "https://api"), ("accessTokenUrl", "{{nothing}}"),
            ("authRequestParams", .parsed(#"[{"key":"prompt","value":"login"}]"#)),
        ]
        _ = try world.provider.token(for: configuration(block(more)))
        let url = try #require(person.pending.first?.url)
        #expect(url.hasSuffix("&prompt=login&audience=https%3A%2F%2Fapi"))
    }

    @Test func itIsCalledObsolete() throws {
        let warnings = try OAuth2Block(block()).warnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.message.contains("implicit grant is obsolete") == true)
    }

    // MARK: - Response modes

    private static let parameter = #"[{"key":"response_mode","value":"form_post"}]"#

    @Test(
        arguments: [
            ([], ResponseMode.query), ([("grant_type", "implicit")], .fragment),
            ([("authRequestParams", .parsed(parameter))], .formPost),
            ([("authUrl", "https://id.example.com/a?response_mode=Fragment")], .fragment),
            ([("authUrl", "https://id.example.com/a?response_mode=jwt")], .query),
        ] as [([(String, Value)], ResponseMode)])
    func theAnswerComesAsItIsAskedFor(more: [(String, Value)], mode: ResponseMode) throws {
        let own = Set(more.map(\.0))
        let usual: [(String, Value)] = [
            ("grant_type", "authorization_code"), ("authUrl", "https://id.example.com/a"),
            ("accessTokenUrl", "https://id.example.com/t"), ("clientId", "app"),
            ("redirect_uri", "http://127.0.0.1/cb"),
        ]
        let block = oauth2(usual.filter { !own.contains($0.0) } + more)
        let settings = try #require(try configuration(block).browserSettings)
        guard case .success(.loopback(let redirect)) = settings.redirect else {
            Issue.record("not loopback")
            return
        }
        #expect(redirect.responseMode == mode)
        let warnings = try OAuth2Block(block).warnings.filter { $0.message.contains("_mode") }
        #expect(warnings.count == (more.description.contains("jwt") ? 1 : 0))
    }

    @Test func aPostedAnswerToAPageElsewhereIsRefusedBeforeTheSignIn() {
        let block = oauth2([
            ("authUrl", "https://id.example.com/a"), ("accessTokenUrl", "https://id.example.com/t"),
            ("clientId", "app"), ("redirect_uri", "https://bc.example.com/"),
            ("authRequestParams", .parsed(Self.parameter)),
        ])
        #expect(
            failure { _ = try configuration(block).browserSettings?.redirect.get() }
                == .invalidParameter(key: "redirect_uri", problem: .postedElsewhere))
    }

    // MARK: - The issuer (RFC 9207)

    private static let metadata = """
        {"issuer":"https://id.example.com/o","token_endpoint":"https://id.example.com/o/token",
         "authorization_endpoint":"https://id.example.com/o/authorize"}
        """

    @Test(arguments: [
        ("https://id.example.com/o", nil),
        (
            "https://evil.example.com",
            OAuth2Error.Kind.unusableAnswer(
                .wrongIssuer(
                    found: "https://evil.example.com", expected: "https://id.example.com/o"))
        ),
    ])
    func anIssuerInTheAnswerIsComparedWithTheServersOwn(
        issuer: String, kind: OAuth2Error.Kind?
    ) throws {
        let person = person("access_token=T&iss=" + issuer)
        // Only the last address has the metadata of this very server.
        let world = FakeWorld(
            [.json(404, ""), .json(200, #"{"issuer":"x"}"#), .json(200, Self.metadata)],
            person: person)
        let found = failure { _ = try world.provider.token(for: configuration(block())) }
        #expect(found == kind)
        #expect(
            world.transport.requests.map(\.url) == [
                "https://id.example.com/.well-known/oauth-authorization-server/o",
                "https://id.example.com/o/.well-known/openid-configuration",
                "https://id.example.com/o/.well-known/oauth-authorization-server",
            ])
    }

    @Test func aServerThatDescribesItselfNowhereIsTakenAtItsWord() throws {
        let world = FakeWorld(
            Array(repeating: .json(404, ""), count: 5), person: person("access_token=T&iss=x"))
        #expect(try world.provider.token(for: configuration(block())).accessToken == "T")
    }
}
