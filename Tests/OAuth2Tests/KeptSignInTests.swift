import Diagnostics
import HTTPModel
import JSON
import Testing

@testable import OAuth2

/// Which errors cost a sign-in, and which keep it (issue 14).
@Suite struct KeptSignInTests {
    /// What a server responds, and whether a stored sign-in is kept afterwards, or a code.
    struct Row: CustomTestStringConvertible {
        let name: String
        let reply: FakeTransport.Reply
        let isKept: Bool
        var keepsCode: Bool?

        var isCodeKept: Bool { keepsCode ?? isKept }

        var testDescription: String { name }

        static func refused(
            _ status: Int, _ error: String, _ description: String = "no", isKept: Bool,
            keepsCode: Bool? = nil
        ) -> Row {
            let json = #"{"error":"\#(error)","error_description":"\#(description)"}"#
            return Row(
                name: "\(status) \(error) \(description)", reply: .json(status, json),
                isKept: isKept, keepsCode: keepsCode)
        }
    }

    static let rows: [Row] = [
        .refused(400, "invalid_grant", isKept: false),
        .refused(400, "invalid_grant", "AADSTS70008: expired.", isKept: false),
        .refused(400, "interaction_required", "AADSTS50076: MFA.", isKept: false),
        .refused(400, "login_required", isKept: false),
        .refused(400, "consent_required", isKept: false),
        .refused(400, "account_selection_required", isKept: false),
        Row(name: "400 without a body", reply: .json(400, ""), isKept: false),
        .refused(401, "invalid_client", "AADSTS7000215: wrong.", isKept: true),
        .refused(401, "invalid_client", "AADSTS7000218: missing.", isKept: true),
        .refused(401, "invalid_client", "AADSTS7000222: expired.", isKept: true),
        .refused(400, "invalid_grant", "AADSTS7000222: expired.", isKept: true),
        .refused(400, "invalid_client", isKept: true),
        .refused(400, "unauthorized_client", isKept: true),
        .refused(400, "invalid_scope", isKept: true, keepsCode: false),
        .refused(400, "invalid_request", isKept: true, keepsCode: false),
        .refused(400, "invalid_resource", isKept: true, keepsCode: false),
        .refused(200, "bad_verification_code", isKept: true, keepsCode: false),
        .refused(400, "redirect_uri_mismatch", isKept: true, keepsCode: false),
        .refused(200, "incorrect_client_credentials", isKept: true),
        .refused(200, "bad_refresh_token", isKept: false),
        .refused(200, "invalid_refresh_token", isKept: false),
        Row(
            name: "Slack's invalid_code",
            reply: .json(200, #"{"ok":false,"error":"invalid_code"}"#), isKept: true,
            keepsCode: false),
        Row(
            name: "HubSpot's word for a refresh token",
            reply: .json(400, #"{"status":"BAD_REFRESH_TOKEN","message":"no"}"#), isKept: false),
        .refused(401, "server_error", "access_denied", isKept: true),
        Row(
            name: "200 with a number",
            reply: .json(200, #"{"errcode":40029,"errmsg":"invalid code"}"#), isKept: true,
            keepsCode: false),
        Row(name: "400 with a page", reply: .json(400, "<html>Bad Request</html>"), isKept: true),
        Row(name: "400 with XML", reply: .json(400, "<Error><Code>1</Code></Error>"), isKept: true),
        Row(
            name: "400 with an API's error",
            reply: .json(400, #"{"error":{"code":400,"message":"no"}}"#), isKept: true),
        .refused(429, "temporarily_unavailable", isKept: true),
        .refused(500, "server_error", isKept: true),
        .refused(503, "temporarily_unavailable", isKept: true),
        Row(name: "401 without a body", reply: .json(401, ""), isKept: true),
        Row(name: "404 with a page", reply: .json(404, "<html>"), isKept: true),
        Row(name: "200 with a page", reply: .json(200, "<html>"), isKept: true),
        Row(
            name: "no connection",
            reply: .failure(TransportError(.connectionRefused, "refused", url: "")), isKept: true),
        Row(
            name: "a timeout", reply: .failure(TransportError(.timedOut, "too slow", url: "")),
            isKept: true),
    ]

    private let files = FakeTokenFiles()

    private func process(
        _ replies: [FakeTransport.Reply] = [], person: FakePerson? = nil, now: Double = 1_000_000
    ) -> TokenProvider {
        let world = FakeWorld(replies, person: person)
        world.now = now
        return TokenProvider(
            transport: world.transport, transferOptions: .init(), environment: world.environment,
            interaction: person, store: TokenStore(files) { world.notes.append(.warning($0)) },
            observer: world.observer)
    }

    /// The settings; the secret is another one after it was corrected.
    private func user(
        secret: String = "s3cret", redirectURI: String = "http://127.0.0.1/cb"
    ) throws -> OAuth2Configuration {
        try configuration(
            oauth2([
                ("authUrl", "https://id.example.com/authorize"),
                ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
                ("clientSecret", .string(secret)), ("client_authentication", "body"),
                ("redirect_uri", .string(redirectURI)),
            ]))
    }

    private func error(_ body: () throws -> Void) throws -> OAuth2Error {
        do {
            try body()
        } catch let error as OAuth2Error {
            return error
        }
        throw OAuth2Error(.signInFailed("nothing failed"))
    }

    /// The same reply to each repetition of a request that may be repeated.
    private func replies(_ row: Row) -> [FakeTransport.Reply] {
        [row.reply, row.reply, row.reply]
    }

    @Test(arguments: rows)
    func aStoredRefreshToken(row: Row) throws {
        _ = try process(
            [.token("one", expiresIn: "10", refresh: "r1")], person: FakePerson()
        ).token(for: user())
        let failed = try error {
            _ = try process(replies(row), now: 1_002_000).token(for: user())
        }
        let help = failed.diagnostic.help
        #expect(help.contains("your sign-in is kept") == row.isKept, "\(help)")
        let later = process([.token("two")], now: 1_003_000)
        if row.isKept {
            #expect(try later.token(for: user(secret: "right")).accessToken == "two")
        } else {
            #expect(try error { _ = try later.token(for: user()) }.needsPerson)
        }
    }

    @Test(arguments: rows)
    func aSignInAtALink(row: Row) throws {
        let request = try process().start(user(), lifetimeSeconds: 900).request
        let answer = "\(request.redirectURI)?code=the-code&state=\(request.state)"
        _ = try error { _ = try process(replies(row)).finish(answer, for: [user()]) }
        let later = process([.token("two")])
        let configuration = try user(secret: "right")
        if row.isCodeKept {
            #expect(try later.finish(answer, for: [configuration]).1.accessToken == "two")
            #expect(files.files.keys.allSatisfy { !$0.hasPrefix("pending-") })
        } else {
            let failed = try error { _ = try later.finish(answer, for: [configuration]) }
            #expect(failed.kind == .unknownAnswer)
        }
    }

    @Test(arguments: rows)
    func aSignInAtABrowser(row: Row) throws {
        let failed = try error {
            _ = try process(replies(row), person: FakePerson()).token(for: user())
        }
        #expect(
            failed.diagnostic.help.contains { $0.hasPrefix("your sign-in is kept") }
                == row.isCodeKept)
        let later = process([.token("two")])
        if row.isCodeKept {
            #expect(try later.token(for: user(secret: "right")).accessToken == "two")
            #expect(files.files.keys.allSatisfy { !$0.hasPrefix("pending-") })
        } else {
            #expect(try error { _ = try later.token(for: user()) }.needsPerson)
        }
    }

    /// A server that does not name the client as the cause may have used the code.
    @Test(arguments: [
        FakeTransport.Reply.json(401, ""), .json(400, "<html>"), .json(200, "<html>"),
    ])
    func aCodeThatIsRefusedTwiceLeadsToANewSignIn(reply: FakeTransport.Reply) throws {
        _ = try error { _ = try process([reply], person: FakePerson()).token(for: user()) }
        let person = FakePerson()
        let later = process([reply, .token("new")], person: person)
        #expect(try later.token(for: user()).accessToken == "new")
        #expect(person.pending.count == 1)
    }

    @Test func aCodeIsNotSentWithAnotherRedirectURI() throws {
        _ = try error {
            _ = try process([.refusal(401, "invalid_client")], person: FakePerson())
                .token(for: user())
        }
        let person = FakePerson()
        let later = process([.token("new")], person: person)
        let configuration = try user(redirectURI: "http://127.0.0.1/other")
        #expect(try later.token(for: configuration).accessToken == "new")
        #expect(person.pending.count == 1)
    }

    @Test func aServerThatIsBusyWhenThePersonComesLeavesTheLink() throws {
        let request = try process().start(user(), lifetimeSeconds: 900).request
        let busy = "\(request.redirectURI)?error=temporarily_unavailable&state=\(request.state)"
        _ = try error { _ = try process().finish(busy, for: [user()]) }
        let answer = "\(request.redirectURI)?code=the-code&state=\(request.state)"
        let (_, token) = try process([.token("one")]).finish(answer, for: [user()])
        #expect(token.accessToken == "one")
    }

    @Test func aCodeIsKeptAsLongAsItCanBeRedeemed() throws {
        _ = try error {
            _ = try process([.refusal(401, "invalid_client")], person: FakePerson())
                .token(for: user())
        }
        let later = process([.token("two")], now: 1_000_000 + PendingSignIn.codeSeconds)
        #expect(try error { _ = try later.token(for: user()) }.needsPerson)
    }

    @Test func aCodeThatExpiredAfterAllLeadsToANewSignIn() throws {
        _ = try error {
            _ = try process([.refusal(401, "invalid_client")], person: FakePerson())
                .token(for: user())
        }
        let person = FakePerson()
        let later = process([.refusal(400, "invalid_grant"), .token("new")], person: person)
        #expect(try later.token(for: user()).accessToken == "new")
        #expect(person.pending.count == 1)
    }

    @Test func aPersonWhoDeclinesEndsTheSignIn() throws {
        let request = try process().start(user(), lifetimeSeconds: 900).request
        let answer = "\(request.redirectURI)?error=access_denied&state=\(request.state)"
        _ = try error { _ = try process().finish(answer, for: [user()]) }
        #expect(files.files.isEmpty)
    }
}
