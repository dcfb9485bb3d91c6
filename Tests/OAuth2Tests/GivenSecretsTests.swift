import Diagnostics
import HTTPModel
import JSON
import Signing
import Testing

@testable import OAuth2

/// Which client receives a secret of the command line if a run uses several.
@Suite struct GivenSecretsTests {
    /// A block that asks for its client's own token, with the secret in the body.
    private func block(
        _ id: String, at host: String, _ more: [(String, Value)] = []
    ) -> AuthBlock {
        oauth2(
            [
                ("grant_type", "client_credentials"), ("clientId", .string(id)),
                ("accessTokenUrl", .string("https://\(host)/token")),
                ("client_authentication", "body"),
            ] + more)
    }

    private var overrides: OAuth2Overrides {
        var overrides = OAuth2Overrides()
        overrides.clientSecret = "given"
        return overrides
    }

    /// The hosts and secrets of the token requests for the blocks, in this order.
    private func sent(
        _ blocks: [AuthBlock], _ overrides: OAuth2Overrides, assigns: Bool = true
    ) throws -> [String] {
        let world = FakeWorld(blocks.indices.map { .token("t\($0)") })
        let tokens = world.tokens(overrides)
        if assigns { try tokens.assignSecrets(among: blocks) }
        for block in blocks { try tokens.obtain(block) }
        return world.transport.requests.map { request in
            let secret = request.bodyText.split(separator: "&").first {
                $0.hasPrefix("client_secret=")
            }
            return "\(URLParts(request.url)?.host ?? "") \(secret ?? "-")"
        }
    }

