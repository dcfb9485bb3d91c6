import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Sign-ins by NTLM")
struct NTLMHandshakeTests {
    /// A challenge without target information.
    private static let challenge =
        "NTLM TlRMTVNTUAACAAAAAAAAADgAAAAFggoAASNFZ4mrze8AAAAAAAAAAAAAAAA4AAAAAAAAAAAAAAA="

    private func post(to server: RecordingServer) throws -> HTTPExchange {
        var options = TransferOptions()
        options.ntlm = NTLMAccount(domain: "CORP", user: "jane", password: "secret")
        let request = HTTPRequest(
            method: "POST", url: server.url(), body: HTTPBody(Array("body".utf8)))
        return try CurlTransport.direct().exchange(request, options: options)
    }

    /// The kinds of the messages that came, 0 for none.
    private func messages(to server: RecordingServer) -> [Int] {
        server.received.map { request in
            let message = request.values("Authorization").first?.dropFirst("NTLM TlRMTVNTUA".count)
            return ["AB": 1, "AD": 3][message.map { String($0.prefix(2)) } ?? ""] ?? 0
        }
    }

    @Test(
        "A server that does not ask for NTLM receives the request once, with its body",
        arguments: ["200 OK", "401 Unauthorized", "403 Forbidden"])
    func unasked(status: String) throws {
        let server = try RecordingServer(
            always: .answer(status, "WWW-Authenticate: Basic realm=\"ntlm\""))
        let exchange = try post(to: server)
        #expect(exchange.response.statusText == status)
        #expect(server.received.map(\.text) == ["body"])
        #expect(messages(to: server) == [0])
        #expect(exchange.handshakes.isEmpty)
    }

    @Test(
        "A server that asks for NTLM receives two messages over one connection",
        arguments: [
            ("401 Unauthorized", "Negotiate, NTLM", Self.challenge),
            ("403 Forbidden", "negotiate", "Basic realm=\"x y\", \(Self.challenge)"),
            ("401 Unauthorized", "NTLM", "\(Self.challenge),Negotiate"),
        ])
    func asked(status: String, scheme: String, challenge: String) throws {
        let server = try RecordingServer { request in
            switch request.values("Authorization").first {
            case nil: [.answer(status, "WWW-Authenticate: \(scheme)")]
            case "NTLM TlRMTVNTUAABAAAABYIIAAAAAAAAAAAAAAAAAAAAAAA=":
                [.answer(status, "WWW-Authenticate: \(challenge)")]
            default: [.answer()]
            }
        }
        let exchange = try post(to: server)
        #expect(exchange.response.status == 200)
        #expect(messages(to: server) == [0, 1, 3])
        #expect(server.received.map(\.text) == ["body", "body", "body"])
        #expect(server.received.dropFirst().map(\.connection) == [1, 1])
        #expect(exchange.handshakes.map(\.response.statusText) == [status, status])
        #expect(!exchange.request.headers.contains("Authorization"))
    }

    @Test("A server that answers everything with a challenge ends the sign-in")
    func endless() throws {
        let server = try RecordingServer(
            always: .answer("401 Unauthorized", "WWW-Authenticate: \(Self.challenge)"))
        #expect(try post(to: server).response.status == 401)
        #expect(messages(to: server) == [0, 1, 3])
    }
}
