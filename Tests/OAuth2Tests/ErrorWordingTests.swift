import Cryptography
import Diagnostics
import HTTPModel
import Signing
import Testing

@testable import OAuth2

@Suite struct ErrorWordingTests {
    private func refusal(
        _ error: String?, _ description: String? = nil, status: Int = 400,
        stage: OAuth2Refusal.Stage = .token(.clientCredentials)
    ) -> OAuth2Refusal {
        OAuth2Refusal(
            stage: stage, endpoint: "https://id.example.com/token", status: status, error: error,
            description: description)
    }

    @Test func aRefusalSaysWhatHappenedWhyAndWhatToChange() {
        let refusal = refusal(
            "invalid_client",
            "AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: aa\r\n"
                + "Correlation ID: bb\r\nTimestamp: 2026-08-01 10:00:00Z", status: 401)
        let error = OAuth2Error(.refused(refusal), owner: "collection 'Orders'")
        #expect(
            error.diagnostic.message == "authorization of collection 'Orders': "
                + "https://id.example.com/token refused a token for grant 'client_credentials': "
                + "status 401, invalid_client: AADSTS7000222: The provided client secret keys are "
                + "expired")
        #expect(
            error.diagnostic.help == [
                "AADSTS7000222: the client secret has expired",
                "an owner of the app registration must create a new secret; give it with "
                    + "'--client-secret env:NAME'",
                "for the administrator: trace id aa, correlation id bb, at 2026-08-01 10:00:00Z",
            ])
    }

    /// The words of HubSpot, Shopify, X and of servers with code and explanation in one text.
    @Test(
        arguments: [
            ("MISMATCH_REDIRECT_URI_AUTH_CODE", nil, 400, "redirect URI is not"),
            ("application_cannot_be_found", nil, 400, "client id or secret is wrong"),
            ("shop_not_permitted", nil, 400, "may not use this grant"),
            ("unauthorized_client", "Missing valid authorization header", 401, "wrong place"),
            ("invalid_client: Bad id", nil, 400, "client id or secret is wrong"),
            (nil, "invalid_scope: no such scope", 400, "a scope is unknown"),
        ] as [(String?, String?, Int, String)])
    func wordsOfServersHaveACause(
        error: String?, description: String?, status: Int, cause: String
    ) {
        let help = refusal(error, description, status: status).help
        #expect(
            help.first?.hasPrefix("likely cause: ") == true
                && help.first?.contains(cause) == true, "\(help)")
    }

    @Test func anUnknownNumberLeadsToMicrosoftsPage() {
        let help = refusal("invalid_grant", "AADSTS123456: Something new.").help
        #expect(
            help.contains { $0.contains("https://login.microsoftonline.com/error?code=123456") })
        #expect(help.first?.hasPrefix("likely cause") == true)
    }

    @Test(arguments: [
        (OAuth2Refusal.Stage.refresh, "runs side by side"), (.token(.password), "MFA"),
        (.token(.authorizationCode), "finish within"),
    ])
    func invalidGrantMeansAnotherThingInEachPlace(stage: OAuth2Refusal.Stage, text: String) {
        #expect(refusal("invalid_grant", stage: stage).help.contains { $0.contains(text) })
    }

    @Test func aRefusedQueryIsExplained() {
        var refusal = refusal("invalid_request", "URL query parameters are not allowed")
        refusal.sent.names = ["grant_type", "client_secret"]
        #expect(refusal.help.first?.contains("tokenRequestParams") == true)
        #expect(refusal.help.contains("parameters sent: grant_type, client_secret"))
    }

    @Test func aRefusalWithoutAWordIsStillExplained() {
        #expect(refusal(nil, status: 403).message.hasSuffix("status 403, no reason given"))
        #expect(refusal(nil, status: 403).help.first?.contains("client id or secret") == true)
    }

    @Test func whatServersSayIsMadeHarmless() {
        #expect(
            ShownText.harmless("a\u{1B}[31m\u{202E}<script>\r\n\t b\u{0}", limit: 100)
                == "a [31m‹script› b")
        #expect(ShownText.harmless("abcdef", limit: 3) == "abc…")
    }

    @Test func everyNumberIsListedOnce() {
        let numbers = EntraCatalogue.entries.flatMap(\.numbers)
        #expect(numbers.count == Set(numbers).count)
        #expect(EntraCatalogue.entry(50011)?.fix.contains("register exactly") == true)
        #expect(EntraCatalogue.entry(1) == nil)
    }

    @Test func whoNeedsAPerson() {
        #expect(OAuth2Error(.refused(refusal("interaction_required"))).needsPerson)
        #expect(!OAuth2Error(.refused(refusal("invalid_client"))).needsPerson)
        #expect(OAuth2Error(.signInCancelled).needsPerson)
    }

    @Test func aTimeOutNamesTheRedirectURIsThatMayBeRegistered() {
        let timeout = SignInTimeout(
            redirectURI: "http://localhost:1/cb", seconds: 300,
            appRedirectURI: "https://oauth.pstmn.io/v1/callback")
        let diagnostic = OAuth2Error(.signInTimedOut(timeout)).diagnostic
        #expect(diagnostic.message == "authorization: nobody signed in within 300 s")
        #expect(diagnostic.help[0].contains("'http://localhost:1/cb'"))
        #expect(diagnostic.help[1].contains("'https://oauth.pstmn.io/v1/callback'"))
    }

    @Test func aTokenURLThatMovedIsToBeWrittenIntoTheBlock() {
        let error = TransportError(.redirect, "redirect to another origin", url: "")
        let diagnostic = OAuth2Error(.unreachable(endpoint: "https://a", error)).diagnostic
        #expect(diagnostic.message.contains("https://a redirects elsewhere"))
        #expect(diagnostic.help.contains { $0.contains("'accessTokenUrl'") })
    }

    @Test func aResponseOfAnotherServerIsNotToBePastedAgain() {
        let problem = SignInAnswerProblem.wrongIssuer(found: "https://a", expected: "https://b")
        let help = OAuth2Error(.unusableAnswer(problem)).diagnostic.help
        #expect(help.count == 1 && help[0].contains("'authUrl'") && !help[0].contains("paste"))
    }

    /// Style: lower case, one phrase, no period; and never empty.
    @Test(arguments: [
        OAuth2Error.Kind.missingParameter(key: "clientId", grant: .password),
        .missingParameter(key: "refreshToken", grant: .refreshToken),
        .unresolvedVariable(name: "v", key: "clientId"),
        .signing(SigningError(.controlCharacterInCredential(parameter: "accessToken"))),
        .invalidParameter(key: "authUrl", problem: .notAbsoluteURL("x")),
        .severalClients(
            option: "--client-secret", key: "clientSecret",
            clients: ["'a' at https://a", "'b' at b"]),
        .unsupportedGrant("saml"), .insecureAddress(key: "authUrl", host: "h"),
        .redirectNeedsPort(redirectURI: "http://localhost"), .unusableTokenType("mac"),
        .needsPerson(SignInNeed(grant: .authorizationCode, obstacle: "no terminal")),
        .noAssertion(source: "file:a", reason: "it is empty"), .codeNotEntered(seconds: 300),
        .noDeviceEndpoint(tokenEndpoint: "https://a"),
        .signInCancelled, .signInFailed("port 1 is taken"), .unusableAnswer(.noState),
        .unusableAnswer(.noToken), .unusableAnswer(.cut), .unknownAnswer, .linkExpired,
        .answersOther(owner: "collection 'Shop'"), .noSignInLink(.deviceCode),
        .noSignInLink(.implicit), .noSignInLink(.clientCredentials),
        .unusableAnswer(.noIssuer(expected: "https://a")), .noIDToken(endpoint: "https://a"),
        .unusableMetadata(issuer: "https://a", problem: .missing),
        .unusableMetadata(issuer: "https://a", problem: .ofOther("https://b")),
        .emptyVariable(name: "v", key: "clientSecret"),
        .missingParameter(key: "assertion", grant: .jwtBearer),
        .invalidParameter(key: "key.json", problem: .notServiceAccount),
        .invalidParameter(key: "redirect_uri", problem: .postedElsewhere),
        .unusableAnswer(.wrongPlace(found: "a", expected: "b")),
        .unreachable(endpoint: "https://a", TransportError(.timedOut, "too slow", url: "")),
        .unreachable(endpoint: "https://a", TransportError(.redirect, "to b", url: "")),
        .unusableAnswer(.wrongIssuer(found: "https://a", expected: "https://b")),
        .unusableTokenReply(endpoint: "https://a", status: 200, problem: .noAccessToken),
        .unusableTokenReply(endpoint: "https://a", status: 200, problem: .onlyIDToken),
    ])
    func everyErrorHasWords(kind: OAuth2Error.Kind) {
        let diagnostic = OAuth2Error(kind, owner: "request 'Get'").diagnostic
        #expect(diagnostic.message.hasPrefix("authorization of request 'Get': "))
        #expect(diagnostic.message.count > 45)
        #expect(!diagnostic.message.hasSuffix("."))
        #expect(diagnostic.help.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
    }
}
