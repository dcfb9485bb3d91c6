import Diagnostics
import HTTPModel
import Signing
import Testing

@testable import OAuth2

@Suite struct OAuth2TokenProviderTests {
    private func token(
        _ world: FakeWorld, _ configuration: OAuth2Configuration
    ) throws -> String {
        try world.provider.token(for: configuration).accessToken
    }

    private var app: OAuth2Configuration {
        get throws { try configuration(clientCredentials()) }
    }

    /// A code configuration whose person signs in at a loopback address.
    private func user(_ more: [(String, Value)] = []) throws -> OAuth2Configuration {
        try configuration(
            oauth2(
                [
                    ("authUrl", "https://id.example.com/authorize"),
                    ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
                    ("redirect_uri", "http://127.0.0.1/cb"),
                ] + more))
    }

    // MARK: - One token for all

    @Test func oneTokenIsSharedByAllThatAskForTheSame() throws {
        let world = FakeWorld([.token("one"), .token("two")])
        for _ in 0..<3 { #expect(try token(world, app) == "one") }
        let other = try configuration(clientCredentials([("scope", "other")]))
        #expect(try token(world, other) == "two")
        #expect(try token(world, app) == "one")
        #expect(world.transport.requests.count == 2)
    }

    @Test func theConnectionIsSetUpForTokenRequests() throws {
        let world = FakeWorld([.token("one")])
        _ = try token(world, app)
        let options = try #require(world.transport.options.first)
        #expect(options.refusesCrossOriginRedirects)
        #expect(options.totalTimeout == .seconds(30))
        #expect(options.disablesCookies)
        #expect(options.keepsMethodOnRedirect)
    }

    // MARK: - Renewal

    @Test(arguments: [
        (3600.0, 3299.0, false), (3600, 3300, true), (600, 539, false), (600, 540, true),
        (40, 34, false), (40, 35, true), (4, 1.9, false), (4, 2, true), (1, 0.4, false),
        (36_000, 35_699, false), (36_000, 35_700, true),
    ])
    func aTokenIsRenewedEarlyButNotAtOnce(life: Double, age: Double, needsRenewal: Bool) {
        let token = OAuth2Token(accessToken: "t", obtainedAt: 1000, expiresAt: 1000 + life)
        #expect(token.needsRenewal(at: 1000 + age) == needsRenewal)
    }

    @Test func clientCredentialsAreAskedForAgainWhenTheTokenAges() throws {
        let world = FakeWorld([.token("one", expiresIn: "4"), .token("two", expiresIn: "\"4\"")])
        #expect(try token(world, app) == "one")
        world.now += 1.5
        #expect(try token(world, app) == "one")
        world.now += 1
        #expect(try token(world, app) == "two")
        #expect(
            world.transport.bodies == Array(repeating: "grant_type=client_credentials", count: 2))
    }

    @Test func aTokenWithoutAnEndIsUsedUntilItIsRefused() throws {
        let world = FakeWorld([
            .json(200, #"{"access_token":"one"}"#), .json(200, #"{"access_token":"two"}"#),
        ])
        #expect(try token(world, app) == "one")
        world.now += 1e9
        #expect(try token(world, app) == "one")
        world.provider.invalidate("another", of: try app)
        #expect(try token(world, app) == "one")
        world.provider.invalidate("one", of: try app)
        #expect(try token(world, app) == "two")
    }

    @Test func refreshTokensRotateAndTheNewestIsUsed() throws {
        let person = FakePerson()
        let world = FakeWorld(
            [
                .token("one", expiresIn: "10", refresh: "r1"),
                .token("two", expiresIn: "10", refresh: "r2"),
                .token("three", expiresIn: "10"), .token("four", expiresIn: "10"),
            ], person: person)
        for expected in ["one", "two", "three", "four"] {
            #expect(try token(world, user()) == expected)
            world.now += 9
        }
        #expect(person.pending.count == 1)
        #expect(
            world.transport.bodies[1...].map { $0.split(separator: "&")[1] } == [
                "refresh_token=r1", "refresh_token=r2", "refresh_token=r2",
            ])
        #expect(world.secrets.contains("r2"))
    }

    @Test func aRefusedRefreshTokenIsDroppedAndThePersonSignsInAgain() throws {
        let person = FakePerson()
        let world = FakeWorld(
            [
                .token("one", expiresIn: "10", refresh: "r1"), .refusal(400, "invalid_grant"),
                .token("two", expiresIn: "10"),
            ], person: person)
        #expect(try token(world, user()) == "one")
        world.now += 11
        #expect(try token(world, user()) == "two")
        #expect(person.pending.count == 2)
        #expect(world.notes.contains { if case .refreshRefused = $0 { true } else { false } })
    }

