import Diagnostics
import HTTPModel
import JSON
import Testing

@testable import OAuth2

@Suite struct TokenStoreTests {
    private let files = FakeTokenFiles()

    private func user(
        _ more: [(String, Value)] = [], _ overrides: OAuth2Overrides = OAuth2Overrides()
    ) throws -> OAuth2Configuration {
        try configuration(
            oauth2(
                [
                    ("authUrl", "https://id.example.com/authorize"),
                    ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
                    ("clientSecret", "s3cret"), ("redirect_uri", "http://127.0.0.1/cb"),
                ] + more), overrides)
    }

    private func warnings(_ world: FakeWorld) -> [String] {
        world.notes.map(\.diagnostic).filter { $0.severity == .warning }.map(\.message)
    }

    /// Signs in, with a token that lives 1000 seconds.
    private func signIn(refresh: String? = "r1") throws {
        let (_, provider) = files.process(
            [.token("one", expiresIn: "1000", refresh: refresh)], person: FakePerson())
        #expect(try provider.token(for: user()).accessToken == "one")
    }

    // MARK: - Across processes

    @Test func `A sign-in serves later runs without a person and without a request`() throws {
        try signIn()
        let (world, provider) = files.process()
        #expect(try provider.token(for: user()).accessToken == "one")
        #expect(world.transport.requests.isEmpty)
        #expect(Set(world.secrets) == ["one", "r1"])
        #expect(world.notes.contains { if case .reused = $0 { true } else { false } })
    }

    @Test(
        "A token is renewed a tenth of its life before its end",
        arguments: [(899.0, "one"), (900.0, "two"), (5000.0, "two")])
    func early(age: Double, expected: String) throws {
        try signIn()
        let (world, provider) = files.process([.token("two", refresh: "r2")], now: 1_000_000 + age)
        #expect(try provider.token(for: user()).accessToken == expected)
        #expect(world.transport.bodies.allSatisfy { $0.contains("refresh_token=r1") })
    }

    @Test func `The newest refresh token is kept, also where the server gives no new one`() throws {
        try signIn()
        let replies: [FakeTransport.Reply] = [
            .token("two", expiresIn: "10", refresh: "r2"), .token("three", expiresIn: "10"),
            .token("four", expiresIn: "10"),
        ]
        let sent = ["r1", "r2", "r2"]
        for (index, reply) in replies.enumerated() {
            let now = 1_002_000 + Double(index) * 100
            let (world, provider) = files.process([reply], now: now)
            _ = try provider.token(for: user())
            #expect(world.transport.bodies[0].contains("refresh_token=\(sent[index])"))
        }
    }

    @Test func `What another process got while this one waited is adopted, not refreshed`() throws {
        try signIn()
        let (world, provider) = files.process(now: 1_002_000)
        files.beforeLock = { [self] in
            let (_, other) = files.process([.token("theirs", refresh: "r2")], now: 1_002_000)
            _ = try? other.token(for: user())
        }
        #expect(try provider.token(for: user()).accessToken == "theirs")
        #expect(world.transport.requests.isEmpty)
    }

    @Test func `A run that has gone on for long adopts what another one renewed`() throws {
        let (world, provider) = files.process(
            [.token("one", expiresIn: "1000", refresh: "r1")], person: FakePerson())
        #expect(try provider.token(for: user()).accessToken == "one")
        let (_, other) = files.process([.token("two", refresh: "r2")], now: 1_000_950)
        #expect(try other.token(for: user()).accessToken == "two")
        world.now = 1_000_960
        #expect(try provider.token(for: user()).accessToken == "two")
        #expect(world.transport.requests.count == 1)
    }

    @Test func `A token that a server refused is replaced, unless another process has`() throws {
        try signIn()
        let (world, provider) = files.process([.token("two", refresh: "r2")])
        let (_, late) = files.process()
        #expect(try late.token(for: user()).accessToken == "one")
        #expect(try provider.token(for: user()).accessToken == "one")
        provider.invalidate("one", of: try user())
        #expect(try provider.token(for: user()).accessToken == "two")
        late.invalidate("one", of: try user())
        #expect(try late.token(for: user()).accessToken == "two")
        #expect(world.transport.requests.count == 1)
    }

    @Test func `A token that is refused and cannot be renewed is forgotten`() throws {
        try signIn(refresh: nil)
        let (_, provider) = files.process()
        _ = try provider.token(for: user())
        provider.forget("one", of: try user())
        let (_, later) = files.process()
        #expect(failure { _ = try later.token(for: user()) } != nil)
    }

