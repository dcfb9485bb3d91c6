import HTTPModel
import Signing
import Testing

@testable import OAuth2

/// The bytes of token requests.
@Suite struct TokenFormTests {
    private func form(_ more: [(String, Value)]) throws -> (String, String, String?) {
        let configuration = try configuration(clientCredentials(more))
        let request = ClientCredentialsGrant.tokenForm(configuration)
            .request(client: configuration.client, encoding: .form)
        return (request.url, request.bodyText, request.headers["Authorization"])
    }

    private let resource = Value.parsed(#"[{"key":"resource","value":"https://p"}]"#)

    @Test func clientCredentialsInTheHeader() throws {
        let (url, body, authorization) = try form([("scope", "a b")])
        #expect(url == "https://id.example.com/token")
        #expect(body == "grant_type=client_credentials&scope=a+b")
        #expect(authorization == "Basic YXBwOnMzY3JldA==")
    }

    @Test func clientCredentialsInTheBody() throws {
        let (_, body, authorization) = try form([("client_authentication", "body")])
        #expect(body == "grant_type=client_credentials&client_id=app&client_secret=s3cret")
        #expect(authorization == nil)
    }

    @Test func aPublicClientOnlyNamesItself() throws {
        let (_, body, authorization) = try form([("clientSecret", "")])
        #expect(body == "grant_type=client_credentials&client_id=app")
        #expect(authorization == nil)
    }

    @Test func anAssertionTakesTheSecretsPlace() throws {
        let parameters = Value.parsed(
            #"[{"key":"client_assertion_type","value":"t"},{"key":"client_assertion","value":"j"}]"#
        )
        let (_, body, authorization) = try form([("tokenRequestParams", parameters)])
        #expect(
            body == "grant_type=client_credentials&client_id=app&client_assertion_type=t"
                + "&client_assertion=j")
        #expect(authorization == nil)
    }

