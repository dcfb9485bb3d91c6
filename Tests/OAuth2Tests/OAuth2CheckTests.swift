import HTTPModel
import JSON
import Signing
import Testing

@testable import OAuth2

/// What `auth check` says about servers that use other words than those of the RFCs.
@Suite struct OAuth2CheckTests {
    private static let block = oauth2([
        ("authUrl", "https://id.example.com/authorize"),
        ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
        ("clientSecret", "s3cret"), ("redirect_uri", "https://bc.example.com/"),
    ])

    /// The verdicts for a server with these replies.
    private func verdicts(
        _ replies: [FakeTransport.Reply], _ block: AuthBlock = block
    ) throws -> [OAuth2Check.Part: OAuth2Check.Verdict] {
        let world = FakeWorld(replies)
        let check = OAuth2Check(
            transport: world.transport, options: TransferOptions(), environment: world.environment,
            observer: world.observer)
        return Dictionary(uniqueKeysWithValues: try check.verdicts(for: configuration(block)))
    }

    private let knownClient = FakeTransport.Reply.refusal(400, "invalid_grant")
    private let signInPage = FakeTransport.Reply.json(200, "<html>Sign in</html>")

    @Test func aTokenURLWithoutAnEndpointIsWrong() throws {
        let found = try verdicts([.json(404, #"{"error":"Realm does not exist"}"#), signInPage])
        #expect(found[.endpoint]?.isWrong == true)
        #expect(found[.credentials]?.isWrong == false)
    }

    @Test(arguments: ["bad_verification_code", "invalid_code"])
    func anUnknownCodeIsNoUnknownClient(word: String) throws {
        let found = try verdicts([.json(200, #"{"error":"\#(word)"}"#), signInPage])
        #expect(found[.credentials]?.isWrong == false)
    }

    @Test func anotherRedirectURIIsNoUnknownClient() throws {
        let found = try verdicts([.json(200, #"{"error":"redirect_uri_mismatch"}"#), signInPage])
        #expect(found[.credentials]?.isWrong == false)
    }

    @Test func aPageOfAFirewallIsNotATokenEndpoint() throws {
        let page = "<html><head><title>Request Rejected</title></head></html>"
        let found = try verdicts([.json(403, page), signInPage])
        #expect(found[.endpoint]?.isWrong == true)
        #expect(found[.credentials]?.isWrong == false)
    }

    @Test(arguments: [
        "/oauth/error?authError=Q2hW", "/setup/error.jsp?ErrorCode=redirect_uri_mismatch",
    ])
    func aPageAboutAnErrorIsNoSignIn(location: String) throws {
        let found = try verdicts([
            knownClient, .json(302, "", headers: [("Location", location)]),
        ])
        guard case .unknown(let message)? = found[.redirect] else {
            Issue.record("\(found)")
            return
        }
        #expect(message.contains("may be a page about an error"))
    }

    @Test func anotherPageIsASignIn() throws {
        let location = [("Location", "/login?state=x")]
        let found = try verdicts([knownClient, .json(302, "", headers: location)])
        guard case .fine? = found[.redirect] else {
            Issue.record("\(found)")
            return
        }
    }

    @Test(arguments: [
        (700_016, OAuth2Check.Part.credentials), (50011, .redirect), (90002, .endpoint),
        (650_053, .scope),
    ])
    func entraShowsItsRefusalsOnAPageWithStatus200(number: Int, part: OAuth2Check.Part) throws {
        let page = "<html>Sign in to your account. AADSTS\(number): Something.</html>"
        let found = try verdicts([
            .json(
                400, #"{"error":"invalid_grant","error_codes":[9002313]}"#), .json(200, page),
        ])
        #expect(found[part]?.isWrong == true, "\(found)")
    }

    @Test func aRedirectURIThatCannotBeUsedIsTheOnlyThingWrong() throws {
        var block = Self.block
        block.parameters["redirect_uri"] = .string("http://localhost/cb")
        let found = try verdicts([knownClient], block)
        #expect(found[.redirect]?.isWrong == true)
        #expect(found.values.filter(\.isWrong).count == 1)
    }
}

extension OAuth2Check.Verdict {
    fileprivate var isWrong: Bool {
        if case .wrong = self { true } else { false }
    }
}
