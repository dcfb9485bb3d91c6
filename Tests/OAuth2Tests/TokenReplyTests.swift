import HTTPModel
import Testing
import TextEncoding

@testable import OAuth2

@Suite struct TokenReplyTests {
    private func token(_ body: String, status: Int = 200) throws -> OAuth2Token? {
        try TokenReply(HTTPResponse(status: status, body: Array(body.utf8)))
            .token(requestedAt: 1000, endpoint: "https://id.example.com/token")
    }

    private static func jwt(_ claims: String) -> String {
        "eyJhbGciOiJub25lIn0." + Base64.encodeURLSafe(Array(claims.utf8)) + ".sig"
    }

    @Test(
        arguments: [
            (#"{"access_token":"t","expires_in":3600}"#, 4600),
            (#"{"access_token":"t","expires_in":"3599"}"#, 4599),
            (#"{"access_token":"t","expires_in":" 3599.5 "}"#, 4599.5),
            (#"{"access_token":"t","expires_in":3.6e3}"#, 4600),
            (#"{"access_token":"t","expires_in":"soon","expires_on":"5000"}"#, 5000),
            (#"{"access_token":"t","expires_in":null,"expires_at":5001}"#, 5001),
            (#"{"access_token":"t","expires_at":1700000000000}"#, 1_700_000_000),
            (#"{"access_token":"t","expires_on":"999"}"#, nil),
            (#"{"access_token":"\#(Self.jwt(#"{"exp":999}"#))"}"#, nil),
            (#"{"access_token":"t","expires_in":0}"#, nil), (#"{"access_token":"t"}"#, nil),
            (#"{"access_token":"a.b.c"}"#, nil),
            (#"{"access_token":"\#(Self.jwt(#"{"exp":7000}"#))"}"#, 7000),
            (#"{"access_token":"\#(Self.jwt(#"{"exp":7000}"#))","expires_in":60}"#, 1060),
            ("access_token=t&expires_in=60&token_type=bearer", 1060),
        ] as [(String, Double?)])
    func findsWhenATokenExpires(body: String, expiresAt: Double?) throws {
        let token = try #require(try token(body))
        #expect(token.expiresAt == expiresAt)
        #expect(token.obtainedAt == 1000)
    }

    @Test func readsTheVersion1Reply() throws {
        let token = try #require(
            try token(
                #"{"token_type":"Bearer","scope":"user_impersonation","expires_in":"3599","#
                    + #""ext_expires_in":"3599","expires_on":"1","not_before":"1","#
                    + #""resource":"https://api","access_token":"at","refresh_token":"rt","#
                    + #""id_token":"it"}"#))
        #expect(token.accessToken == "at")
        #expect(token.refreshToken == "rt")
        #expect(token.idToken == "it")
        #expect(token.scope == "user_impersonation")
        #expect(token.expiresAt == 4599)
    }

    @Test(arguments: [
        ("<html>sign in</html>", TokenReplyProblem.unreadable), ("", .unreadable),
        ("{", .unreadable), ("{}", .noAccessToken), (#"{"access_token":""}"#, .noAccessToken),
        (#"{"access_token":7}"#, .noAccessToken), ("a=b", .noAccessToken),
        (#"{"access_token":"a\r\nX: y"}"#, .malformedAccessToken),
        (#"{"id_token":"i"}"#, .onlyIDToken),
    ])
    func aReplyWithoutAUsableTokenIsAnError(body: String, problem: TokenReplyProblem) {
        #expect(
            failure { _ = try token(body) }
                == .unusableTokenReply(
                    endpoint: "https://id.example.com/token", status: 200, problem: problem))
    }

    @Test func aTokenOfAnotherTypeIsRefused() {
        #expect(
            failure { _ = try token(#"{"access_token":"t","token_type":"MAC"}"#) }
                == .unusableTokenType("MAC"))
    }

    @Test(arguments: [
        (200, #"{"error":"bad_verification_code"}"#), (200, "error=bad_verification_code"),
        (400, #"{"access_token":"t"}"#), (403, ""), (500, "<html>"),
    ])
    func whatIsARefusal(status: Int, body: String) throws {
        #expect(try token(body, status: status) == nil)
    }

    private func refusal(_ status: Int, _ body: String, _ retry: String? = nil) -> OAuth2Refusal {
        let headers = HTTPHeaders(retry.map { [HTTPField(name: "retry-after", value: $0)] } ?? [])
        return TokenReply(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
            .refusal(of: form, sent: SentParameters([("grant_type", "x")], clientID: ""), now: 0)
    }

    private let form: TokenForm

    init() throws {
        form = TokenForm(
            endpoint: try EndpointURL("https://id.example.com/token", key: ""),
            stage: .token(.clientCredentials), extras: [])
    }

    @Test func readsEntrasRefusal() {
        let refusal = refusal(
            401,
            #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret "#
                + #"provided. AADSTS70002: x.\r\nTrace ID: 11\r\nCorrelation ID: 22\r\nTimestamp: "#
                + #"2026-08-01 10:00:00Z","error_codes":[7000215],"timestamp":"then","#
                + #""trace_id":"33","correlation_id":"44","error_uri":"https://e/1"}"#)
        #expect(refusal.error == "invalid_client")
        #expect(
            refusal.description
                == "AADSTS7000215: Invalid client secret provided. AADSTS70002: x.")
        #expect(refusal.numbers == [7_000_215])
        #expect(refusal.traceID == "33")
        #expect(refusal.correlationID == "44")
        #expect(refusal.timestamp == "then")
        #expect(refusal.uri == "https://e/1")
    }

    @Test func takesNumbersAndIDsFromTheTextWhereTheyAreNowhereElse() {
        let refusal = refusal(
            400,
            #"{"error":"invalid_grant","error_description":"AADSTS70002: a. AADSTS50126: b.\r\n"#
                + #"Trace ID: 11\r\nCorrelation ID: 22\r\nTimestamp: 2026-08-01 10:00:00Z"}"#)
        #expect(refusal.numbers == [70002, 50126])
        #expect(refusal.traceID == "11")
        #expect(refusal.correlationID == "22")
        #expect(refusal.timestamp == "2026-08-01 10:00:00Z")
    }

    @Test(arguments: [(403, ""), (500, "<h1></h1>"), (400, "[]"), (400, "\u{0}")])
    func aRefusalWithoutAUsableBodyHasAStatusOnly(status: Int, body: String) {
        let refusal = refusal(status, body)
        #expect(refusal.error == nil)
        #expect(refusal.description == nil)
        #expect(refusal.status == status)
    }

    @Test func readsTheShapeOfAnAPIsError() {
        let refusal = refusal(
            401, #"{"error":{"code":"Authentication_InvalidCredentials","message":"no"}}"#)
        #expect(refusal.error == "Authentication_InvalidCredentials")
        #expect(refusal.description == "no")
    }

    /// The members of other servers, and the beginning of what is not understood.
    @Test(arguments: [
        (
            #"{"errorCode":"E0000011","errorSummary":"Invalid token provided"}"#,
            "E0000011: Invalid token provided"
        ),
        (#"{"title":"Forbidden","detail":"no such client"}"#, "no such client"),
        (#"{"errors":[{"message":"no such client"}]}"#, "no such client"),
        (#"{"errors":["no such client"]}"#, "no such client"),
        (
            #"{"fault":{"faultstring":"Bad client","detail":{"errorcode":"oauth.v2.Bad"}}}"#,
            "oauth.v2.Bad: Bad client"
        ),
        ("no healthy upstream", "no healthy upstream"), ("<h1>Oops</h1>", "Oops"),
        ("<html><title>Blocked</title><body>x</body></html>", "Blocked"),
        ("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "AccessDenied"),
        (
            #"{"ok": false, "client_secret": "abcdef", "note": "x"}"#,
            #"{"ok": false, "client_secret": "******", "note": "x"}"#
        ),
    ])
    func whatOtherServersSayIsShown(body: String, description: String) {
        let refusal = refusal(400, body)
        #expect(refusal.error == nil)
        #expect(refusal.description == description)
        #expect(!refusal.endsSignIn)
    }

    @Test func onlyAPageIsOne() {
        #expect(refusal(403, "\n<!DOCTYPE html>\n<HTML><p>no").body == .page)
        #expect(refusal(403, "<Error>no</Error>").body == .other)
        #expect(refusal(403, " \n").body == .empty)
    }

    @Test func apigeesCodeIsOneOfTheRFCs() {
        let refusal = refusal(400, #"{"ErrorCode":"invalid_request","Error":"Client Id required"}"#)
        #expect(refusal.error == "invalid_request")
        #expect(refusal.description == "Client Id required")
    }

    @Test(arguments: [
        (429, "", true), (503, "", true), (500, #"{"error":"invalid_grant"}"#, true),
        (400, #"{"error":"temporarily_unavailable"}"#, true),
        (400, #"{"error":"invalid_grant"}"#, false), (401, "", false),
    ])
    func knowsWhatMayPass(status: Int, body: String, isTransient: Bool) {
        #expect(refusal(status, body).isTransient == isTransient)
    }

    @Test func readsRetryAfter() {
        #expect(refusal(429, "", "7").retryAfterSeconds == 7)
        #expect(refusal(429, "", "Thu, 01 Jan 1970 00:02:00 GMT").retryAfterSeconds == 120)
        #expect(refusal(429, "", "soon").retryAfterSeconds == nil)
    }
}
