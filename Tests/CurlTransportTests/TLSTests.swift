import HTTPModel
import Testing

@testable import CurlTransport

@Suite("TLS, against nginx with a private authority")
struct TLSTests {
    private let certificates: Certificates
    private let server: Nginx

    init() throws {
        certificates = try Certificates()
        server = try Nginx(certificates)
    }

    @Test("An unknown authority is refused with the reason and the way out")
    func untrusted() throws {
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.kind == .tls)
        #expect(error.message.hasPrefix("certificate of 127.0.0.1:\(server.port) is not trusted: "))
        #expect(error.message.contains("unable to get local issuer certificate"))
        #expect(error.message.contains("-k"))
    }

    @Test("Verification can be left out for one exchange")
    func insecure() throws {
        let transport = try CurlTransport.direct()
        let request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/x|{y}")
        var options = TransferOptions()
        options.verifiesTLS = false
        let exchange = try transport.exchange(request, options: options)
        #expect(exchange.response.text == "secure /x|{y}")
        #expect(exchange.request.headers.lines == ["Host: 127.0.0.1:\(server.port)"])
        // The kept connection was never verified: a verifying exchange may not use it.
        #expect(try transport.failure(request).kind == .tls)
    }

    @Test("An extra authority is trusted, and the handshake is timed")
    func extraAuthority() throws {
        let transport = try CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
        }
        for host in ["127.0.0.1", "localhost"] {
            let response = try transport.get("https://\(host):\(server.port)/a").response
            #expect(response.text == "secure /a")
            #expect(response.timings.secureHandshake > .zero)
        }
        let kept = try transport.get("https://localhost:\(server.port)/b").response
        #expect(kept.timings.secureHandshake == .zero && kept.timings.connect == .zero)
    }

    @Test("A certificate for another name is refused")
    func wrongName() throws {
        // The proxy leads every name to the one server.
        let port = server.port
        let proxy = try RecordingServer { _ in
            [.text("HTTP/1.1 200 Connected\r\n\r\n"), .tunnel(port: port)]
        }
        let transport = try CurlTransport.direct {
            $0.proxies = ProxySettings(https: "http://127.0.0.1:\(proxy.port)")
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
        }
        let error = try transport.failure(HTTPRequest(url: "https://other.example/"))
        #expect(error.kind == .tls)
        #expect(error.message.contains("certificate of other.example:443 is not trusted"))
        #expect(error.message.contains("target host name 'other.example'"))
    }

    @Test("Missing or broken authorities are named", arguments: ["missing.pem", "ca.key"])
    func brokenAuthorities(_ name: String) throws {
        let path = certificates.path(name)
        let transport = try CurlTransport.direct { $0.extraAuthoritiesPath = path }
        let error = try transport.failure(HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.kind == .tls)
        #expect(error.message.contains(path), "\(error.message)")
    }

    @Test(
        "A client certificate is shown, in every form",
        arguments: [
            ("client.pem", "client.key", nil), ("client.pem", "locked.key", "word"),
            ("client.p12", nil, "word"),
        ] as [(String, String?, String?)])
    func clientCertificate(_ certificate: String, _ key: String?, _ passphrase: String?) throws {
        let transport = try CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
            $0.clientCertificate = .init(
                certificatePath: certificates.path(certificate),
                keyPath: key.map(certificates.path), passphrase: passphrase)
        }
        let response = try transport.get("https://127.0.0.1:\(server.strictPort)/").response
        #expect(response.status == 200 && response.text == "CN=tester")
    }

    @Test("A client certificate that cannot be used is named")
    func brokenClientCertificate() throws {
        let path = certificates.path("missing.pem")
        let transport = try CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
            $0.clientCertificate = .init(certificatePath: path)
        }
        let error = try transport.failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.strictPort)/"))
        #expect(error.kind == .tls)
        #expect(error.message.contains("client certificate '\(path)' cannot be used"))
    }

    @Test("TLS spoken to a clear-text server is a TLS error")
    func clearText() throws {
        // nginx answers the handshake in clear text on a port that has no TLS: so does this.
        let server = try ClearTextServer()
        let error = try CurlTransport.direct().failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.kind == .tls)
        #expect(error.message.hasPrefix("TLS handshake with 127.0.0.1:\(server.port) failed: "))
    }

    @Test("A tunnel's own head is not the answer's")
    func tunnel() throws {
        let proxy = try RecordingServer { request in
            let port = request.target.split(separator: ":").last.flatMap { Int($0) } ?? 0
            return [
                .text("HTTP/1.1 200 Connected\r\nX-Proxy: yes\r\n\r\n"), .tunnel(port: port),
            ]
        }
        let transport = try CurlTransport.direct {
            $0.proxies = ProxySettings(https: "http://user:pass@127.0.0.1:\(proxy.port)")
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
        }
        let exchange = try transport.get(
            "https://127.0.0.1:\(server.port)/x?y", headers: [("X-Secret", "s")])
        #expect(exchange.response.text == "secure /x?y")
        #expect(!exchange.response.headers.contains("X-Proxy"))
        let connect = try #require(proxy.received.first)
        #expect(connect.requestLine == "CONNECT 127.0.0.1:\(server.port) HTTP/1.1")
        #expect(connect.values("Proxy-Authorization") == ["Basic dXNlcjpwYXNz"])
        #expect(connect.values("X-Secret") == [])
    }
}
