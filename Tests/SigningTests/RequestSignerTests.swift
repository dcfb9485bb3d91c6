import Diagnostics
import HTTPModel
import JSON
import Testing

@testable import Authentication

@Suite struct RequestAuthorizerTests {
    private func sign(
        _ type: String, _ parameters: [(String, Value)],
        _ request: HTTPRequest = HTTPRequest(url: "https://api/x"), _ world: FakeWorld = FakeWorld()
    ) throws -> (HTTPRequest, RequestSignature) {
        var block = oauth2(parameters)
        block.type = type
        var request = request
        let authorizer = RequestAuthorizer(
            tokens: world.provider, environment: world.environment, observer: world.observer)
        let signature = try authorizer.authorize(&request, with: block)
        return (request, signature)
    }

    private let marked = HTTPRequest(
        url: "https://api/x?access_token=old&b=%7e+1",
        headers: HTTPHeaders([
            HTTPField(name: "authorization", value: "old"), HTTPField(name: "X", value: "1"),
        ]))

    @Test(
        arguments: [
            (
                [("username", "Aladdin"), ("password", "open sesame")],
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
            ),
            ([], "Og=="), ([("username", "é"), ("password", .parsed("7"))], "w6k6Nw=="),
        ] as [([(String, Value)], String)])
    func basic(parameters: [(String, Value)], encoded: String) throws {
        let (request, signature) = try sign("basic", parameters, marked)
        #expect(request.headers.values(named: "Authorization") == ["Basic " + encoded])
        #expect(request.headers.fields.map(\.name) == ["X", "Authorization"])
        #expect(request.url == marked.url)
        #expect(signature.headerNames == ["Authorization"])
    }

    @Test func bearer() throws {
        let world = FakeWorld()
        let (request, _) = try sign("bearer", [("token", "t0ken")], marked, world)
        #expect(request.headers.values(named: "Authorization") == ["Bearer t0ken"])
        #expect(world.secrets == ["t0ken"])
        #expect(world.notes.isEmpty)
    }

