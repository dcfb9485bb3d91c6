import Cryptography
import HTTPModel
import JSON
import Signing
import Testing
import TextEncoding

@testable import OAuth2

/// Tokens that are bound to a key (RFC 9449).
@Suite struct DPoPTests {
    private func claims(_ proof: String?) throws -> JSONValue {
        try #require(TokenClaims.read(proof ?? ""))
    }

    private func publicKey(_ proof: String) throws -> AsymmetricKey {
        let header = try #require(Base64.decode(String(proof.prefix { $0 != "." })))
        let json = try JSONParser.parse(JSONSource(name: "", bytes: header))
        #expect(json["typ"]?.string == "dpop+jwt")
        func number(_ name: String) throws -> [UInt8] {
            try #require(json["jwk"]?[name]?.string.flatMap { Base64.decode($0) })
        }
        #expect(json["jwk"]?["d"] == nil)
        return try AsymmetricKey(.p256, x: number("x"), y: number("y"), d: nil)
    }

    private let bound = FakeTransport.Reply.json(
        200, #"{"access_token":"at","token_type":"DPoP","expires_in":3600}"#)

    private var tokenType: AuthBlock { clientCredentials([("tokenType", "DPoP")]) }

    @Test func eachRequestProvesThatItHasTheKey() throws {
        let world = FakeWorld([bound])
        var request = HTTPRequest(url: "https://api.example.com/x?y=1#z")
        let (signature, _) = try world.tokens().sign(&request, with: tokenType)
        #expect(request.headers["Authorization"] == "DPoP at")
        #expect(signature.headerNames == ["Authorization", "DPoP"])
        let first = try #require(world.transport.requests[0].headers["DPoP"])
        let second = try #require(request.headers["DPoP"])
        #expect(try claims(first)["htm"]?.string == "POST")
        #expect(try claims(first)["htu"]?.string == "https://id.example.com/token")
        #expect(try claims(first)["ath"] == nil)
        #expect(try claims(second)["htm"]?.string == "GET")
        #expect(try claims(second)["htu"]?.string == "https://api.example.com/x")
        let hash = Base64.encodeURLSafe(try DigestAlgorithm.sha256.digest(of: Array("at".utf8)))
        #expect(try claims(second)["ath"]?.string == hash)
        for proof in [first, second] {
            let end = try #require(proof.lastIndex(of: "."))
            let bytes = try #require(Base64.decode(String(proof[proof.index(after: end)...])))
            #expect(
                try publicKey(first).verifies(bytes, of: Array(proof[..<end].utf8), .sha256))
        }
    }

    @Test func theNonceOfTheServerIsUsed() throws {
        let refusal = FakeTransport.Reply.json(
            400, #"{"error":"use_dpop_nonce"}"#, headers: [("DPoP-Nonce", "n1")])
        let world = FakeWorld([refusal, bound])
        var overrides = OAuth2Overrides()
        overrides.usesDPoP = true
        try world.tokens(overrides).obtain(clientCredentials())
        #expect(try claims(world.transport.requests[0].headers["DPoP"])["nonce"] == nil)
        #expect(try claims(world.transport.requests[1].headers["DPoP"])["nonce"]?.string == "n1")
    }

    @Test func anAPIMayAskForANonceToo() throws {
        let world = FakeWorld([bound])
        let tokens = world.tokens()
        var request = HTTPRequest(url: "https://api.example.com/x")
        let (_, token) = try tokens.sign(&request, with: tokenType)
        var response = HTTPResponse(
            status: 401,
            headers: HTTPHeaders([
                HTTPField(name: "WWW-Authenticate", value: #"DPoP error="use_dpop_nonce""#),
                HTTPField(name: "DPoP-Nonce", value: "n2"),
            ]))
        response.url = request.url
        let used = try #require(token)
        #expect(tokens.isRefused(used, by: response, isReplay: false))
        _ = try tokens.sign(&request, with: tokenType)
        #expect(try claims(request.headers["DPoP"])["nonce"]?.string == "n2")
        // The same nonce again is no reason to repeat the request.
        #expect(!tokens.isRefused(used, by: response, isReplay: true))
    }

    @Test func aServerMayIssueABearerTokenAllTheSame() throws {
        let world = FakeWorld([.token("plain")])
        var request = HTTPRequest(url: "https://api.example.com/x")
        _ = try world.tokens().sign(&request, with: tokenType)
        #expect(request.headers["Authorization"] == "Bearer plain")
        #expect(!request.headers.contains("DPoP"))
    }

    @Test func theKeyIsKeptWithItsToken() throws {
        let files = FakeTokenFiles()
        var overrides = OAuth2Overrides()
        overrides.usesDPoP = true
        let user = try configuration(
            oauth2([
                ("authUrl", "https://id.example.com/a"), ("clientId", "app"),
                ("accessTokenUrl", "https://id.example.com/token"),
                ("redirect_uri", "http://127.0.0.1/cb"),
            ]), overrides)
        var keys: [[UInt8]?] = []
        let replies = [
            #"{"access_token":"a","token_type":"DPoP","expires_in":10,"refresh_token":"r"}"#,
            #"{"access_token":"b","token_type":"DPoP","expires_in":10,"refresh_token":"r"}"#,
        ]
        for (index, reply) in replies.enumerated() {
            let world = FakeWorld([.json(200, reply)], person: FakePerson())
            world.now += Double(index) * 1000
            let provider = TokenProvider(
                transport: world.transport, transferOptions: .init(),
                environment: world.environment, interaction: world.person,
                store: TokenStore(files) { _ in }, observer: world.observer)
            keys.append(try provider.token(for: user).dpopKey?.bytes)
        }
        #expect(keys[0] != nil && keys[0] == keys[1])
    }
}
