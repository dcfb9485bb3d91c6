import HTTPModel
import JSON
import Signing
import Testing
import TextEncoding

@testable import OAuth2

/// Tokens that are exchanged for others (RFC 7523 §2.1, RFC 8693).
@Suite struct AssertionGrantTests {
    private func overrides(_ grant: OAuth2Grant, _ assertion: GrantAssertion?) -> OAuth2Overrides {
        var overrides = OAuth2Overrides()
        overrides.grant = grant
        overrides.assertion = assertion
        return overrides
    }

    private func body(
        _ grant: OAuth2Grant, _ block: AuthBlock,
        _ assertion: GrantAssertion? = .supplied(name: "env:X"), text: String = "the-token"
    ) throws -> String {
        let world = FakeWorld([.token("new")])
        world.grantAssertion = text
        try world.tokens(overrides(grant, assertion)).obtain(block)
        return world.transport.bodies[0]
    }

    @Test func jwtBearer() throws {
        #expect(
            try body(.jwtBearer, clientCredentials([("scope", "read")]))
                == "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
                + "&assertion=the-token&scope=read")
    }

    @Test func entraExchangesTokensOnBehalfOfTheirPerson() throws {
        #expect(
            try body(.jwtBearer, tutorial).contains(
                "&assertion=the-token&requested_token_use=on_behalf_of"))
    }

    @Test func tokenExchange() throws {
        let more = #"[{"key":"subject_token_type","value":"urn:x:jwt","send_as":"request_body"}]"#
        let block = clientCredentials([
            ("tokenRequestParams", .parsed(more)), ("audience", "https://api"),
        ])
        #expect(
            try body(.tokenExchange, block)
                == "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"
                + "&subject_token=the-token&subject_token_type=urn%3Ax%3Ajwt"
                + "&audience=https%3A%2F%2Fapi")
    }

    @Test func theBlockMayContainTheToken() throws {
        let own = #"{"assertion": "own-token"}"#
        let block = clientCredentials([("tokenRequestParams", .parsed(own))])
        #expect(try body(.jwtBearer, block, nil).hasSuffix("jwt-bearer&assertion=own-token"))
    }

    @Test func withoutATokenNothingIsSent() {
        #expect(
            failure { _ = try body(.jwtBearer, clientCredentials(), nil) }
                == .missingParameter(key: "assertion", grant: .jwtBearer))
        #expect(
            failure { _ = try body(.tokenExchange, clientCredentials(), nil) }
                == .missingParameter(key: "subject_token", grant: .tokenExchange))
        #expect(
            failure { _ = try body(.jwtBearer, clientCredentials(), text: " ") }
                == .noAssertion(source: "env:X", reason: "it is empty"))
    }

    @Test func aServiceAccountSignsItsOwnToken() throws {
        let json = JSONValue.object([
            ("type", .string("service_account")), ("client_email", .string("robot@example.com")),
            ("private_key", .string(publishedRSAKey)), ("private_key_id", .string("k1")),
            ("token_uri", .string("https://oauth2.example.com/token")),
        ])
        let account = try ServiceAccount(json, name: "key.json")
        let world = FakeWorld([.token("new")])
        try world.tokens(overrides(.jwtBearer, .serviceAccount(account))).obtain(
            oauth2([("scope", "a b")]))
        let request = world.transport.requests[0]
        #expect(request.url == "https://oauth2.example.com/token")
        let form = FormText(request.bodyText)
        #expect(form.pairs.map(\.name) == ["grant_type", "assertion"])
        let claims = try #require(TokenClaims.read(form["assertion"] ?? ""))
        #expect(claims["iss"]?.string == "robot@example.com")
        #expect(claims["scope"]?.string == "a b")
        #expect(claims["aud"]?.string == "https://oauth2.example.com/token")
        #expect(claims["exp"]?.double == 1_003_600)
        #expect(world.secrets.contains(form["assertion"] ?? "-"))
    }

    @Test func otherFilesAreNoServiceAccounts() {
        #expect(
            failure { _ = try ServiceAccount(.object([]), name: "a.json") }
                == .invalidParameter(key: "a.json", problem: .notServiceAccount))
    }
}