    @Test func `A lock that is not to be had is an error, lest both lose the token`() throws {
        try signIn()
        files.heldElsewhere = [(try user().storeName ?? "") + ".lock"]
        let (world, provider) = files.process([.token("two")], now: 1_002_000)
        #expect(failure { _ = try provider.token(for: user()) } == .tokenLocked(seconds: 60))
        #expect(world.transport.requests.isEmpty)
    }

    @Test func `A new token is used and kept although another process has the lock`() throws {
        let lock = (try user().storeName ?? "") + ".lock"
        let (_, provider) = files.process([.token("one")], person: FakePerson())
        files.beforeLock = { [files] in files.heldElsewhere = [lock] }
        #expect(try provider.token(for: user()).accessToken == "one")
        #expect(files.heldElsewhere == [lock])
        let (_, later) = files.process()
        #expect(try later.token(for: user()).accessToken == "one")
    }

    @Test func `A refused refresh token is dropped, and a person asked once`() throws {
        try signIn()
        let (_, provider) = files.process([.refusal(400, "invalid_grant")], now: 1_002_000)
        guard case .needsPerson(let need)? = failure({ _ = try provider.token(for: user()) }) else {
            Issue.record("no person is needed")
            return
        }
        #expect(need.refreshRefusal?.error == "invalid_grant")
        let (world, later) = files.process(now: 1_002_000)
        #expect(failure { _ = try later.token(for: user()) } != nil)
        #expect(world.transport.requests.isEmpty)
    }

    @Test func `A server that fails costs no refresh token`() throws {
        try signIn()
        let (_, provider) = files.process(
            [.json(503, ""), .json(503, ""), .json(503, "")], now: 1_002_000)
        #expect(failure { _ = try provider.token(for: user()) } != nil)
        let (_, later) = files.process([.token("two")], now: 1_002_000)
        #expect(try later.token(for: user()).accessToken == "two")
    }

    @Test func `A token without refresh bridges until its end`() throws {
        try signIn(refresh: nil)
        let (_, provider) = files.process(now: 1_000_950)
        #expect(try provider.token(for: user()).accessToken == "one")
    }

    // MARK: - Given refresh tokens

    @Test func `A given refresh token is spent once, and its successor used from then on`() throws {
        var overrides = OAuth2Overrides()
        overrides.refreshToken = "given"
        let (first, provider) = files.process([.token("one", expiresIn: "10", refresh: "r1")])
        _ = try provider.token(for: user([], overrides))
        #expect(first.transport.bodies[0].contains("refresh_token=given"))
        #expect(warnings(first).isEmpty)
        let (second, later) = files.process([.token("two", refresh: "r2")], now: 1_000_100)
        #expect(try later.token(for: user([], overrides)).accessToken == "two")
        #expect(second.transport.bodies[0].contains("refresh_token=r1"))
        overrides.refreshToken = "newer"
        let (third, last) = files.process([.token("three")], now: 1_000_100)
        #expect(try last.token(for: user([], overrides)).accessToken == "three")
        #expect(third.transport.bodies[0].contains("refresh_token=newer"))
    }

    @Test func `A stale refresh token of the file does not ask for a sign-in each time`() throws {
        let stale: [(String, Value)] = [("refreshToken", "stale")]
        let (_, provider) = files.process(
            [.refusal(400, "invalid_grant"), .token("one", refresh: "r1")], person: FakePerson())
        #expect(try provider.token(for: user(stale)).accessToken == "one")
        let (world, later) = files.process()
        #expect(try later.token(for: user(stale)).accessToken == "one")
        #expect(world.transport.requests.isEmpty)
    }

    // MARK: - What is kept under which name

    @Test func `No secret is in a name, and each set-up has its own`() throws {
        let name = try #require(try user().storeName)
        #expect(name.utf8.count == 64 && name.allSatisfy(\.isHexDigit))
        let same: [[(String, Value)]] = [
            [("clientSecret", "other")], [("state", "x")],
            [("redirect_uri", "http://127.0.0.1:1/")],
            [("tokenName", "x")],
            [("accessTokenUrl", "HTTPS://id.example.com:443/token")],
        ]
        for more in same {
            let changed = try configuration(
                oauth2(merging([("scope", "b a")] + more)))
            let base = try configuration(oauth2(merging([("scope", "a b")])))
            #expect(changed.storeName == base.storeName, "\(more.map(\.0))")
        }
        let other: [[(String, Value)]] = [
            [("clientId", "b")], [("scope", "a")], [("authUrl", "https://id.example.com/t2/a")],
            [("accessTokenUrl", "https://id.example.com/token?resource=b")],
            [("resource", "https://api")], [("grant_type", "device_code")],
        ]
        for more in other {
            #expect(try configuration(oauth2(merging(more))).storeName != name, "\(more.map(\.0))")
        }
    }

