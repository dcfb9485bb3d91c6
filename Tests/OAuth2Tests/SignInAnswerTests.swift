import Testing

@testable import OAuth2

@Suite struct SignInAnswerTests {
    private func pending(
        _ redirectURI: String = "https://bc.example.com/", issuer: String? = nil,
        expects: SignInRequest.Expectation = .code
    ) -> SignInRequest {
        SignInRequest(
            url: "https://id.example.com/authorize?client_id=app&state=S-1",
            redirectURI: redirectURI,
            state: "S-1", timeoutSeconds: 300, owner: "collection 'Orders'", clientID: "app",
            expects: expects, acceptsBareCode: redirectURI.hasPrefix("urn:"),
            expectedIssuer: issuer,
            appRedirectURI: nil)
    }

    @Test(arguments: [
        "https://bc.example.com/?code=C%2F1&state=S-1",
        "https://bc.example.com?code=C%2F1&state=S-1",
        "HTTPS://BC.example.com:443/?state=S-1&session_state=x&code=C%2F1",
        "https://bc.example.com/#code=C%2F1&state=S-1",
        "https://bc.example.com/?x=1#code=C%2F1&state=S-1",
        "?code=C%2F1&state=S-1", "#code=C%2F1&state=S-1", "code=C%2F1&state=S-1",
        "state=S-1&code=C%2F1&iss=https://id.example.com",
        "  \"https://bc.example.com/?code=C%2F1&state=S-1\"\r\n",
        "<https://bc.example.com/?code=C%2F1&state=S-1>",
        "“https://bc.example.com/?code=C%2F1&state=S-1”",
        "https://bc.example.com/?code=C%2\n   F1&sta\r\nte=S-1",
        "https://bc.example.com/?code=C%2F1&amp;state=S-1",
        "\u{200B}https://bc.example.com/?code=C%2F1&state=S-1\u{FEFF}",
        "https://bc.example.com/?code=C%2F1&state=S-1.",
        "https://bc.example.com/?code=C%2F1&state=S-1...",
        "https://bc.example.com/?code=C%2F1&state=S-1…",
        "https://bc.example.com/?code=C%2F1&state=S-1).",
        "https://bc.example.com/?state=S-1&code=C%2F1.",
        "(https://bc.example.com/?code=C%2F1&state=S-1),",
        "*https://bc.example.com/?code=C%2F1&state=S-1*",
        "The address: https://bc.example.com/?code=C%2F1&state=S-1",
        "> https://bc.example.com/?code=C%2F1\n> &state=S-1",
        "https://bc.example.com/?code=3DC%2F1&sta=\r\nte=3DS-1\r\n",
        "https://bc.example.com/?code=3dC%2F1&state=3dS-1",
        "https://bc.example.com/?code=C%2F=\n1&state=\nS-=\n1&session_=\nstate=x",
        "<https://bc.example.com/?code=C%2F1&state=S-1|https://bc.example.com/?code=C%2F1>",
        "[the page](https://bc.example.com/?code=C%2F1&state=S-1)",
        "https://bc.example.com/?code=C%2F1&#38;state=S-1",
        "https://eur01.safelinks.protection.outlook.com/?url="
            + "https%3A%2F%2Fbc.example.com%2F%3Fcode%3DC%252F1%26state%3DS-1&data=05",
    ])
    func readsAddressesAsPeoplePasteThem(answer: String) throws {
        #expect(try pending().verify(answer) == "C/1")
    }

