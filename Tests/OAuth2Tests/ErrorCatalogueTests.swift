import Diagnostics
import HTTPModel
import Testing

@testable import OAuth2

/// Every row of the catalogues, as a user reads it: what happened, the likely cause, what to
/// change.
@Suite struct ErrorCatalogueTests {
    /// What an endpoint answered to the tutorials' kind of block, in the words that are printed.
    private func diagnostic(
        _ body: String, status: Int = 400, grant: OAuth2Grant = .clientCredentials,
        headers: [(String, String)] = []
    ) throws -> Diagnostic {
        var overrides = OAuth2Overrides()
        overrides.grant = grant
        overrides.refreshToken = grant == .refreshToken ? "rt" : nil
        overrides.assertion = grant == .jwtBearer ? .supplied(name: "env:X") : nil
        let block = oauth2([
            ("authUrl", "https://login.windows.net/contoso.com/oauth2/authorize"),
            ("accessTokenUrl", "https://login.windows.net/contoso.com/oauth2/token"),
            ("clientId", "app"), ("clientSecret", "s3cret"), ("scope", "read write"),
            ("resource", "https://api"), ("redirect_uri", "https://bc.example.com/"),
            ("username", "u"), ("password", "p4ssword"),
        ])
        let replies = Array(
            repeating: FakeTransport.Reply.json(status, body, headers: headers), count: 3)
        let device = FakeTransport.Reply.json(
            200,
            #"{"device_code":"d","user_code":"u","verification_uri":"https://d","interval":1}"#)
        let world = FakeWorld(
            grant == .deviceCode ? [device] + replies : replies, person: FakePerson())
        world.grantAssertion = "the-token"
        do {
            _ = try world.provider.token(for: configuration(block, overrides))
        } catch let error as OAuth2Error {
            return error.diagnostic
        }
        throw OAuth2Error(.unsupportedGrant("there was no error"))
    }

    // MARK: - The codes of OAuth 2.0

    @Test(
        arguments: [
            (
                "invalid_request", .clientCredentials, "missing, repeated",
                "parameters sent: grant_type"
            ),
            ("invalid_client", .clientCredentials, "wrong place", "'client_authentication'"),
            ("invalid_client", .clientCredentials, "id or secret", "sent was 'clientId' 'app'"),
            ("invalid_grant", .authorizationCode, "code is expired", "within a minute"),
            ("invalid_grant", .refreshToken, "refresh token is expired", "posthaste auth login"),
            ("invalid_grant", .password, "user name or password", "MFA"),
            ("unauthorized_client", .clientCredentials, "may not use", "app registration"),
            ("unsupported_grant_type", .clientCredentials, "not offer", "--oauth2-grant"),
            ("unsupported_response_type", .clientCredentials, "not offer", "'grant_type'"),
            ("invalid_scope", .clientCredentials, "scope", "sent was 'scope' 'read write'"),
            ("invalid_target", .clientCredentials, "resource", "sent was 'resource' 'https://api'"),
            ("invalid_resource", .clientCredentials, "resource", "App ID URI"),
            ("access_denied", .authorizationCode, "said no", "administrator"),
            ("access_denied", .clientCredentials, "may not have", "permission"),
            ("invalid_grant", .clientCredentials, "act for itself", "'client_credentials'"),
            ("invalid_grant", .deviceCode, "device code", "start again"),
            ("bad_verification_code", .authorizationCode, "the code is expired", "sign in again"),
            ("invalid_code", .authorizationCode, "the code is expired", "sign in again"),
            ("bad_refresh_token", .refreshToken, "refresh token is expired", "auth login"),
            ("incorrect_client_credentials", .clientCredentials, "secret", "--client-secret"),
            (
                "redirect_uri_mismatch", .authorizationCode, "registered",
                "sent was the redirect URI 'https://bc.example.com/'"
            ),
            ("interaction_required", .clientCredentials, "a person", "client credentials"),
            ("login_required", .authorizationCode, "signed in", "posthaste auth login"),
            (
                "consent_required", .authorizationCode, "consented",
                "https://login.windows.net/contoso.com/adminconsent?client_id=app"
            ),
            ("account_selection_required", .authorizationCode, "account", "'--login-hint USER'"),
            ("expired_token", .deviceCode, "expired", "start again"),
            ("authorization_declined", .deviceCode, "declined", "accept"),
            ("bad_verification_code", .deviceCode, "device code", "start again"),
            ("invalid_token", .clientCredentials, "audience", "'resource' or 'scope'"),
            ("insufficient_scope", .clientCredentials, "lacks", "'scope'"),
            ("use_dpop_nonce", .clientCredentials, "DPoP", "--dpop"),
            ("invalid_dpop_proof", .clientCredentials, "DPoP", "bearer"),
            ("server_error", .clientCredentials, "failed", "later"),
            ("temporarily_unavailable", .clientCredentials, "overloaded", "later"),
        ] as [(String, OAuth2Grant, String, String)])
    func everyCodeSaysWhyAndWhatToChange(
        code: String, grant: OAuth2Grant, cause: String, fix: String
    ) throws {
        let found = try diagnostic(#"{"error":"\#(code)"}"#, grant: grant)
        #expect(found.message.contains(code))
        #expect(found.help.contains { $0.hasPrefix("likely cause: ") && $0.contains(cause) })
        #expect(found.help.contains { $0.contains(fix) }, "\(found.help)")
        check(found)
    }

    /// A device sign-in goes on at these; elsewhere they are answers like others.
    @Test(arguments: ["authorization_pending", "slow_down"])
    func waitingIsExplainedWhereItEndsARequest(code: String) throws {
        check(try diagnostic(#"{"error":"\#(code)"}"#))
        let refusal = OAuth2Refusal(stage: .token(.deviceCode), endpoint: "", error: code)
        #expect(refusal.help.count == 2)
    }

    @Test(
        arguments: [
            (401, .clientCredentials, "client id or secret"),
            (403, .clientCredentials, "client id or secret"),
            (400, .refreshToken, "refresh token is expired"),
            (404, .clientCredentials, "no token endpoint"),
            (405, .clientCredentials, "no token endpoint"),
            (429, .clientCredentials, "overloaded"), (503, .clientCredentials, "server failed"),
        ] as [(Int, OAuth2Grant, String)])
    func aStatusWithoutAWordIsExplainedToo(
        status: Int, grant: OAuth2Grant, cause: String
    ) throws {
        let found = try diagnostic("", status: status, grant: grant)
        #expect(found.help.contains { $0.hasPrefix("likely cause: ") && $0.contains(cause) })
        check(found)
    }

    @Test func keycloaksWordForAWrongSecretIsExplainedAsOne() throws {
        let reply =
            #"{"error":"unauthorized_client","error_description":"Invalid client or Invalid client"#
            + #" credentials"}"#
        let found = try diagnostic(reply, status: 401)
        #expect(found.help.contains { $0.contains("client id or secret is wrong") })
        check(found)
        let disabled =
            #"{"error":"unauthorized_client","error_description":"Client not enabled to retrieve"#
            + #" service account"}"#
        let unlisted =
            #"{"error":"unauthorized_client","error_description":"Grant type 'client_credentials'"#
            + #" not allowed for the client."}"#
        for (reply, status) in [(disabled, 401), (unlisted, 403)] {
            let other = try diagnostic(reply, status: status)
            #expect(other.help.contains { $0.contains("may not use this grant") })
        }
    }

    @Test(arguments: [OAuth2Grant.clientCredentials, .refreshToken, .password])
    func auth0sWordForAWrongSecretIsExplainedAsOne(grant: OAuth2Grant) throws {
        let reply = #"{"error":"access_denied","error_description":"Unauthorized"}"#
        let found = try diagnostic(reply, status: 401, grant: grant)
        #expect(found.help.contains { $0.contains("client id or secret is wrong") })
        check(found)
    }

    /// What servers with words of their own respond, and what follows from it.
    @Test(
        arguments: [
            (
                400, #"{"status":"BAD_AUTH_CODE","message":"missing or unknown auth code"}"#,
                .authorizationCode, "BAD_AUTH_CODE: missing or unknown auth code", "the code is"
            ),
            (
                400, #"{"status":"BAD_CLIENT_ID","message":"missing or unknown client id"}"#,
                .clientCredentials, "BAD_CLIENT_ID: missing or unknown client id", "wrong place"
            ),
            (
                400, #"{"status":400,"message":"invalid client"}"#, .clientCredentials,
                "status 400, invalid client", "client id or secret is wrong"
            ),
            (
                400, #"{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid"}"#,
                .refreshToken, "BAD_REFRESH_TOKEN: missing or invalid", "refresh token is expired"
            ),
            (
                400,
                #"{"error":{"message":"Bad URL","type":"OAuthException","code":191}}"#,
                .authorizationCode, "OAuthException 191: Bad URL", "registered"
            ),
            (
                400, #"{"error":{"message":"Bad secret.","type":"OAuthException","code":1}}"#,
                .clientCredentials, "status 400, Bad secret", "client id or secret is wrong"
            ),
            (
                401, #"{"error_description":"access_denied","error":"server_error"}"#, .password,
                "server_error: access_denied", "user name or password"
            ),
            (
                401, #"{"error_description":"access_denied","error":"server_error"}"#,
                .clientCredentials, "server_error: access_denied", "client id or secret is wrong"
            ),
            (
                401,
                #"{"error":{"message":"User Not Authenticated","detail":"Required to provide Auth"#
                    + #" information"},"status":"failure"}"#, .clientCredentials,
                "User Not Authenticated: Required to provide Auth information", "client id"
            ),
            (
                403, #"{"errors":[{"code":99,"message":"Unable to verify your credentials"}]}"#,
                .clientCredentials, "Unable to verify your credentials", "client id or secret"
            ),
            (
                400,
                #"{"error":"invalid_request","error_description":"Value passed for the "#
                    + #"authorization code was invalid."}"#, .authorizationCode, "was invalid",
                "the code is"
            ),
            (
                400, #"{"reason":"Invalid Token!","error":"invalid_request"}"#, .refreshToken,
                "invalid_request: Invalid Token!", "refresh token is expired"
            ),
            (
                400, #"{"reason":"Redirect uri mismatch","error":"invalid_request"}"#,
                .authorizationCode, "invalid_request: Redirect uri mismatch", "redirect URI"
            ),
            (
                400, #"{"error":"unauthorized_client","error_description":"Client is wrong"}"#,
                .jwtBearer, "unauthorized_client: Client is wrong", "this subject"
            ),
            (
                200, #"{"ok":false,"error":"bad_client_secret"}"#, .clientCredentials,
                "bad_client_secret", "client id or secret is wrong"
            ),
            (404, #"{"errors":"Not Found"}"#, .clientCredentials, "Not Found", "no token endpoint"),
        ] as [(Int, String, OAuth2Grant, String, String)])
    func theWordsOfServersAreExplained(
        status: Int, body: String, grant: OAuth2Grant, words: String, cause: String
    ) throws {
        let found = try diagnostic(body, status: status, grant: grant)
        #expect(found.message.hasSuffix(words), "\(found.message)")
        #expect(
            found.help.contains { $0.hasPrefix("likely cause: ") && $0.contains(cause) },
            "\(found.help)")
        check(found)
    }

    @Test func anAddressWithoutATokenEndpointIsExplainedWhateverItsWords() throws {
        let found = try diagnostic(#"{"error":"Realm does not exist"}"#, status: 404)
        #expect(found.message.hasSuffix("status 404, Realm does not exist"))
        #expect(found.help.contains { $0.contains("no token endpoint") })
    }

    @Test(arguments: ["Attention Required!", "Access Denied"])
    func aPageInTheWayIsNotAWrongSecret(title: String) throws {
        let page = "<html><head><title>\(title)</title></head><body>no</body></html>"
        let found = try diagnostic(page, status: 403)
        #expect(found.message.hasSuffix("status 403, \(title)"))
        #expect(found.help.contains { $0.contains("proxy or firewall") })
        check(found)
    }

    @Test(arguments: [("60", "60 s"), ("3600", "60 minutes"), ("3601", "61 minutes")])
    func aTimeThatIsTooLongToWaitForIsShown(header: String, text: String) throws {
        let found = try diagnostic(
            "", status: 429, headers: [("Retry-After", header)])
        #expect(found.help.contains("the server takes requests again in \(text)"))
        check(found)
    }

    @Test func aServerThatRefusesTheProofIsNotAskedForOne() throws {
        var overrides = OAuth2Overrides()
        overrides.usesDPoP = true
        let refusal = FakeTransport.Reply.refusal(400, "use_dpop_nonce")
        let world = FakeWorld([refusal, refusal])
        do {
            _ = try world.provider.token(for: configuration(clientCredentials(), overrides))
            Issue.record("no error")
        } catch let error as OAuth2Error {
            #expect(!error.diagnostic.help.contains { $0.contains("--dpop") })
            #expect(error.diagnostic.help.contains { $0.contains("clock") })
        }
    }

    // MARK: - Entra's numbers

    /// The numbers of the reference (§6.2), row by row, with a word of the cause and of the fix.
    static let rows: [(numbers: [Int], cause: String, fix: String)] = [
        ([50011], "redirect URI", "app registration"),
        ([900971], "redirect URI", "app registration"),
        ([700016, 700011], "not known in this tenant", "'app' to the tenant 'contoso.com'"),
        ([70001, 7_000_112], "disabled", "administrator"),
        ([7_000_215, 70002], "secret is wrong", "'Value'"),
        ([7_000_222], "expired", "new secret"),
        ([7_000_218], "neither secret nor assertion", "'--client-secret env:NAME'"),
        ([700025], "public", "'clientSecret'"),
        ([700027, 50012, 700030], "certificate", "'--client-certificate'"),
        ([70021, 700211, 700212, 700213], "federated", "issuer, subject and audience"),
        ([65001], "consented", "https://login.windows.net/contoso.com/adminconsent?client_id=app"),
        ([65004], "declined", "consent"),
        ([90094, 90095, 650056, 65005], "administrator", "/adminconsent?client_id=app"),
        ([650057], "API permissions", "Business Central"),
        ([500011, 50001, 650052], "resource", "sent was 'resource' 'https://api'"),
        ([70011, 28002, 28003, 28000, 700022, 700023], "scope", "sent was 'scope' 'read write'"),
        ([901002, 9_010_010], "v2.0", "v1 endpoints"),
        ([9_002_313, 900144, 90014, 90100], "malformed", "parameters sent: grant_type"),
        ([90002, 90019, 50059, 50128], "tenant", "tenant of the URL is 'contoso.com'"),
        ([50194], "one tenant", "'accessTokenUrl'"),
        ([9_001_023, 90124, 90130], "'/common'", "'accessTokenUrl'"),
        ([90038, 900382, 900432], "national cloud", "login host"),
        ([50020, 50034, 51004, 16000, 90072, 50014], "account", "guest"),
        ([50105], "not assigned", "assign"),
        ([50126], "password", "'username'"), ([50056], "password", "another grant"),
        ([50055], "expired", "new password"), ([50053], "locked", "wait"),
        ([50057], "disabled", "administrator"),
        ([50076, 50079, 50072, 50074, 50078, 50158], "multi-factor", "client credentials"),
        (
            [53000, 53001, 53003, 530032, 530035, 50005, 50131], "conditional access",
            "administrator"
        ),
        ([50058], "signed in", "browser"), ([54005], "redeemed", "sign in again"),
        (
            [70008, 700082, 70043, 50173, 50132, 50133, 700084, 50089], "refresh token",
            "posthaste auth login"
        ),
        ([700005], "another tenant", "same tenant"),
        ([501481, 50147, 501491], "sign-in", "sign in again"),
        ([9_002_325, 9_002_326, 9_002_327], "SPA", "'Mobile and desktop'"),
        ([70016, 70018, 70019, 90120, 50134], "device code", "start again"),
        ([50196], "too often", "'--token-cache DIR'"),
        ([90055, 90033, 90006, 90024, 50087, 90012], "throttled", "later"),
        ([650053], "scope", "sent was 'scope' 'read write'"),
        ([1_002_016], "TLS", "upgrade"),
    ]

    @Test(arguments: rows.indices)
    func everyNumberSaysWhyAndWhatToChange(row: Int) throws {
        let (numbers, cause, fix) = Self.rows[row]
        for number in numbers {
            let text =
                "AADSTS\(number): Something. Trace ID: t-1 Correlation ID: c-1 Timestamp: then"
            let found = try diagnostic(
                #"{"error":"entra_error","error_description":"\#(text)","error_codes":[\#(number)],"#
                    + #""trace_id":"t-1","correlation_id":"c-1","timestamp":"2026-08-01 10:00:00Z"}"#
            )
            #expect(found.message.hasSuffix("entra_error: AADSTS\(number): Something"))
            let first = try #require(found.help.first)
            #expect(first.hasPrefix("AADSTS\(number): ") && first.contains(cause), "\(first)")
            #expect(found.help.dropFirst().contains { $0.contains(fix) }, "\(found.help)")
            #expect(
                found.help.last == "for the administrator: trace id t-1, correlation id c-1, "
                    + "at 2026-08-01 10:00:00Z")
            check(found)
        }
    }

    @Test func theTableIsWhole() {
        let tested = Self.rows.flatMap(\.numbers).sorted()
        #expect(tested == EntraCatalogue.entries.flatMap(\.numbers).sorted())
    }

    // MARK: - What messages show of the request

    @Test func aMismatchNamesTheRedirectURIThatWasSent() throws {
        let found = try diagnostic(
            #"{"error":"invalid_grant","error_codes":[50011]}"#, grant: .authorizationCode)
        #expect(found.help.contains("sent was the redirect URI 'https://bc.example.com/'"))
    }

    @Test func aFederatedMismatchTellsTheAssertionsClaims() throws {
        // {"iss":"https://ci","sub":"repo:a/b","aud":["api://X"]}
        let claims = "eyJpc3MiOiJodHRwczovL2NpIiwic3ViIjoicmVwbzphL2IiLCJhdWQiOlsiYXBpOi8vWCJdfQ"
        let reply = #"{"error":"invalid_client","error_codes":[700213]}"#
        let world = FakeWorld([.json(401, reply)])
        world.assertions = ["e30.\(claims).signature"]
        var overrides = OAuth2Overrides()
        overrides.clientAssertion = .supplied(name: "env:TOKEN")
        do {
            _ = try world.provider.token(for: configuration(clientCredentials(), overrides))
            Issue.record("no error")
        } catch let error as OAuth2Error {
            #expect(
                error.diagnostic.help.contains(
                    "the assertion has the issuer 'https://ci', the subject 'repo:a/b' and the "
                        + "audience 'api://X'"))
        }
    }

    @Test func aSignInThatIsRefusedIsExplainedByWhatWasSent() throws {
        let person = FakePerson {
            "\($0.redirectURI)?error=invalid_scope&error_description=AADSTS70011:+Bad&state="
                + $0.state
        }
        let world = FakeWorld(person: person)
        let block = oauth2([
            ("authUrl", "https://id.example.com/a"), ("accessTokenUrl", "https://id.example.com/t"),
            ("clientId", "app"), ("scope", "<bad>"), ("redirect_uri", "https://bc.example.com/"),
        ])
        do {
            _ = try world.provider.token(for: configuration(block))
            Issue.record("no error")
        } catch let error as OAuth2Error {
            #expect(error.diagnostic.help.contains("sent was 'scope' '‹bad›'"))
        }
    }

    /// What holds for all: a cause and a fix, in the style of messages, and no secret.
    private func check(_ diagnostic: Diagnostic) {
        #expect(diagnostic.help.count >= 2)
        for text in [diagnostic.message] + diagnostic.help {
            #expect(!text.isEmpty && !text.hasSuffix(".") && !text.contains("{"), "\(text)")
            #expect(!text.contains("s3cret") && !text.contains("p4ssword"))
        }
    }
}