    private func merging(_ more: [(String, Value)]) -> [(String, Value)] {
        let base: [(String, Value)] = [
            ("authUrl", "https://id.example.com/authorize"),
            ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
            ("clientSecret", "s3cret"), ("redirect_uri", "http://127.0.0.1/cb"),
        ]
        let names = Set(more.map(\.0))
        return base.filter { !names.contains($0.0) } + more
    }

    @Test func `A client that asks for itself is never kept`() throws {
        let app = try configuration(clientCredentials())
        #expect(app.storeName == nil)
        let (_, provider) = files.process([.token("one")])
        _ = try provider.token(for: app)
        #expect(files.files.isEmpty)
    }

    @Test func `Neither client secret nor identity token is written`() throws {
        let claims = "eyJuYW1lIjoiQWRlbGUiLCJ0aWQiOiJUIn0"
        let (_, provider) = files.process(
            [.json(200, #"{"access_token":"one","id_token":"e30.\#(claims)."}"#)],
            person: FakePerson())
        _ = try provider.token(for: user())
        let text = files.files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        #expect(text.contains("Adele"))
        #expect(!text.contains("s3cret") && !text.contains(claims))
        let kept = TokenStore(files) { _ in }.tokens()
        #expect(kept.first?.token.identity.text == "Adele")
        #expect(kept.first?.token.identity.tenant == "T")
    }

    // MARK: - Trouble with files

    @Test(
        "A damaged entry is reported, and another token is obtained",
        arguments: ["", "{", "[]", "{}", #"{"version": 99}"#, "\u{FF}\u{0}"])
    func corrupt(text: String) throws {
        files.files[(try user().storeName ?? "") + ".json"] = Array(text.utf8)
        let (world, provider) = files.process([.token("one")], person: FakePerson())
        #expect(try provider.token(for: user()).accessToken == "one")
        #expect(warnings(world).contains { $0.contains("is not used") })
        let (_, later) = files.process()
        #expect(try later.token(for: user()).accessToken == "one")
    }

    @Test func `Without files a run goes on with its own token, and says so once`() throws {
        files.failure = TokenFileError(path: "/state", reason: "permission denied")
        let (world, provider) = files.process([.token("one")], person: FakePerson())
        #expect(try provider.token(for: user()).accessToken == "one")
        #expect(warnings(world).filter { $0.contains("not kept") }.count == 1)
    }

    // MARK: - Sign-ins that end elsewhere

    @Test func `A link is answered in another process`() throws {
        let (_, provider) = files.process()
        let pending = try provider.start(user(), lifetimeSeconds: 900)
        #expect(files.files.keys.allSatisfy { !$0.contains(pending.request.state) })
        let (world, later) = files.process([.token("one", refresh: "r1")], now: 1_000_800)
        let answer = "http://127.0.0.1/cb?code=the-code&state=\(pending.request.state)"
        let (_, token) = try later.finish("  \"\(answer)\"\n", for: [user()])
        #expect(token.accessToken == "one")
        #expect(world.transport.bodies[0].contains("code=the-code"))
        #expect(world.transport.bodies[0].contains("code_verifier=\(pending.verifier)"))
        #expect(failure { _ = try later.finish(answer, for: [user()]) } == .unknownAnswer)
        let (_, run) = files.process(now: 1_000_800)
        #expect(try run.token(for: user()).accessToken == "one")
    }

    @Test func `Of several links each is answered by its own state`() throws {
        let (_, provider) = files.process()
        let others = try ["a", "b", "c"].map { try user([("scope", .string($0))]) }
        // The fake randomness repeats itself: the states in the files distinguish them.
        let pending = try others.enumerated().map { index, other in
            var pending = try provider.start(other, lifetimeSeconds: 900)
            pending.request.state += String(index)
            try provider.store?.save(pending)
            return pending
        }
        let (_, later) = files.process([.token("one")])
        let answer = "http://127.0.0.1/cb?code=c&state=\(pending[1].request.state)"
        #expect(try later.finish(answer, for: others).0.scope == "b")
    }

    @Test(arguments: [(900.0, OAuth2Error.Kind.linkExpired), (90_000, .unknownAnswer)])
    func `A link that is too old is no longer answered`(
        age: Double, expected: OAuth2Error.Kind
    ) throws {
        let (_, provider) = files.process()
        let pending = try provider.start(user(), lifetimeSeconds: 900)
        let (_, later) = files.process([.token("one")], now: 1_000_000 + age)
        let answer = "http://127.0.0.1/cb?code=c&state=\(pending.request.state)"
        #expect(failure { _ = try later.finish(answer, for: [user()]) } == expected)
        #expect(later.store?.pendingSignIns(at: 1_000_000 + age) == [])
        #expect(files.files.isEmpty)
    }

    @Test func `A link survives a server that is not reached, and ends with a refusal`() throws {
        let (_, provider) = files.process()
        let pending = try provider.start(user(), lifetimeSeconds: 900)
        let answer = "http://127.0.0.1/cb?code=c&state=\(pending.request.state)"
        let (_, broken) = files.process()
        #expect(failure { _ = try broken.finish(answer, for: [user()]) } != nil)
        let (_, refusing) = files.process([.refusal(400, "invalid_grant")])
        #expect(failure { _ = try refusing.finish(answer, for: [user()]) } != nil)
        #expect(failure { _ = try refusing.finish(answer, for: [user()]) } == .unknownAnswer)
    }

    @Test func `Without a store there is nothing to answer`() throws {
        let world = FakeWorld()
        #expect(
            failure { _ = try world.provider.start(user(), lifetimeSeconds: 1) } == .noStore)
        #expect(failure { _ = try world.provider.signIn(user()) } == .noStore)
    }

    // MARK: - Signing out

    private let metadata = FakeTransport.Reply.json(
        200,
        #"{"token_endpoint":"https://id.example.com/token","#
            + #""revocation_endpoint":"https://id.example.com/revoke"}"#)

    @Test func `Signing out has the server take the refresh token back`() throws {
        try signIn()
        let (world, provider) = files.process([metadata, .json(200, "")])
        #expect(try provider.signOut(user()) == .revoked)
        #expect(world.transport.requests[1].url == "https://id.example.com/revoke")
        #expect(world.transport.bodies[1] == "token=r1&token_type_hint=refresh_token&client_id=app")
        #expect(world.transport.requests[1].headers["Authorization"]?.hasPrefix("Basic ") == true)
        #expect(files.files.isEmpty)
        #expect(try provider.signOut(user()) == .nothingKept)
    }

    @Test func `Signing out forgets the token whatever the server does`() throws {
        try signIn()
        #expect(
            try files.process([.json(404, ""), .json(404, "")]).provider.signOut(user())
                == .forgotten)
        try signIn(refresh: nil)
        let (world, provider) = files.process([metadata, .json(503, "")])
        guard case .notRevoked(let error) = try provider.signOut(user()) else {
            Issue.record("revoked")
            return
        }
        #expect(error.diagnostic.message.contains("refused to revoke the token"))
        #expect(world.transport.bodies[1].hasPrefix("token=one&token_type_hint=access_token"))
        #expect(files.files.isEmpty)
    }

    // MARK: - The record

    @Test func `Every attempt is recorded, without anything secret`() throws {
        var lines: [String] = []
        func record(_ replies: [FakeTransport.Reply], now: Double) throws {
            let world = FakeWorld(replies, person: now == 1_000_000 ? FakePerson() : nil)
            world.now = now
            var observer = world.observer
            observer.acquisition = { lines.append(JSONWriter.compact($0.json)) }
            let provider = TokenProvider(
                transport: world.transport, transferOptions: .init(),
                environment: world.environment, interaction: world.person,
                store: TokenStore(files) { _ in }, observer: observer)
            _ = try? provider.token(for: user([("scope", "read")]))
        }
        let description = "AADSTS70008: expired. Trace ID: aa Correlation ID: bb Timestamp: x y"
        try record([.token("one", expiresIn: "100", refresh: "r1")], now: 1_000_000)
        try record([.token("two", expiresIn: "100", refresh: "r2")], now: 1_000_095)
        try record(
            [.json(400, #"{"error":"invalid_grant","error_description":"\#(description)"}"#)],
            now: 1_000_300)
        let common =
            #""grant":"authorization_code","host":"id.example.com","client_id":"app","owner":"collection 'Orders'","requested_scope":"read""#
        #expect(
            lines == [
                #"{"time":"1970-01-12T13:46:40.000Z","result":"acquired",\#(common),"expires_at":"1970-01-12T13:48:20.000Z","refreshable":true}"#,
                #"{"time":"1970-01-12T13:48:15.000Z","result":"refreshed",\#(common),"expires_at":"1970-01-12T13:49:55.000Z","refreshable":true}"#,
                #"{"time":"1970-01-12T13:51:40.000Z","result":"failed",\#(common),"refresh":true,"error":"invalid_grant","status":400,"error_codes":[70008],"trace_id":"aa","correlation_id":"bb"}"#,
            ])
    }
}