    @Test func aRefusedRefreshWithoutAWordNeedsAPerson() throws {
        let person = FakePerson()
        let world = FakeWorld(
            [.token("one", expiresIn: "100", refresh: "r1"), .json(400, "")], person: person)
        #expect(try token(world, user()) == "one")
        person.obstacle = "the variable CI is set"
        world.now += 95
        // Still alive: it bridges the failure, and the server is not asked again.
        #expect(try token(world, user()) == "one")
        #expect(try token(world, user()) == "one")
        #expect(world.transport.requests.count == 2)
        world.now += 10
        let kind = failure { _ = try token(world, user()) }
        guard case .needsPerson(let need)? = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
        #expect(need.obstacle == "the variable CI is set")
        #expect(world.transport.requests.count == 2)
    }

    @Test func aFailingServerCostsNoRefreshToken() throws {
        let world = FakeWorld(
            [
                .token("one", expiresIn: "100", refresh: "r1"), .json(503, ""), .json(503, ""),
                .json(503, ""), .token("two"),
            ], person: FakePerson())
        #expect(try token(world, user()) == "one")
        world.now += 95
        #expect(try token(world, user()) == "one")
        world.now += 10
        #expect(try token(world, user()) == "two")
        #expect(world.transport.bodies.suffix(4).allSatisfy { $0.contains("refresh_token=r1") })
        #expect(world.slept == [1, 2])
    }

    @Test func anUnreachableServerIsToldAndTriedAgainAtTheNextRequest() throws {
        let world = FakeWorld([
            .failure(TransportError(.connectionRefused, "nobody listens", url: "")), .token("one"),
        ])
        let kind = failure { _ = try token(world, app) }
        guard case .unreachable("https://id.example.com/token", _)? = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
        #expect(try token(world, app) == "one")
    }

    // MARK: - Failures

    @Test func aFailureThatWillNotPassIsNotRepeated() throws {
        let world = FakeWorld([.refusal(401, "invalid_client")])
        for _ in 0..<3 {
            let kind = failure { _ = try token(world, app) }
            guard case .refused(let refusal)? = kind else {
                Issue.record("\(String(describing: kind))")
                return
            }
            #expect(refusal.error == "invalid_client")
        }
        #expect(world.transport.requests.count == 1)
    }

    @Test func errorsNameTheBlock() throws {
        let world = FakeWorld([.refusal(401, "invalid_client")])
        do {
            _ = try world.provider.token(for: app)
            Issue.record("no error")
        } catch let error as OAuth2Error {
            #expect(error.owner == "collection 'Orders'")
        }
    }

    @Test func withoutAPersonAnInteractiveGrantFailsAtOnce() throws {
        for person in [nil, FakePerson(obstacle: "standard input is not a terminal")] {
            let world = FakeWorld(person: person)
            do {
                _ = try world.provider.token(for: user())
                Issue.record("no error")
            } catch let error as OAuth2Error {
                #expect(error.needsPerson)
                #expect(error.diagnostic.message.contains("collection 'Orders'"))
                #expect(error.diagnostic.message.contains("'authorization_code'"))
                #expect(error.diagnostic.help.count == 5)
            }
            #expect(world.transport.requests.isEmpty)
            #expect(person?.pending.isEmpty ?? true)
        }
    }

    @Test func withoutAPersonTheFilesOwnTokenIsUsed() throws {
        let world = FakeWorld(person: FakePerson(obstacle: "the variable CI is set"))
        #expect(try token(world, user([("accessToken", "old")])) == "old")
        #expect(world.secrets == ["old"])
        #expect(world.notes.count == 1)
        let attended = FakeWorld([.token("new")], person: FakePerson())
        #expect(try token(attended, user([("accessToken", "old")])) == "new")
    }

