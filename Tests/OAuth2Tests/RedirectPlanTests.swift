import Testing

@testable import OAuth2

@Suite struct RedirectPlanTests {
    private let microsoft = "https://login.windows.net/t/oauth2/authorize"
    private let other = "https://id.example.com/authorize"

    private func plan(_ uri: String?, _ server: String) throws -> RedirectPlan {
        try RedirectPlan.choose(uri, for: EndpointURL(server, key: "authUrl"))
    }

    @Test(arguments: [
        ("http://localhost:8484/cb", "http://localhost:8484/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000/cb"),
        ("http://[::1]/cb?x=1", "http://[::1]:5000/cb?x=1"),
        ("http://127.0.0.1", "http://127.0.0.1:5000"),
        ("http://127.0.0.1:/cb", "http://127.0.0.1:5000/cb"),
        ("HTTP://LocalHost:1/CB", "HTTP://LocalHost:1/CB"),
    ])
    func loopbackURIsGetAPortWhereTheyHaveNone(uri: String, sent: String) throws {
        guard case .loopback(let redirect) = try plan(uri, other) else {
            Issue.record("not loopback")
            return
        }
        #expect(redirect.uri(port: 5000) == sent)
    }

    @Test func localhostWithoutAPortIsForMicrosoftOnly() throws {
        guard case .loopback(let redirect) = try plan("http://localhost", microsoft) else {
            Issue.record("not loopback")
            return
        }
        #expect(redirect.port == nil)
        #expect(redirect.path == "/")
        #expect(redirect.uri(port: 1) == "http://localhost:1")
        #expect(
            failure { _ = try plan("http://localhost/cb", other) }
                == .redirectNeedsPort(redirectURI: "http://localhost/cb"))
    }

    @Test(arguments: [
        "https://businesscentral.dynamics.com/", "https://oauth.pstmn.io/v1/callback",
        "https://localhost/signin-oidc", "https://localhost:443/cb", "urn:ietf:wg:oauth:2.0:oob",
        "myapp://callback",
    ])
    func everythingElseIsPasted(uri: String) throws {
        #expect(try plan(uri, microsoft) == .paste(redirectURI: uri))
    }

    @Test(arguments: ["https://localhost:44318/signin-oidc", "https://127.0.0.1:8443/cb"])
    func anAddressOfThisMachineWithHTTPSIsListenedAt(uri: String) throws {
        guard case .loopback(let redirect) = try plan(uri, microsoft) else {
            Issue.record("not loopback")
            return
        }
        #expect(redirect.isSecure)
        #expect(redirect.uri(port: 1) == uri)
    }

    @Test func withoutARedirectURIALoopbackOneIsUsed() throws {
        guard case .loopback(let microsoftOwn) = try plan(nil, microsoft),
            case .loopback(let own) = try plan(nil, other)
        else {
            Issue.record("not loopback")
            return
        }
        #expect(microsoftOwn.uri(port: 9) == "http://localhost:9")
        #expect(own.uri(port: 9) == "http://127.0.0.1:9/callback")
    }

    @Test(arguments: ["http://intranet/cb", "callback", "https:///cb", "http://127.0.0.1/a b"])
    func refuses(uri: String) {
        #expect(failure { _ = try plan(uri, other) } != nil)
    }
}
