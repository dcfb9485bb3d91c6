import Diagnostics
import Signing
import Testing

@testable import OAuth2

@Suite struct OAuth2BlockTests {
    private func block(_ parameters: [(String, Value)]) throws -> OAuth2Block {
        try OAuth2Block(oauth2(parameters))
    }

    private func messages(_ block: AuthBlock) throws -> [String] {
        try OAuth2Block(block).warnings.map(\.message)
    }

    // MARK: - Grants

    @Test(arguments: [
        ("authorization_code", OAuth2Grant.authorizationCode),
        ("authorization_code_with_pkce", .authorizationCode), ("password", .password),
        ("password_credentials", .password), ("client_credentials", .clientCredentials),
        (" Client_Credentials ", .clientCredentials), ("refresh_token", .refreshToken),
        ("implicit", .implicit), ("device_code", .deviceCode),
    ])
    func knowsTheSpellingsOfGrants(name: String, grant: OAuth2Grant) {
        #expect(OAuth2Grant(name: name) == grant)
    }

    @Test func withoutAGrantTypeItIsTheAuthorizationCode() throws {
        #expect(try configuration(tutorial).grant == .authorizationCode)
    }

    @Test(arguments: ["saml", "urn:x", "authorization_code implicit"])
    func otherGrantsAreRefusedByName(name: String) {
        #expect(
            failure { _ = try block([("grant_type", .string(name)), ("clientId", "a")]) }
                == .unsupportedGrant(name))
    }

    @Test func theRunsGrantWinsAndLeftoversAreNotLookedAt() throws {
        let leftovers = oauth2([
            ("grant_type", "password_credentials"), ("accessTokenUrl", "https://a/t"),
            ("clientId", "app"), ("clientSecret", "s"), ("username", "{{user}}"),
            ("password", "{{password}}"), ("authUrl", "{{auth}}"), ("code_verifier", "short"),
            ("redirect_uri", "nonsense"), ("refreshTokenUrl", "{{refresh}}"),
            ("refreshToken", "{{rt}}"),
        ])
        var overrides = OAuth2Overrides()
        overrides.grant = .clientCredentials
        #expect(try configuration(leftovers, overrides).grant == .clientCredentials)
        #expect(
            failure { _ = try configuration(leftovers) }
                == .unresolvedVariable(name: "user", key: "username"))
    }

    @Test(arguments: [
        ("authorization_code", ["authUrl", "accessTokenUrl", "clientId"]),
        ("client_credentials", ["accessTokenUrl", "clientId"]),
        ("password", ["accessTokenUrl", "username"]), ("implicit", ["authUrl", "clientId"]),
    ])
    func saysWhatAGrantLacks(grant: String, keys: [String]) {
        let all: [(String, Value)] = [
            ("authUrl", "https://a/a"), ("accessTokenUrl", "https://a/t"), ("clientId", "app"),
            ("username", "u"),
        ]
        for key in keys {
            for absent in [nil, "", " "] as [String?] {
                var parameters = all.filter { $0.0 != key } + [("grant_type", .string(grant))]
                if let absent { parameters.append((key, .string(absent))) }
                #expect(
                    failure { _ = try block(parameters) }
                        == .missingParameter(key: key, grant: OAuth2Grant(name: grant)))
            }
        }
    }

    // MARK: - Forms of values

    @Test func acceptsTheFormsThatExportsHave() throws {
        let read = try configuration(
            clientCredentials([
                ("audience", .parsed(#"{"0f0e":"exampleAudience"}"#)), ("resource", "https://r"),
                ("scope", "  a\n b "), ("client_authentication", "body"),
                ("state", .parsed("null")),
                ("useBrowser", true), ("tokenName", .parsed("null")),
                (
                    "tokenRequestParams",
                    .parsed(
                        """
                        [{"key":"a","value":"1","enabled":true,"send_as":"request_url"},
                         {"key":"b","value":2,"send_as":"request_header"},
                         {"key":"c","value":true}, {"key":"c","value":"other"},
                         {"key":"d","value":"x","enabled":false}, {"key":"","value":""},
                         {"key":"scope","value":""}, {}]
                        """)
                ),
            ]))
        #expect(read.scope == "a b")
        #expect(read.client.authentication == .body)
        #expect(
            read.tokenParameters == [
                OAuth2Parameter(name: "a", value: "1", place: .url),
                OAuth2Parameter(name: "b", value: "2", place: .header),
                OAuth2Parameter(name: "c", value: "true", place: .body),
                OAuth2Parameter(name: "c", value: "other", place: .body),
                OAuth2Parameter(name: "resource", value: "https://r", place: .body),
                OAuth2Parameter(name: "audience", value: "exampleAudience", place: .body),
            ])
    }

    @Test(arguments: [("clientId", "[]"), ("accessTokenUrl", "{}"), ("tokenRequestParams", "7")])
    func refusesFormsThatSayNothing(key: String, json: String) {
        let kind = failure { _ = try OAuth2Block(clientCredentials([(key, .parsed(json))])) }
        guard case .invalidParameter(key, .wrongForm)? = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
    }

    @Test(arguments: [
        ("accessTokenUrl", "https://a/{{ tenant }}/t"), ("clientId", "{{id}}"),
        ("clientSecret", "{{s}}"), ("scope", "{{s}}/.default"), ("headerPrefix", "{{s}}"),
        ("resource", "{{s}}"),
    ])
    func namesTheVariableThatHasNoValue(key: String, text: String) {
        let kind = failure { _ = try OAuth2Block(clientCredentials([(key, .string(text))])) }
        #expect(
            kind
                == .unresolvedVariable(
                    name: text.contains("tenant") ? "tenant" : kind.name, key: key)
        )
    }

    // MARK: - The place of the token

    @Test(
        arguments: [
            ([], TokenPlacement.header(prefix: "Bearer")),
            ([("addTokenTo", "header")], .header(prefix: "Bearer")),
            ([("addTokenTo", "")], .header(prefix: "Bearer")),
            ([("headerPrefix", " Token ")], .header(prefix: "Token")),
            ([("headerPrefix", "")], .header(prefix: "")),
            ([("addTokenTo", "queryParams"), ("headerPrefix", "x")], .query),
        ] as [([(String, Value)], TokenPlacement)])
    func placesTheToken(parameters: [(String, Value)], placement: TokenPlacement) throws {
        #expect(try OAuth2Block(clientCredentials(parameters)).placement == placement)
    }

    @Test func refusesPlacesAndTypesThatItDoesNotKnow() {
        #expect(
            failure { _ = try OAuth2Block(clientCredentials([("addTokenTo", "body")])) }
                == .invalidParameter(
                    key: "addTokenTo",
                    problem: .notOneOf(["header", "queryParams"], found: "body")))
        #expect(
            failure { _ = try OAuth2Block(clientCredentials([("tokenType", "MAC")])) }
                == .unusableTokenType("MAC"))
    }

    // MARK: - Tokens that are given

    @Test func aTokenOfTheFileIsUsedWhereNoOtherCanBeHad() throws {
        guard case .given("T") = try block([("accessToken", "T")]).source else {
            Issue.record("not given")
            return
        }
        #expect(try block([("accessToken", "T")]).warnings.isEmpty)
        guard case .acquired = try OAuth2Block(clientCredentials([("accessToken", "T")])).source
        else {
            Issue.record("not acquired")
            return
        }
        let insecure: [(String, Value)] = [
            ("authUrl", "http://a/a"), ("accessTokenUrl", "https://a/t"), ("clientId", "app"),
            ("accessToken", "T"),
        ]
        #expect(try block(insecure).warnings.count == 1)
        #expect(
            failure { _ = try block([("accessToken", "{{token}}")]) }
                == .unresolvedVariable(name: "token", key: "accessToken"))
    }

    @Test func aTokenOfTheRunIsAlwaysUsed() throws {
        var overrides = OAuth2Overrides()
        overrides.accessToken = "mine"
        guard case .given("mine") = try OAuth2Block(tutorial, overrides: overrides).source else {
            Issue.record("not given")
            return
        }
    }

    @Test func theRunsSecretAndRefreshTokenReplaceTheFiles() throws {
        var overrides = OAuth2Overrides()
        overrides.clientSecret = "other"
        overrides.refreshToken = "rt"
        overrides.grant = .refreshToken
        let read = try configuration(tutorial, overrides)
        #expect(read.client.secret == "other")
        #expect(read.refresh.token == "rt")
        overrides.refreshToken = nil
        #expect(
            failure { _ = try configuration(tutorial, overrides) }
                == .missingParameter(key: "refreshToken", grant: .refreshToken))
    }

    // MARK: - Sharing

    @Test func blocksThatDifferWhereItDoesNotMatterShareAToken() throws {
        func key(_ more: [(String, Value)]) throws -> OAuth2Configuration.Key {
            try configuration(clientCredentials(more)).key
        }
        let plain = try key([])
        #expect(try key([("addTokenTo", "queryParams"), ("tokenName", "x")]) == plain)
        #expect(try key([("state", "1")]) == plain)
        #expect(try key([("accessTokenUrl", "https://ID.example.com:443/token")]) == plain)
        #expect(try key([("username", "left over"), ("authUrl", "https://x")]) == plain)
        let nonce = Value.parsed(#"[{"key":"client-request-id","value":"1"}]"#)
        #expect(try key([("tokenRequestParams", nonce)]) == plain)
        #expect(try key([("scope", "a b")]) == key([("scope", "b  a")]))
        #expect(try key([("scope", "a")]) != plain)
        #expect(try key([("clientSecret", "wrong")]) != plain)
        #expect(try key([("resource", "https://r")]) != plain)
        #expect(try key([("accessTokenUrl", "https://id.example.com/token?p=1")]) != plain)
    }

    // MARK: - Warnings

    @Test func theTutorialsBlockRaisesNoDoubt() throws {
        #expect(try OAuth2Block(tutorial).warnings.isEmpty)
        #expect(try OAuth2Block(clientCredentials()).warnings.isEmpty)
    }

    @Test func readsAliasesOnlyWhereTheKeyIsMissing() throws {
        let aliased = try OAuth2Block(
            oauth2([
                ("grantType", "client_credentials"), ("tokenUrl", "https://a/t"),
                ("clientId", "app"), ("clientAuthentication", "body"), ("callBackUrl", ""),
            ]))
        guard case .acquired(let configuration) = aliased.source else {
            Issue.record("not acquired")
            return
        }
        #expect(configuration.grant == .clientCredentials)
        #expect(configuration.tokenURL.text == "https://a/t")
        #expect(configuration.client.authentication == .body)
        #expect(
            aliased.warnings.map(\.message) == [
                "auth of collection 'Orders': 'grantType' is not a key of Postman's; "
                    + "it is read as 'grant_type'",
                "auth of collection 'Orders': 'tokenUrl' is not a key of Postman's; "
                    + "it is read as 'accessTokenUrl'",
                "auth of collection 'Orders': 'clientAuthentication' is not a key of Postman's; "
                    + "it is read as 'client_authentication'",
            ])
        #expect(
            try messages(clientCredentials([("tokenUrl", "https://other")])) == [
                "auth of collection 'Orders': 'tokenUrl' is ignored, since 'accessTokenUrl' says "
                    + "something else"
            ])
        #expect(
            try messages(clientCredentials([("tokenUrl", "https://id.example.com/token")])) == [])
    }

    @Test(
        arguments: [
            ("clientSecrets", "clientSecret"), ("accestokenurl", "accessTokenUrl"),
            ("scopes", "scope"), ("Client_Id", "clientId"), ("somethingElse", nil),
        ] as [(String, String?)])
    func namesTheLikelyKey(key: String, meant: String?) throws {
        let warning = try #require(try OAuth2Block(clientCredentials([(key, "x")])).warnings.first)
        #expect(warning.message.contains("'\(key)'"))
        #expect(warning.help == (meant.map { ["did you mean '\($0)'?"] } ?? []))
    }

    @Test(
        arguments: [
            ([("grant_type", "password"), ("username", "u")], "obsolete"),
            (
                [
                    ("accessTokenUrl", "https://a/token?resource=https://x"),
                    ("resource", "https://y"),
                ], "is overridden by"
            ),
            (
                [
                    (
                        "accessTokenUrl",
                        "https://login.microsoftonline.com/t/oauth2/v2.0/token?resource=https://x"
                    )
                ], "v2.0 endpoint, which refuses it"
            ),
            (
                [
                    ("resource", "https://x"),
                    (
                        "tokenRequestParams",
                        .parsed(#"[{"key":"resource","value":"https://y"}]"#)
                    ),
                ], "differs"
            ),
            (
                [("tokenRequestParams", .parsed(#"[{"key":"a","value":"1","send_as":"pigeon"}]"#))],
                "'send_as' is 'pigeon'"
            ),
        ] as [([(String, Value)], String)])
    func warnsOfWhatServersAnswerBadly(parameters: [(String, Value)], text: String) throws {
        let found = try messages(clientCredentials(parameters))
        #expect(found.count == 1)
        #expect(found.first?.contains(text) == true)
    }

    @Test(arguments: [
        ("https://login.salesforce.com/services/oauth2/token", false),
        ("https://api-m.paypal.com/v1/oauth2/token", false),
        ("https://api.example.com/v1.1/oauth2/token", false),
        ("https://id.example.com/default/oauth2/token", false),
        ("https://id.example.com/am/oauth2/token", false),
        ("https://login.windows.net/contoso/oauth2/token", true),
        ("https://mock.example.com/contoso.com/oauth2/token", true),
        ("https://mock.example.com/common/oauth2/token", true),
        ("https://mock.example.com/11111111-2222-3333-4444-555555555555/oauth2/token", true),
    ])
    func onlyMicrosoftsFirstGenerationWantsAResource(url: String, isMicrosoft: Bool) throws {
        let found = try messages(clientCredentials([("accessTokenUrl", .string(url))]))
        #expect(found.contains { $0.contains("v1 endpoint without 'resource'") } == isMicrosoft)
    }

    @Test func warnsOfMixedGenerationsAndOfAnotherResourceInTheOtherLeg() throws {
        let mixed = oauth2([
            ("authUrl", "https://login.windows.net/t/oauth2/authorize?resource=https://x"),
            ("accessTokenUrl", "https://login.windows.net/t/oauth2/v2.0/token"),
            ("clientId", "app"), ("redirect_uri", "https://a/"),
            ("authRequestParams", .parsed(#"[{"key":"state","value":"x"}]"#)),
        ])
        let found = try messages(mixed).map {
            $0.replacing("auth of collection 'Orders': ", with: "")
        }
        #expect(
            found == [
                "'state' in 'authRequestParams' is ignored: it is set for each sign-in",
                "client 'app' has no secret, which Entra wants for the redirect URI 'https://a/' unless "
                    + "it is registered as 'Mobile and desktop'",
                "'authUrl' is a v1 endpoint and 'accessTokenUrl' a v2.0 one",
            ])
        let differing = oauth2([
            ("authUrl", "https://login.windows.net/t/oauth2/authorize?resource=https://x"),
            ("accessTokenUrl", "https://login.windows.net/t/oauth2/token?resource=https://x/"),
            ("clientId", "app"), ("redirect_uri", "https://a/"),
        ])
        #expect(try messages(differing).first?.contains("'resource' is not the same") == true)
    }
}

extension OAuth2Error.Kind? {
    fileprivate var name: String {
        if case .unresolvedVariable(let name, _)? = self { name } else { "" }
    }
}
