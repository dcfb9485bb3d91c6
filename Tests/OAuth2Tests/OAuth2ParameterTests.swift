import Diagnostics
import HTTPModel
import Testing

@testable import OAuth2

/// The user's own parameters and addresses, in every form of files (OAuth2Reference §2).
@Suite struct OAuth2ParameterTests {
    /// A code block whose refresh token is spent at once, so that each kind of request is seen.
    private func sent(
        _ key: String, _ json: String
    ) throws -> (signIn: String, token: HTTPRequest, refresh: HTTPRequest) {
        let person = FakePerson()
        let world = FakeWorld(
            [.token("a", expiresIn: "10", refresh: "r"), .token("b")], person: person)
        let block = oauth2([
            ("authUrl", "https://id.example.com/a"), ("accessTokenUrl", "https://id.example.com/t"),
            ("clientId", "app"), ("redirect_uri", "https://bc.example.com/"),
            (key, .parsed(json)),
        ])
        _ = try world.provider.token(for: configuration(block))
        world.now += 10
        _ = try world.provider.token(for: configuration(block))
        return (
            try #require(person.pending.first?.url), world.transport.requests[0],
            world.transport.requests[1]
        )
    }

    /// The places of `p=v` in a token request.
    private func place(in request: HTTPRequest) -> String {
        var places: [String] = []
        if request.url.contains("p=v") { places.append("url") }
        if request.bodyText.hasSuffix("&p=v") { places.append("body") }
        if request.headers["p"] == "v" { places.append("header") }
        return places.joined(separator: "+")
    }

    @Test(arguments: [
        (#"[{"key":"p","value":"v"}]"#, "body"), (#"{"p":"v"}"#, "body"),
        (#"[{"key":"p","value":"v","enabled":true,"send_as":"request_body"}]"#, "body"),
        (#"[{"key":"p","value":"v","send_as":"request_url"}]"#, "url"),
        (#"[{"key":"p","value":"v","send_as":"request_header"}]"#, "header"),
        (#"[{"key":"p","value":"v","send_as":"Body"}]"#, "body"),
        (#"[{"key":"p","value":"v","send_as":""}]"#, "body"),
        (#"[{"key":"p","value":"v","send_as":null}]"#, "body"),
        (#"[{"key":"p","value":"v","send_as":"pigeon"}]"#, "body"),
        (#"[{"key":"p","value":"v","enabled":false}]"#, ""),
        (#"[{"key":"p","value":"v","disabled":true}]"#, ""),
        (#"[{"key":"p","value":"v"},{"key":"p","value":"v"}]"#, "body"),
        (#"[]"#, ""), (#""""#, ""), ("null", ""),
    ])
    func aParameterGoesWhereItSays(json: String, expected: String) throws {
        let ofToken = try sent("tokenRequestParams", json)
        #expect(place(in: ofToken.token) == expected)
        #expect(place(in: ofToken.refresh) == "")
        let ofRefresh = try sent("refreshRequestParams", json)
        #expect(place(in: ofRefresh.refresh) == expected)
        #expect(place(in: ofRefresh.token) == "")
        #expect(!ofToken.signIn.contains("p=v") && !ofRefresh.signIn.contains("p=v"))
        let ofSignIn = try sent("authRequestParams", json)
        #expect(ofSignIn.signIn.hasSuffix("&p=v") == !expected.isEmpty)
        #expect(place(in: ofSignIn.token) == "" && place(in: ofSignIn.refresh) == "")
    }

    @Test(arguments: ["resource", "audience"])
    func olderKeysJoinTheTokenRequestInEveryForm(key: String) throws {
        for (json, values) in [
            (#""https://r""#, ["https://r"]), (#"{"0f0e":"https://r"}"#, ["https://r"]),
            (#"{"a":"https://r","b":"https://s"}"#, ["https://r", "https://s"]),
            (#"["https://r"]"#, ["https://r"]), (#""""#, []), ("null", []), ("{}", []),
        ] {
            let request = try sent(key, json).token
            let found = QueryEditor("https://x?" + request.bodyText).values(of: key)
            #expect(found == values, "\(json)")
        }
    }

    // MARK: - Generations of Microsoft's endpoints

    @Test(
        arguments: [
            ("/oauth2", "/oauth2", "", "without 'resource'"),
            ("/oauth2", "/oauth2", "authUrl", nil), ("/oauth2", "/oauth2", "accessTokenUrl", nil),
            ("/oauth2/v2.0", "/oauth2/v2.0", "", nil),
            ("/oauth2/v2.0", "/oauth2/v2.0", "authUrl", "refuses it"),
            ("/oauth2/v2.0", "/oauth2/v2.0", "accessTokenUrl", "refuses it"),
            ("/oauth2", "/oauth2/v2.0", "authUrl", "'accessTokenUrl' a v2.0 one"),
        ] as [(String, String, String, String?)])
    func generationsAreToldApart(
        signIn: String, token: String, resourceIn: String, doubt: String?
    ) throws {
        func url(_ key: String, _ path: String) -> Value {
            .string(
                "https://login.microsoftonline.com/t\(path)"
                    + (resourceIn == key ? "?resource=https://r" : ""))
        }
        let block = oauth2([
            ("authUrl", url("authUrl", signIn + "/authorize")),
            ("accessTokenUrl", url("accessTokenUrl", token + "/token")), ("clientId", "app"),
            ("scope", "s"), ("redirect_uri", "http://localhost"),
        ])
        let warnings = try OAuth2Block(block).warnings.map(\.message)
        #expect(warnings.count == (doubt == nil ? 0 : 1), "\(warnings)")
        if let doubt { #expect(warnings.first?.contains(doubt) == true, "\(warnings)") }
    }

    // MARK: - Plain HTTP

    @Test(arguments: ["authUrl", "accessTokenUrl", "refreshTokenUrl", "redirect_uri"])
    func plainHTTPIsForThisMachineUnlessAllowed(key: String) throws {
        func read(_ address: String, allowed: Bool) throws {
            var values = [
                "authUrl": "https://id.example.com/a", "accessTokenUrl": "https://id.example.com/t",
                "clientId": "app", "redirect_uri": "https://bc.example.com/",
            ]
            values[key] = address
            var overrides = OAuth2Overrides()
            overrides.allowsInsecureHTTP = allowed
            let block = oauth2(values.map { ($0.key, .string($0.value)) })
            _ = try configuration(block, overrides).browserSettings?.redirect.get()
        }
        for address in ["http://127.0.0.1:8/x", "http://[::1]:8/x", "http://localhost:8/x"] {
            try read(address, allowed: false)
        }
        for host in ["intranet", "127.0.0.1.example.com", "localhost.example.com", "10.0.0.1"] {
            #expect(
                failure { try read("http://\(host)/x", allowed: false) }
                    == .insecureAddress(key: key, host: host))
            try read("http://\(host)/x", allowed: true)
        }
    }
}
