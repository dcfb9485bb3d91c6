import Diagnostics
import HTTPModel
import JSON
import Signing
import Testing
import TextEncoding

@testable import OAuth2

/// Endpoints from an issuer's metadata, and what the metadata demand (RFC 8414, 9126, 9207).
@Suite struct IssuerTests {
    private func metadata(_ more: String = "", issuer: String = "https://id.example.com/t")
        -> String
    {
        #"{"issuer":"\#(issuer)","authorization_endpoint":"https://id.example.com/a","#
            + #""token_endpoint":"https://id.example.com/token"\#(more)}"#
    }

    private func overrides(_ issuer: String = "https://id.example.com/t") -> OAuth2Overrides {
        var overrides = OAuth2Overrides()
        overrides.issuer = issuer
        return overrides
    }

    @Test func theEndpointsComeFromTheMetadata() throws {
        let world = FakeWorld([.json(200, metadata()), .token("one")])
        let tokens = world.tokens(overrides())
        try tokens.obtain(
            oauth2([
                ("grant_type", "client_credentials"), ("clientId", "app"), ("clientSecret", "s"),
            ]))
        #expect(
            world.transport.requests.map(\.url) == [
                "https://id.example.com/t/.well-known/openid-configuration",
                "https://id.example.com/token",
            ])
    }

    @Test func theOtherAddressIsTriedToo() throws {
        let world = FakeWorld([.json(404, ""), .json(200, metadata()), .token("one")])
        try world.tokens(overrides("https://id.example.com/t/")).obtain(clientCredentials())
        #expect(
            world.transport.requests[1].url
                == "https://id.example.com/.well-known/oauth-authorization-server/t")
    }

    @Test func metadataOfAnotherIssuerAreRefused() {
        let world = FakeWorld([.json(200, metadata(issuer: "https://evil.example.com"))])
        #expect(
            failure { try world.tokens(overrides()).obtain(clientCredentials()) }
                == .unusableMetadata(
                    issuer: "https://id.example.com/t",
                    problem: .ofOther("https://evil.example.com"))
        )
    }

    @Test func anIssuerWithoutMetadataIsAnError() {
        let world = FakeWorld([.json(404, ""), .json(404, "")])
        #expect(
            failure { try world.tokens(overrides()).obtain(clientCredentials()) }
                == .unusableMetadata(issuer: "https://id.example.com/t", problem: .missing))
    }

    private let code = oauth2([
        ("grant_type", "authorization_code"), ("clientId", "app"), ("clientSecret", "s3cret"),
        ("client_authentication", "body"), ("redirect_uri", "https://app.example.com/cb"),
        ("scope", "a"),
    ])

    @Test func aRequestIsPushedIfTheServerRequiresIt() throws {
        let push =
            #","require_pushed_authorization_requests":true,"#
            + #""pushed_authorization_request_endpoint":"https://id.example.com/par""#
        let world = FakeWorld(
            [
                .json(200, metadata(push)),
                .json(201, #"{"request_uri":"urn:x:1","expires_in":60}"#),
                .token("one"),
            ], person: FakePerson())
        try world.tokens(overrides()).obtain(code)
        let pushed = FormText(world.transport.bodies[1])
        #expect(world.transport.requests[1].url == "https://id.example.com/par")
        #expect(pushed["response_type"] == "code" && pushed["scope"] == "a")
        #expect(pushed["client_secret"] == "s3cret" && pushed["code_challenge"] != nil)
        #expect(pushed.pairs.filter { $0.name == "client_id" }.count == 1)
        #expect(
            world.person?.pending[0].url
                == "https://id.example.com/a?client_id=app&request_uri=urn%3Ax%3A1")
        #expect(FormText(world.transport.bodies[2])["code"] == "the-code")
    }

    @Test(
        arguments: [
            ("&iss=https://id.example.com/t", nil),
            ("", SignInAnswerProblem.noIssuer(expected: "https://id.example.com/t")),
            (
                "&iss=https://evil",
                .wrongIssuer(found: "https://evil", expected: "https://id.example.com/t")
            ),
        ] as [(String, SignInAnswerProblem?)])
    func theIssuerIsDemandedIfTheServerPromisesIt(
        more: String, problem: SignInAnswerProblem?
    ) throws {
        let promise = #","authorization_response_iss_parameter_supported":true"#
        let person = FakePerson { "\($0.redirectURI)?code=c&state=\($0.state)\(more)" }
        let world = FakeWorld([.json(200, metadata(promise)), .token("one")], person: person)
        let kind = failure { try world.tokens(overrides()).obtain(code) }
        #expect(kind == problem.map { .unusableAnswer($0) })
    }

    // MARK: - Identity tokens

    private func identity(_ claims: String) -> String {
        "e30." + Base64.encodeURLSafe(Array(claims.utf8)) + ".x"
    }

    @Test(arguments: [("tokenType", "id_token"), ("scope", "openid")])
    func theIdentityTokenIsSentInPlaceOfTheAccessToken(key: String, value: String) throws {
        let id = identity(#"{"exp":1000100}"#)
        let reply = #"{"access_token":"at","id_token":"\#(id)","expires_in":3600}"#
        let world = FakeWorld([.json(200, reply), .json(200, reply)])
        var overrides = OAuth2Overrides()
        overrides.usesIDToken = key == "scope"
        let tokens = world.tokens(overrides)
        var request = HTTPRequest(url: "https://api/x")
        let block = clientCredentials([(key, .string(value))])
        _ = try tokens.sign(&request, with: block)
        #expect(request.headers["Authorization"] == "Bearer " + id)
        #expect(world.secrets.contains(id))
        // Its own lifetime counts.
        world.now = 1_000_095
        _ = try tokens.sign(&request, with: block)
        #expect(world.transport.requests.count == 2)
    }

    /// As Azure AD B2C replies if the scope names no API.
    @Test func anIdentityTokenAloneIsEnoughIfItIsTheTokenToSend() throws {
        let (first, second) = (identity(#"{"exp":1000100}"#), identity(#"{"exp":2000000}"#))
        func reply(_ token: String) -> FakeTransport.Reply {
            .json(200, #"{"id_token":"\#(token)","refresh_token":"r","token_type":"Bearer"}"#)
        }
        let world = FakeWorld([reply(first), reply(second)], person: FakePerson())
        var overrides = OAuth2Overrides()
        overrides.usesIDToken = true
        let tokens = world.tokens(overrides)
        let block = oauth2([
            ("authUrl", "https://id.example.com/a"), ("accessTokenUrl", "https://id.example.com/t"),
            ("clientId", "app"), ("scope", "openid"), ("redirect_uri", "https://bc.example.com/"),
        ])
        var request = HTTPRequest(url: "https://api/x")
        _ = try tokens.sign(&request, with: block)
        #expect(request.headers["Authorization"] == "Bearer " + first)
        world.now = 1_000_095
        _ = try tokens.sign(&request, with: block)
        #expect(request.headers["Authorization"] == "Bearer " + second)
        #expect(world.transport.bodies.last?.contains("grant_type=refresh_token") == true)
    }

    @Test func anIdentityTokenAloneIsNoAccessToken() throws {
        let world = FakeWorld([.json(200, #"{"id_token":"\#(identity("{}"))"}"#)])
        do {
            try world.tokens().obtain(clientCredentials())
            Issue.record("no error")
        } catch {
            let found = error.diagnostic
            #expect(found.message.contains("with an 'id_token', but without an 'access_token'"))
            #expect(found.help.contains { $0.contains("'--use-token id_token'") })
        }
    }

    @Test func aRefreshWithoutAnIdentityTokenLeavesTheOldOneUntilItExpires() throws {
        let (first, second) = (identity(#"{"exp":1000100}"#), identity(#"{"exp":2000000}"#))
        let refreshed = #"{"access_token":"at","refresh_token":"s","expires_in":3600}"#
        let world = FakeWorld([
            .json(200, #"{"access_token":"at","id_token":"\#(first)","refresh_token":"r"}"#),
            .json(200, refreshed), .json(200, refreshed),
            .json(200, #"{"access_token":"at","id_token":"\#(second)"}"#),
        ])
        var overrides = OAuth2Overrides()
        overrides.usesIDToken = true
        let tokens = world.tokens(overrides)
        func sent(at now: Double) throws -> String? {
            world.now = now
            var request = HTTPRequest(url: "https://api/x")
            _ = try tokens.sign(&request, with: clientCredentials())
            return request.headers["Authorization"]
        }
        #expect(try sent(at: 1_000_000) == "Bearer " + first)
        for now in [1_000_095.0, 1_000_097] { #expect(try sent(at: now) == "Bearer " + first) }
        #expect(world.transport.requests.count == 2)
        #expect(try sent(at: 1_000_101) == "Bearer " + second)
        let bodies = world.transport.bodies
        #expect(bodies.map { $0.contains("refresh_token=") } == [false, true, true, false])
        #expect(bodies[2].contains("refresh_token=s"))
    }

    @Test func aRefreshTokenWithoutAnIdentityTokenIsAnError() {
        let world = FakeWorld([.token("at")])
        var overrides = OAuth2Overrides()
        overrides.usesIDToken = true
        overrides.grant = .refreshToken
        overrides.refreshToken = "r"
        #expect(
            failure { try world.tokens(overrides).obtain(clientCredentials()) }
                == .noIDToken(endpoint: "https://id.example.com/token"))
    }

    @Test func withoutAnIdentityTokenTheRequestFails() {
        let world = FakeWorld([.token("at")])
        var overrides = OAuth2Overrides()
        overrides.usesIDToken = true
        #expect(
            failure { try world.tokens(overrides).obtain(clientCredentials()) }
                == .noIDToken(endpoint: "https://id.example.com/token"))
    }
}