    @Test(arguments: [
        ("bearer", ["token"]), ("apikey", ["key", "value"]), ("digest", ["username"]),
        ("hawk", ["authId", "authKey"]), ("oauth1", ["consumerKey", "consumerSecret"]),
        ("awsv4", ["accessKey", "secretKey"]), ("ntlm", ["username"]),
        ("edgegrid", ["clientSecret", "clientToken", "accessToken"]), ("jwt", ["secret"]),
        ("asap", ["kid", "privateKey"]),
    ])
    func withoutWhatATypeNeedsNothingIsSigned(type: String, needed: [String]) {
        for key in needed {
            let others = needed.filter { $0 != key }.map { ($0, Value.string("given")) }
            #expect(
                failure { _ = try sign(type, others, marked) }
                    == .emptyParameter(key: key, type: type))
            #expect(
                failure { _ = try sign(type, others + [(key, "{{ name }}")], marked) }
                    == .unresolvedVariable(name: "name", key: key))
        }
    }

    @Test func aLineBreakInATokenIsAnError() {
        #expect(
            failure { _ = try sign("bearer", [("token", "t\n")]) }
                == .controlCharacterInCredential(parameter: "token"))
    }

    @Test func apiKeyInAHeader() throws {
        let (request, signature) = try sign("apikey", [("key", "x"), ("value", "v")], marked)
        #expect(
            request.headers.fields == [
                HTTPField(name: "authorization", value: "old"), HTTPField(name: "x", value: "v"),
            ])
        #expect(signature.headerNames == ["x"])
    }

    @Test func apiKeyInTheQuery() throws {
        let (request, signature) = try sign(
            "apikey", [("key", "Access_Token"), ("value", "a+b/c==&d"), ("in", "query")],
            HTTPRequest(url: "https://api/x?Access_Token=old&b=%7e+1"))
        #expect(request.url == "https://api/x?b=%7e+1&Access_Token=a+b/c==%26d")
        #expect(signature.queryNames == ["access_token"])
    }

    @Test func noauthDoesNothing() throws {
        let (request, _) = try sign("noauth", [], marked)
        #expect(request == marked)
    }

    @Test(arguments: ["", "Basic", "magic"])
    func whatIsNoTypeIsAnError(type: String) {
        #expect(failure { _ = try sign(type, []) } == .unknownScheme(type))
    }

    @Test(
        arguments: [
            ([], "Bearer T"), ([("headerPrefix", "")], "T"),
            ([("headerPrefix", " Token ")], "Token T"),
        ] as [([(String, Value)], String)])
    func tokenInTheHeader(parameters: [(String, Value)], expected: String) throws {
        let (request, signature) = try sign("oauth2", [("accessToken", "T")] + parameters, marked)
        #expect(request.headers.values(named: "Authorization") == [expected])
        #expect(request.url == "https://api/x?b=%7e+1")
        #expect(signature.headerNames == ["Authorization"])
        #expect(signature.managedToken == nil)
    }

    @Test func tokenInTheQuery() throws {
        let (request, signature) = try sign(
            "oauth2", [("accessToken", "a/b"), ("addTokenTo", "queryParams")], marked)
        #expect(request.url == "https://api/x?b=%7e+1&access_token=a%2Fb")
        #expect(!request.headers.contains("Authorization"))
        #expect(signature.queryNames == ["access_token"])
    }

    @Test func withoutATokenTheRequestIsNotTouched() throws {
        let world = FakeWorld([.refusal(401, "invalid_client")])
        let authorizer = RequestAuthorizer(
            tokens: world.provider, environment: world.environment, observer: world.observer)
        var request = marked
        #expect(
            failure { _ = try authorizer.authorize(&request, with: clientCredentials()) } != nil)
        #expect(request == marked)
    }

    @Test func preparingGetsTheTokenThatTheRequestsShare() throws {
        let world = FakeWorld([.token("one")])
        let authorizer = RequestAuthorizer(
            tokens: world.provider, environment: world.environment, observer: world.observer)
        let block = clientCredentials([("scopes", "typo")])
        try authorizer.prepare(block)
        try authorizer.prepare(AuthorizationParameters(type: "bearer"))
        var request = HTTPRequest(url: "https://api/x")
        let signature = try authorizer.authorize(&request, with: block)
        #expect(request.headers["Authorization"] == "Bearer one")
        #expect(world.transport.requests.count == 1)
        #expect(signature.managedToken?.accessToken == "one")
        let warnings = world.notes.filter { if case .warning = $0 { true } else { false } }
        #expect(warnings.count == 1)
    }

    private func answer(
        _ authorizer: RequestAuthorizer, _ status: Int, _ headers: [(String, String)] = [],
        url: String = "https://api/x", isReplay: Bool = false
    ) throws -> Bool {
        var request = HTTPRequest(url: "https://api/x")
        let signature = try authorizer.authorize(&request, with: clientCredentials())
        let fields = headers.map { HTTPField(name: $0.0, value: $0.1) }
        let response = HTTPResponse(status: status, headers: HTTPHeaders(fields))
        return try authorizer.isChallenged(
            by: HTTPExchange(request: HTTPRequest(url: url), response: response), to: request,
            signature, isReplay: isReplay)
    }

    @Test func aRefusedTokenIsReplacedOnce() throws {
        let world = FakeWorld([.token("one"), .token("two"), .token("three")])
        let authorizer = RequestAuthorizer(
            tokens: world.provider, environment: world.environment, observer: world.observer)
        #expect(try !answer(authorizer, 200))
        #expect(try !answer(authorizer, 403))
        #expect(try !answer(authorizer, 401, url: "https://evil/x"))
        #expect(world.transport.requests.count == 1)
        let scope = [("WWW-Authenticate", "Bearer error=\"invalid_token\"")]
        #expect(try answer(authorizer, 403, scope))
        #expect(try !answer(authorizer, 200, isReplay: true))
        #expect(try answer(authorizer, 401))
        // The new one is refused as well: it was not the token.
        #expect(try !answer(authorizer, 401, isReplay: true))
        #expect(try !answer(authorizer, 401))
        #expect(world.transport.requests.count == 3)
        #expect(
            world.notes.filter { if case .refused = $0 { true } else { false } }.map(
                \.diagnostic.message) == [
                    "a token of collection 'Orders' was refused with 403; the request is sent again "
                        + "with a new one",
                    "a token of collection 'Orders' was refused with 401; the request is sent again "
                        + "with a new one",
                ])
    }

    @Test func overridesReachTheBlock() throws {
        let world = FakeWorld([.token("one")])
        var overrides = OAuth2Overrides()
        overrides.grant = .clientCredentials
        let authorizer = RequestAuthorizer(
            tokens: world.provider, environment: world.environment, overrides: overrides,
            observer: world.observer)
        try authorizer.prepare(tutorial)
        #expect(world.transport.bodies == ["grant_type=client_credentials"])
    }
}
