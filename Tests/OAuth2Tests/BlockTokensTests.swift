import Diagnostics
import HTTPModel
import JSON
import Signing
import Testing

@testable import OAuth2

@Suite struct BlockTokensTests {
    private func sign(
        _ parameters: [(String, Value)], _ request: HTTPRequest
    ) throws -> (HTTPRequest, RequestSignature, ManagedToken?) {
        var request = request
        let (signature, token) = try FakeWorld().tokens().sign(&request, with: oauth2(parameters))
        return (request, signature, token)
    }

    private let marked = HTTPRequest(
        url: "https://api/x?access_token=old&b=%7e+1",
        headers: HTTPHeaders([
            HTTPField(name: "authorization", value: "old"), HTTPField(name: "X", value: "1"),
        ]))

    @Test(
        arguments: [
            ([], "Bearer T"), ([("headerPrefix", "")], "T"),
            ([("headerPrefix", " Token ")], "Token T"),
        ] as [([(String, Value)], String)])
    func tokenInTheHeader(parameters: [(String, Value)], expected: String) throws {
        let (request, signature, token) = try sign([("accessToken", "T")] + parameters, marked)
        #expect(request.headers.values(named: "Authorization") == [expected])
        #expect(request.url == "https://api/x?b=%7e+1")
        #expect(signature.headerNames == ["Authorization"])
        #expect(token == nil)
    }

    @Test func tokenInTheQuery() throws {
        let (request, signature, _) = try sign(
            [("accessToken", "a/b"), ("addTokenTo", "queryParams")], marked)
        #expect(request.url == "https://api/x?b=%7e+1&access_token=a%2Fb")
        #expect(!request.headers.contains("Authorization"))
        #expect(signature.queryNames == ["access_token"])
    }

    @Test func aLineBreakInATokenIsAnError() {
        #expect(
            failure { _ = try sign([("accessToken", "a\nb")], marked) }
                == .signing(SigningError(.controlCharacterInCredential(parameter: "accessToken"))))
    }

    @Test func aRequestWithoutATokenIsNotChanged() throws {
        let tokens = FakeWorld([.refusal(401, "invalid_client")]).tokens()
        var request = marked
        #expect(failure { _ = try tokens.sign(&request, with: clientCredentials()) } != nil)
        #expect(request == marked)
    }

    @Test func aTokenThatIsObtainedBeforeIsShared() throws {
        let world = FakeWorld([.token("one")])
        let tokens = world.tokens()
        let block = clientCredentials([("scopes", "typo")])
        try tokens.obtain(block)
        var request = HTTPRequest(url: "https://api/x")
        let (_, token) = try tokens.sign(&request, with: block)
        #expect(request.headers["Authorization"] == "Bearer one")
        #expect(world.transport.requests.count == 1)
        #expect(token?.accessToken == "one")
        let warnings = world.notes.filter { if case .warning = $0 { true } else { false } }
        #expect(warnings.count == 1)
    }

    private func answer(
        _ tokens: BlockTokens, _ status: Int, _ headers: [(String, String)] = [],
        isReplay: Bool = false
    ) throws -> Bool {
        var request = HTTPRequest(url: "https://api/x")
        let (_, token) = try tokens.sign(&request, with: clientCredentials())
        let fields = headers.map { HTTPField(name: $0.0, value: $0.1) }
        let response = HTTPResponse(status: status, headers: HTTPHeaders(fields))
        return tokens.isRefused(try #require(token), by: response, isReplay: isReplay)
    }

    @Test func aRefusedTokenIsReplacedOnce() throws {
        let world = FakeWorld([.token("one"), .token("two"), .token("three")])
        let tokens = world.tokens()
        #expect(try !answer(tokens, 200))
        #expect(try !answer(tokens, 403))
        #expect(world.transport.requests.count == 1)
        let scope = [("WWW-Authenticate", "Bearer error=\"invalid_token\"")]
        #expect(try answer(tokens, 403, scope))
        #expect(try !answer(tokens, 200, isReplay: true))
        #expect(try answer(tokens, 401))
        // The new one is refused as well: it was not the token.
        #expect(try !answer(tokens, 401, isReplay: true))
        #expect(try !answer(tokens, 401))
        #expect(world.transport.requests.count == 3)
        #expect(
            world.notes.filter { if case .refused = $0 { true } else { false } }.map(
                \.diagnostic.message) == [
                    "a token of collection 'Orders' was refused with 403; Posthaste obtains a new "
                        + "one and sends the request again",
                    "a token of collection 'Orders' was refused with 401; Posthaste obtains a new "
                        + "one and sends the request again",
                ])
    }

    @Test func overridesReachTheBlock() throws {
        let world = FakeWorld([.token("one")])
        var overrides = OAuth2Overrides()
        overrides.grant = .clientCredentials
        try world.tokens(overrides).obtain(tutorial)
        #expect(world.transport.bodies == ["grant_type=client_credentials"])
    }
}
