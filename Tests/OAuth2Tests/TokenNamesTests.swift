import Diagnostics
import HTTPModel
import JSON
import Signing
import Testing
import TextEncoding

@testable import OAuth2

/// The names that people know tokens by, and warnings about the wrong token (issue 14).
@Suite struct TokenNamesTests {
    private let files = FakeTokenFiles()
    private let tenant = "11111111-2222-3333-4444-555555555555"

    private func process(
        _ replies: [FakeTransport.Reply] = [], use: TokenUse, person: FakePerson? = FakePerson()
    ) -> (FakeWorld, TokenProvider) {
        let world = FakeWorld(replies, person: person)
        let provider = TokenProvider(
            transport: world.transport, transferOptions: .init(), environment: world.environment,
            interaction: person, store: TokenStore(files) { _ in }, use: use,
            observer: world.observer)
        return (world, provider)
    }

    private func user(_ overrides: OAuth2Overrides = OAuth2Overrides()) throws
        -> OAuth2Configuration
    {
        let login = "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0"
        return try configuration(
            oauth2([
                ("authUrl", .string(login + "/authorize")),
                ("accessTokenUrl", .string(login + "/token")), ("clientId", "app"),
                ("clientSecret", "s3cret"), ("redirect_uri", "http://localhost/cb"),
            ]), overrides)
    }

    private func token(_ claims: String) -> FakeTransport.Reply {
        .token("e30." + Base64.encodeURLSafe(Array(claims.utf8)) + ".x", refresh: "r")
    }

    private func warnings(_ world: FakeWorld) -> [String] {
        world.notes.map(\.diagnostic).filter { $0.severity == .warning }.map(\.message)
    }

    private var stored: StoredToken? {
        TokenStore(files) { _ in }.tokens().first?.token
    }

    @Test func aTokenKnowsEveryCollectionAndEnvironmentThatUsesIt() throws {
        let uses = [
            TokenUse(collection: "Orders", environment: "contoso"),
            TokenUse(collection: "Orders", environment: "contoso"),
            TokenUse(collection: "Items"),
        ]
        for (index, use) in uses.enumerated() {
            let (_, provider) = process(index == 0 ? [.token("one", refresh: "r")] : [], use: use)
            _ = try provider.token(for: user())
        }
        #expect(stored?.uses == [uses[0], uses[2]])
        #expect(stored?.uses.map(\.text) == ["'Orders' with 'contoso'", "'Items'"])
        #expect(stored?.identity.tenant == tenant)
    }

    @Test func theRecordNamesTenantCollectionAndEnvironment() throws {
        var lines: [String] = []
        let world = FakeWorld([.token("one")], person: FakePerson())
        var observer = world.observer
        observer.acquisition = { lines.append(JSONWriter.compact($0.json)) }
        let provider = TokenProvider(
            transport: world.transport, transferOptions: .init(), environment: world.environment,
            interaction: world.person,
            use: TokenUse(collection: "Orders", environment: "contoso"), observer: observer)
        _ = try provider.token(for: user())
        #expect(
            lines[0].contains(
                #""collection":"Orders","environment":"contoso","tenant":"\#(tenant)""#))
    }

    @Test(arguments: [
        (#"{"tid":"99999999-2222-3333-4444-555555555555"}"#, true),
        (#"{"tid":"11111111-2222-3333-4444-555555555555"}"#, false), (#"{"tid":"x"}"#, false),
        ("{}", false),
    ])
    func aTokenOfAnotherTenantIsReported(claims: String, isOther: Bool) throws {
        let (world, provider) = process([token(claims)], use: TokenUse())
        _ = try provider.token(for: user())
        #expect(warnings(world).contains { $0.contains("is for the tenant '99999999") } == isOther)
    }

    @Test func theAccountAndThePromptAreSuggestedToTheServer() throws {
        var overrides = OAuth2Overrides()
        overrides.loginHint = "anna@contoso.com"
        overrides.prompt = "select_account"
        let (world, provider) = process([token(#"{"upn":"bob@contoso.com"}"#)], use: TokenUse())
        _ = try provider.token(for: user(overrides))
        let url = try #require(world.person?.pending.first?.url)
        #expect(url.contains("&login_hint=anna%40contoso.com&prompt=select_account"))
        #expect(warnings(world).contains { $0.contains("is of 'bob@contoso.com', not of 'anna@") })
        // Runs without the options use the same token.
        let (_, later) = process(use: TokenUse(), person: nil)
        #expect(try later.token(for: user()).refreshToken == "r")
    }

    @Test(arguments: [
        (#"{"exp":999999}"#, "expired at 1970-01-12"), (#"{"exp":1000001}"#, nil),
        (#"{"tid":"99999999-2222-3333-4444-555555555555"}"#, "but the URLs name '11111111"),
        (#"{"tid":"11111111-2222-3333-4444-555555555555"}"#, nil),
    ])
    func aGivenTokenThatIsExpiredOrOfAnotherTenantIsReported(
        claims: String, warning: String?
    ) throws {
        let world = FakeWorld()
        var overrides = OAuth2Overrides()
        overrides.accessToken = "e30." + Base64.encodeURLSafe(Array(claims.utf8)) + ".x"
        let tokens = world.tokens(overrides)
        let url = "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token"
        let block = oauth2([("accessTokenUrl", .string(url)), ("clientId", "app")])
        for _ in 1...2 { try tokens.obtain(block) }
        #expect(warnings(world).count == (warning == nil ? 0 : 1))
        if let warning { #expect(warnings(world).first?.contains(warning) == true) }
    }

    @Test(arguments: [("https://businesscentral.dynamics.com/", 1), ("http://localhost/", 0)])
    func aMissingSecretIsReportedBeforeTheSignIn(redirectURI: String, count: Int) throws {
        let login = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0"
        let block = oauth2([
            ("authUrl", .string(login + "/authorize")),
            ("accessTokenUrl", .string(login + "/token")), ("clientId", "app"),
            ("redirect_uri", .string(redirectURI)),
        ])
        let found = try OAuth2Block(block).warnings.filter { $0.message.contains("no secret") }
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.help[0].contains("--client-secret env:NAME") })
    }

    @Test(arguments: ["typed", nil])
    func aPersonAtATerminalIsAskedForTheSecret(typed: String?) throws {
        let person = FakePerson()
        person.typedSecret = typed
        let world = FakeWorld([.token("one")], person: person)
        var block = tutorial
        block.parameters["clientSecret"] = .string("")
        block.parameters["client_authentication"] = .string("body")
        block.emptyVariables = ["clientSecret": "secret"]
        let kind = failure { try world.tokens().obtain(block) }
        if typed == nil {
            #expect(kind == .emptyVariable(name: "secret", key: "clientSecret"))
            #expect(person.pending.isEmpty)
        } else {
            #expect(world.transport.bodies[0].contains("client_secret=typed"))
            #expect(world.secrets.contains("typed"))
        }
    }

    @Test func anEmptyVariableInTheSecretIsAnErrorBeforeTheSignIn() throws {
        var block = tutorial
        block.parameters["clientSecret"] = .string("")
        block.emptyVariables = ["clientSecret": "secret"]
        let read = failure { _ = try OAuth2Block(block) }
        #expect(read == .emptyVariable(name: "secret", key: "clientSecret"))
        let help = OAuth2Error(.emptyVariable(name: "secret", key: "clientSecret")).diagnostic.help
        #expect(help[0].contains("--client-secret env:NAME"))
        var overrides = OAuth2Overrides()
        overrides.clientSecret = "given"
        _ = try OAuth2Block(block, overrides: overrides)
    }
}
