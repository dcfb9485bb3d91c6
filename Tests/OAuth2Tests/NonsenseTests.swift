import HTTPModel
import Testing

@testable import OAuth2

/// No input from outside may crash the program.
@Suite struct NonsenseTests {
    /// A small generator with a fixed seed, so that a failure can be seen again.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64 = 42

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let pieces = [
        "https://", "http://", "urn:", "[", "]", ":", ":65536", "@", "/", "?", "#", "&", "=", "%",
        "%4", "%41", "+", "code", "state", "S-1", "error", "{", "}", "\"", ",", "access_token",
        "expires_in", "1e999", "-1", "AADSTS", "7000215", "Trace ID:", " ", "\r\n", "\u{0}", "é",
        "\u{301}", "👩‍👩‍👧", "\u{202E}", "localhost", "127.0.0.1", "::1", "\\", "<", ">", "{{", "}}",
    ]

    @Test func nonsenseIsReadWithoutATrap() throws {
        var generator = Generator()
        let form = TokenForm(
            endpoint: try EndpointURL("https://id.example.com/token", key: ""), stage: .refresh,
            extras: [])
        let pending = SignInRequest(
            url: "https://id/a", redirectURI: "https://a/", state: "S-1", timeoutSeconds: 1,
            owner: "", clientID: "", acceptsBareCode: false, expectedIssuer: "https://id",
            appRedirectURI: nil)
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                Self.pieces.randomElement(using: &generator) ?? ""
            }.joined()
            _ = failure { try pending.verify(text) }
            _ = pending.isAnswered(by: text)
            _ = failure { _ = try OAuth2Block(oauth2([("authUrl", .string(text))])) }
            _ = failure {
                let server = try EndpointURL("https://id.example.com", key: "authUrl")
                if case .loopback(let redirect) = try RedirectPlan.choose(text, for: server) {
                    _ = redirect.uri(port: 1)
                }
            }
            var editor = QueryEditor(text)
            editor.set("state", to: [text])
            #expect(editor.values(of: "state") == [text])
            let reply = TokenReply(HTTPResponse(status: 400, body: Array(text.utf8)))
            _ = reply.refusal(of: form, sent: SentParameters(), now: 0).help
            _ = failure { _ = try reply.token(requestedAt: 0, endpoint: "") }
        }
    }
}