    @Test func aPersonIsNotAskedAgainWhenTheServerFailsAfterTheSignIn() throws {
        let person = FakePerson()
        let world = FakeWorld([.json(500, "")], person: person)
        for _ in 0..<2 { #expect(failure { _ = try token(world, user()) } != nil) }
        #expect(person.pending.count == 1)
    }

    @Test func aWrongAnswerIsNotRedeemed() throws {
        let person = FakePerson { "\($0.redirectURI)?code=stolen&state=other" }
        let world = FakeWorld(person: person)
        #expect(failure { _ = try token(world, user()) } == .unusableAnswer(.wrongState))
        #expect(world.transport.requests.isEmpty)
    }

    // MARK: - A refresh token from elsewhere

    @Test func aGivenRefreshTokenSparesTheSignIn() throws {
        var overrides = OAuth2Overrides()
        overrides.refreshToken = "given"
        let world = FakeWorld([.token("one", refresh: "next")])
        let seeded = try configuration(tutorial, overrides)
        #expect(try token(world, seeded) == "one")
        #expect(world.transport.bodies[0].hasPrefix("grant_type=refresh_token&refresh_token=given"))
        #expect(world.notes.last == .givenRefreshTokenReplaced(owner: "collection 'Orders'"))
    }

    @Test func theRefreshGrantFailsWithTheServersReason() throws {
        var overrides = OAuth2Overrides()
        overrides.refreshToken = "given"
        overrides.grant = .refreshToken
        let world = FakeWorld([.refusal(400, "invalid_grant")])
        let kind = failure { _ = try token(world, configuration(tutorial, overrides)) }
        guard case .refused(let refusal)? = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
        #expect(refusal.stage == .refresh)
    }

    // MARK: - Patience

    @Test func honoursRetryAfterWithinReason() throws {
        let world = FakeWorld([
            .json(429, "", headers: [("Retry-After", "7")]), .json(503, ""), .token("one"),
        ])
        #expect(try token(world, app) == "one")
        #expect(world.slept == [7, 2])
        let impatient = FakeWorld([.json(429, "", headers: [("Retry-After", "3600")])])
        #expect(failure { _ = try token(impatient, app) } != nil)
        #expect(impatient.slept.isEmpty)
    }

    @Test func aCodeIsNotSentAgainToAServerThatFailedWithIt() throws {
        let world = FakeWorld([.json(500, ""), .token("one")], person: FakePerson())
        #expect(failure { _ = try token(world, user()) } != nil)
        #expect(world.transport.requests.count == 1)
        let busy = FakeWorld([.json(429, ""), .token("one")], person: FakePerson())
        #expect(try token(busy, user()) == "one")
    }

    // MARK: - Basic credentials

    @Test func unencodedCredentialsAreTriedOnceAndRemembered() throws {
        let block = clientCredentials([("clientSecret", "a+b/c")])
        let other = clientCredentials([("clientSecret", "a+b/c"), ("scope", "x")])
        let world = FakeWorld([.json(403, ""), .token("one"), .token("two")])
        #expect(try token(world, configuration(block)) == "one")
        #expect(try token(world, configuration(other)) == "two")
        #expect(
            world.transport.requests.map { $0.headers["Authorization"] } == [
                "Basic " + BasicScheme.encode(user: "app", password: "a%2Bb%2Fc"),
                "Basic " + BasicScheme.encode(user: "app", password: "a+b/c"),
                "Basic " + BasicScheme.encode(user: "app", password: "a+b/c"),
            ])
        #expect(
            world.notes.contains(.usedRawBasic(endpoint: "https://id.example.com/token")))
        #expect(world.secrets.contains(BasicScheme.encode(user: "app", password: "a%2Bb%2Fc")))
    }

    @Test func theFirstRefusalIsToldWhereBothEncodingsFail() throws {
        let world = FakeWorld([.refusal(401, "invalid_client"), .json(403, "")])
        let block = clientCredentials([("clientSecret", "a+b/c")])
        let kind = failure { _ = try token(world, configuration(block)) }
        guard case .refused(let refusal)? = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
        #expect(refusal.error == "invalid_client")
        #expect(world.transport.requests.count == 2)
    }

    @Test func aRefusalOfSomethingElseAfterTheSecondTryIsTold() throws {
        let world = FakeWorld([.json(403, ""), .refusal(400, "invalid_scope"), .token("one")])
        let block = clientCredentials([("clientSecret", "a+b/c")])
        let kind = failure { _ = try token(world, configuration(block)) }
        guard case .refused(let refusal)? = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
        #expect(refusal.error == "invalid_scope")
    }

    @Test func plainCredentialsAreNotTriedTwice() throws {
        let world = FakeWorld([.refusal(401, "invalid_client"), .token("one")])
        #expect(failure { _ = try token(world, app) } != nil)
        #expect(world.transport.requests.count == 1)
    }
}