    @Test func credentialsAreFormEncodedBeforeBase64() {
        let client = OAuth2Client(
            id: "a:b", secret: "a+b/c=d:e%7E~&f", authentication: .header)
        #expect(
            ClientAuthentication.basic(client, .form)
                == BasicScheme.encode(user: "a%3Ab", password: "a%2Bb%2Fc%3Dd%3Ae%257E~%26f"))
        #expect(
            ClientAuthentication.basic(client, .raw)
                == BasicScheme.encode(user: "a:b", password: "a+b/c=d:e%7E~&f"))
        #expect(ClientAuthentication.encodingMatters(client))
        let plain = OAuth2Client(id: "app", secret: "a~b-c.d_e", authentication: .header)
        #expect(!ClientAuthentication.encodingMatters(plain))
    }

    /// Query, older key and parameter may each carry it; on the wire it stands once.
    @Test func resourceIsSentOnceWhateverCarriesIt() throws {
        let query = ("accessTokenUrl", Value("https://a/t?x=%7e&resource=https://q"))
        var sent = try form([query])
        #expect(sent.0 == "https://a/t?x=%7e&resource=https://q")
        #expect(!sent.1.contains("resource"))
        sent = try form([query, ("resource", "https://k")])
        #expect(sent.0 == "https://a/t?x=%7e")
        #expect(sent.1 == "grant_type=client_credentials&resource=https%3A%2F%2Fk")
        sent = try form([query, ("resource", "https://k"), ("tokenRequestParams", resource)])
        #expect(sent.0 == "https://a/t?x=%7e")
        #expect(sent.1 == "grant_type=client_credentials&resource=https%3A%2F%2Fp")
        let inURL = Value.parsed(
            #"[{"key":"resource","value":"https://q","send_as":"request_url"}]"#)
        sent = try form([query, ("tokenRequestParams", inURL)])
        #expect(sent.0 == "https://a/t?x=%7e&resource=https://q")
        #expect(!sent.1.contains("resource"))
    }

    @Test func ownParametersWinOverTheFieldsOfTheirName() throws {
        let parameters = Value.parsed(
            """
            [{"key":"scope","value":"s"},{"key":"grant_type","value":"urn:x"},
             {"key":"X-Tenant","value":"t","send_as":"request_header"},
             {"key":"tag","value":"1"},{"key":"tag","value":"2"}]
            """)
        let configuration = try configuration(
            clientCredentials([("scope", "ignored"), ("tokenRequestParams", parameters)]))
        let request = ClientCredentialsGrant.tokenForm(configuration)
            .request(client: configuration.client, encoding: .form)
        #expect(request.bodyText == "scope=s&grant_type=urn%3Ax&tag=1&tag=2")
        #expect(request.headers["x-tenant"] == "t")
    }

    @Test func secretsAmongOwnParametersAreSecretToo() throws {
        let parameters = Value.parsed(
            #"[{"key":"client_assertion","value":"jwt"},{"key":"tag","value":"open"}]"#)
        let configuration = try configuration(
            clientCredentials([
                ("tokenRequestParams", parameters),
                ("accessTokenUrl", "https://a/t?client_secret=hidden"),
            ]))
        #expect(ClientCredentialsGrant.tokenForm(configuration).allSecrets == ["jwt", "hidden"])
    }

    @Test func theCodeCannotBeReplaced() throws {
        let configuration = try configuration(clientCredentials())
        var form = TokenForm(
            endpoint: configuration.tokenURL, stage: .token(.authorizationCode),
            extras: [OAuth2Parameter(name: "code", value: "evil", place: .body)])
        form.fields = [("grant_type", "authorization_code"), ("code", "good")]
        let body = form.request(client: configuration.client, encoding: .form).bodyText
        #expect(body == "grant_type=authorization_code&code=good")
    }

    @Test func passwordsAreSentAsTheyAre() throws {
        let configuration = try configuration(
            clientCredentials([
                ("grant_type", "password_credentials"), ("username", "u@example.com"),
                ("password", " p&ss "), ("scope", "a"),
            ]))
        guard case .password(let username, let password) = configuration.flow else {
            Issue.record("not the password grant")
            return
        }
        let form = PasswordGrant.tokenForm(configuration, username: username, password: password)
        #expect(
            form.request(client: configuration.client, encoding: .form).bodyText
                == "grant_type=password&username=u%40example.com&password=+p%26ss+&scope=a")
        #expect(form.secrets == [" p&ss "])
    }

    @Test func refreshingNamesTheResourceAgainAndTheClientToo() throws {
        var overrides = OAuth2Overrides()
        overrides.grant = .refreshToken
        overrides.refreshToken = "rt"
        let configuration = try configuration(
            clientCredentials([
                ("tokenRequestParams", resource), ("scope", "ignored"),
                ("refreshTokenUrl", "https://id.example.com/refresh"),
                ("refreshRequestParams", .parsed(#"[{"key":"x","value":"1"}]"#)),
            ]), overrides)
        let request = RefreshGrant.tokenForm(configuration, refreshToken: "rt")
            .request(client: configuration.client, encoding: .form)
        #expect(request.url == "https://id.example.com/refresh")
        #expect(
            request.bodyText == "grant_type=refresh_token&refresh_token=rt&client_id=app&x=1"
                + "&resource=https%3A%2F%2Fp")
        #expect(request.headers["Authorization"] == "Basic YXBwOnMzY3JldA==")
    }

    @Test func withoutARefreshURLTheTokenURLIsUsedWithItsQuery() throws {
        var overrides = OAuth2Overrides()
        overrides.grant = .refreshToken
        overrides.refreshToken = "rt"
        let configuration = try configuration(tutorial, overrides)
        let request = RefreshGrant.tokenForm(configuration, refreshToken: "rt")
            .request(client: configuration.client, encoding: .form)
        #expect(
            request.url == "https://login.windows.net/contoso.com/oauth2/token"
                + "?resource=https://api.businesscentral.dynamics.com")
        #expect(!request.bodyText.contains("resource"))
    }
}