    @Test func theSecretOfOneClientGoesToNoOther() throws {
        let blocks = [
            block("other", at: "b.example.com", [("clientSecret", "own")]),
            block("app", at: "a.example.com", [("clientSecret", "")]),
            block("public", at: "c.example.com"),
        ]
        #expect(
            try sent(blocks, overrides) == [
                "b.example.com client_secret=own", "a.example.com client_secret=given",
                "c.example.com -",
            ])
    }

    @Test func tenantsOfOneClientShareTheSecret() throws {
        let blocks = ["contoso", "fabrikam"].map { tenant in
            block("app", at: "id.example.com/\(tenant)", [("clientSecret", "of the file")])
        }
        #expect(
            try sent(blocks, overrides)
                == Array(repeating: "id.example.com client_secret=given", count: 2))
    }

    @Test(arguments: [
        [[("clientSecret", "x")], [("clientSecret", "y")]],
        [[("clientSecret", "")], [("clientSecret", "")]], [[], []],
        // The other may be a public client.
        [[("clientSecret", "x")], []],
    ])
    func anUnclearSecretIsAnErrorBeforeAnythingIsSent(
        secrets: [[(String, Value)]]
    ) throws {
        let blocks = [
            block("app", at: "a.example.com", secrets[0]),
            block("other", at: "b.example.com", secrets[1]),
        ]
        let clients = [
            "'app' at https://a.example.com", "'other' at https://b.example.com",
        ]
        #expect(
            failure { _ = try sent(blocks, overrides) }
                == .severalClients(
                    option: "--client-secret", key: "clientSecret", clients: clients))
    }

    @Test func aClientThatAScriptNamesDoesNotGetTheSecretOfAnother() throws {
        let blocks = [
            block("app", at: "a.example.com"), block("other", at: "a.example.com"),
        ]
        #expect(
            try sent(blocks, overrides, assigns: false)
                == ["a.example.com client_secret=given", "a.example.com -"])
        let needy = [blocks[0], block("other", at: "a.example.com", [("clientSecret", "")])]
        #expect(
            failure { _ = try sent(needy, overrides, assigns: false) }
                == .severalClients(
                    option: "--client-secret", key: "clientSecret",
                    clients: [
                        "'app' at https://a.example.com",
                        "'other' at https://a.example.com",
                    ]))
    }

    @Test func aBlockThatAScriptCompletesGetsTheSecretThatItLacks() throws {
        let other = block("other", at: "b.example.com", [("clientSecret", "own")])
        let world = FakeWorld([.token("one"), .token("two")])
        let tokens = world.tokens(overrides)
        let secret: [(String, Value)] = [("clientSecret", "{{secret}}")]
        try tokens.assignSecrets(among: [other, block("{{id}}", at: "a.example.com", secret)])
        try tokens.obtain(other)
        try tokens.obtain(block("app", at: "a.example.com", [("clientSecret", "")]))
        #expect(
            world.transport.bodies.map { $0.contains("client_secret=given") } == [false, true])
    }

    @Test func aPlaceThatAScriptFillsKeepsWhatIsThere() throws {
        let own = block("app", at: "a.example.com", [("clientSecret", "own")])
        let world = FakeWorld([.token("one")])
        let tokens = world.tokens(overrides)
        let empty: [(String, Value)] = [("clientSecret", "")]
        try tokens.assignSecrets(among: [own, block("other", at: "b.example.com", empty)])
        try tokens.obtain(block("other", at: "b.example.com", [("clientSecret", "late")]))
        #expect(world.transport.bodies.map { $0.contains("client_secret=late") } == [true])
    }

    @Test func aTypedSecretIsForItsClientOnly() throws {
        let person = FakePerson()
        let world = FakeWorld([.token("one"), .token("two")], person: person)
        let tokens = world.tokens()
        for id in ["app", "other"] {
            person.typedSecret = "of-\(id)"
            var block = oauth2([
                ("authUrl", "https://a.example.com/authorize"), ("clientId", .string(id)),
                ("accessTokenUrl", "https://a.example.com/token"), ("clientSecret", ""),
                ("client_authentication", "body"), ("redirect_uri", "https://bc.example.com/"),
            ])
            block.emptyVariables["clientSecret"] = "secret"
            try tokens.obtain(block)
        }
        #expect(world.transport.bodies[0].contains("client_secret=of-app"))
        #expect(world.transport.bodies[1].contains("client_secret=of-other"))
    }

    @Test func aRefreshTokenIsOnlyForGrantsThatUseOne() throws {
        var overrides = OAuth2Overrides()
        overrides.refreshToken = "given"
        let user = oauth2([
            ("grant_type", "password_credentials"), ("clientId", "app"), ("username", "u"),
            ("accessTokenUrl", "https://a.example.com/token"),
        ])
        let world = FakeWorld([.token("one"), .token("two")])
        let tokens = world.tokens(overrides)
        let blocks = [block("other", at: "b.example.com", [("clientSecret", "own")]), user]
        try tokens.assignSecrets(among: blocks)
        for block in blocks { try tokens.obtain(block) }
        #expect(world.transport.bodies.map { $0.contains("refresh_token=given") } == [false, true])
    }

    @Test func anAccessTokenThatIsKeptForALaterBlockIsSaid() throws {
        var overrides = OAuth2Overrides()
        overrides.accessToken = "given"
        let known = block("app", at: "a.example.com")
        let world = FakeWorld([.token("own")])
        let tokens = world.tokens(overrides)
        try tokens.assignSecrets(among: [known, block("{{id}}", at: "b.example.com")])
        try tokens.obtain(known)
        let own = block("app", at: "a.example.com", [("accessToken", "of the file")])
        _ = try tokens.read(own)
        _ = try tokens.read(
            block("later", at: "b.example.com", [("accessToken", "")]))
        #expect(world.notes.filter { $0 == .accessTokenKept(owner: known.owner) }.count == 1)
        #expect(world.transport.bodies.count == 1)
    }

    @Test func anAccessTokenForTwoClientsIsUnclear() {
        var overrides = OAuth2Overrides()
        overrides.accessToken = "given"
        let blocks = [block("app", at: "a.example.com"), block("other", at: "b.example.com")]
        let tokens = FakeWorld().tokens(overrides)
        #expect(
            failure { try tokens.assignSecrets(among: blocks) } != nil)
        #expect(failure { try tokens.assignSecrets(among: [blocks[0], oauth2([])]) } == nil)
    }
}