    @Test(arguments: [
        ("", SignInAnswerProblem.empty), (" \n", .empty),
        ("https://bc.example.com/?code=C", .noState),
        ("https://bc.example.com/?code=C&state=S-2", .wrongState),
        ("https://bc.example.com/?code=C&state=", .wrongState),
        ("https://bc.example.com/?error=x&state=S-2", .wrongState),
        ("https://bc.example.com/", .noCode), ("https://bc.example.com/?state=S-1", .noCode),
        ("https://bc.example.com/?code=&state=S-1", .noCode),
        (
            "https://evil.example.com/?code=C&state=S-1",
            .wrongPlace(found: "https://evil.example.com/", expected: "https://bc.example.com/")
        ),
        (
            "http://bc.example.com/?code=C&state=S-1",
            .wrongPlace(found: "http://bc.example.com/", expected: "https://bc.example.com/")
        ),
        (
            "https://bc.example.com/x?code=C&state=S-1",
            .wrongPlace(found: "https://bc.example.com/x", expected: "https://bc.example.com/")
        ),
        ("https://id.example.com/authorize?client_id=app&state=S-1", .isAuthorizationURL),
        (
            "https://bc.example.com/?code=A&code=B&state=S-1",
            .repeatedParameter("code")
        ),
        ("0.AXkA-code", .bareCode),
        ("https://bc.example.com/?code=C&state=S-", .cut),
        ("https://bc.example.com/?state=S-1&code=C...", .cut),
        ("https://bc.example.com/?state=S-1&code=C…", .cut),
    ])
    func refusesOtherAddresses(answer: String, problem: SignInAnswerProblem) {
        #expect(
            failure { try pending().verify(answer) } == .unusableAnswer(problem), "\(answer)")
    }

    @Test(arguments: [
        "https://bc.example.com/#access_token=T%2F1&token_type=Bearer&state=S-1",
        "#access_token=T%2F1&state=S-1", "access_token=T%2F1&state=S-1&expires_in=60",
        "https://bc.example.com/?access_token=T%2F1&state=S-1",
        "“https://bc.example.com/#access_token=T%2\n  F1&state=S-1”",
    ])
    func readsTheTokenOfAnImplicitAnswer(answer: String) throws {
        #expect(try pending(expects: .token).verify(answer) == "T/1")
    }

    @Test(arguments: [
        ("https://bc.example.com/#access_token=T", SignInAnswerProblem.noState),
        ("https://bc.example.com/#access_token=T&state=S-2", .wrongState),
        ("https://bc.example.com/?code=C&state=S-1", .noToken),
        ("https://bc.example.com/#access_token=&state=S-1", .noToken),
        ("https://bc.example.com/", .noToken), ("T", .noToken),
        (
            "https://evil.example.com/#access_token=T&state=S-1",
            .wrongPlace(found: "https://evil.example.com/", expected: "https://bc.example.com/")
        ),
        ("https://id.example.com/authorize?client_id=app&state=S-1", .isAuthorizationURL),
    ])
    func refusesOtherAddressesForAToken(answer: String, problem: SignInAnswerProblem) {
        #expect(
            failure { try pending(expects: .token).verify(answer) } == .unusableAnswer(problem),
            "\(answer)")
    }

    @Test(arguments: [
        ("https://bc.example.com/?code=C&state=S-1", false),
        ("https://bc.example.com/?error=no&state=S-1", false),
        ("https://bc.example.com/?code=C&state=other", false),
        ("https://bc.example.com/?code=C&state=S", true), ("https://bc.example.com/?code=C", true),
        ("https://bc.example.com/?state=S-1", true), ("https://bc.exam", true), ("", true),
        ("https://bc.example.com/?state=S-1&code=C…", true),
    ])
    func knowsWhenTheEndOfAnAddressIsMissing(text: String, isIncomplete: Bool) {
        #expect(PastedAddress.isIncomplete(text, expecting: ["S-1", "T-1"]) == isIncomplete)
    }

    @Test func anErrorIsReadEvenWithoutAState() {
        let kind = failure {
            try pending().verify(
                "https://bc.example.com/?error=login_required&error_description=a+b")
        }
        guard case .refused(let refusal)? = kind else {
            Issue.record("not a refusal")
            return
        }
        #expect(refusal.error == "login_required")
        #expect(refusal.description == "a b")
        #expect(refusal.stage == .authorization)
        #expect(refusal.endpoint == "https://id.example.com/authorize")
    }

    @Test func acceptsACodeAloneIfTheServerShowsNothingElse() throws {
        #expect(try pending("urn:ietf:wg:oauth:2.0:oob").verify(" 4/abc \n") == "4/abc")
    }

    @Test(arguments: [
        ("https%3A%2F%2Fid.example.com", true), ("https%253A%252F%252Fid.example.com", true),
        ("https%3A%2F%2Fevil.example.com", false),
    ])
    func comparesTheIssuerIfItIsKnown(issuer: String, isRight: Bool) {
        let pending = pending(issuer: "https://id.example.com")
        let kind = failure {
            try pending.verify("https://bc.example.com/?code=C&state=S-1&iss=\(issuer)")
        }
        #expect((kind == nil) == isRight)
    }

    @Test(arguments: [
        ("http://127.0.0.1:5000/cb?code=C&state=S-1", true),
        ("http://127.0.0.1:5000/cb?error=access_denied&state=S-1", true),
        ("http://127.0.0.1:5000/cb?code=C&state=other", false),
        ("http://127.0.0.1:5000/cb?error=access_denied", false),
        ("http://127.0.0.1:5000/favicon.ico", false), ("", false),
    ])
    func aListenerIgnoresOtherAddresses(address: String, isAnswer: Bool) {
        #expect(pending("http://127.0.0.1:5000/cb").isAnswered(by: address) == isAnswer)
    }
}
