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
        let transport = CurlTransport.direct()
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
        let transport = CurlTransport.direct {
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
        let transport = CurlTransport.direct {
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
        let transport = CurlTransport.direct { $0.extraAuthoritiesPath = path }
        let error = try transport.failure(HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.kind == .tls)
        #expect(error.message.contains(path), "\(error.message)")
    }

    @Test(
        "A client certificate is shown, in every form",
        arguments: [
            ("client.pem", "client.key", nil), ("client.pem", "locked.key", "word"),
            ("client.p12", nil, "word"), ("both.pem", nil, nil),
        ] as [(String, String?, String?)])
    func clientCertificate(_ certificate: String, _ key: String?, _ passphrase: String?) throws {
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
            $0.clientCertificates = [
                ClientCertificate(
                    path: certificates.path(certificate),
                    format: certificate.hasSuffix(".p12") ? .pkcs12 : .pem,
                    keyPath: key.map(certificates.path), passphrase: passphrase)
            ]
        }
        let response = try transport.get("https://127.0.0.1:\(server.strictPort)/").response
        #expect(response.status == 200 && response.text == "CN=tester")
    }

    @Test(
        "A client certificate that cannot be used is named, and nobody is asked for its passphrase",
        arguments: [
            ("missing.pem", nil, nil), ("client.pem", "locked.key", nil),
            ("client.pem", "locked.key", "wrong"), ("client.pem", "ca.key", nil),
            ("client.p12", nil, "wrong"), ("ca.key", nil, nil),
        ] as [(String, String?, String?)])
    func brokenClientCertificate(_ name: String, _ key: String?, _ passphrase: String?) throws {
        let path = certificates.path(name)
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
            $0.clientCertificates = [
                ClientCertificate(
                    path: path, format: name.hasSuffix(".p12") ? .pkcs12 : .pem,
                    keyPath: key.map(certificates.path), passphrase: passphrase)
            ]
        }
        let error = try transport.failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.strictPort)/"))
        #expect(error.kind == .tls)
        #expect(
            error.message.contains("client certificate '\(path)' cannot be used"),
            "\(error.message)")
    }

    @Test("A PKCS #12 file without a MAC is named as one", arguments: ["word", nil])
    func uncheckedContainer(passphrase: String?) throws {
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
            $0.clientCertificates = [
                ClientCertificate(
                    path: certificates.path("unchecked.p12"), format: .pkcs12,
                    passphrase: passphrase)
            ]
        }
        let error = try transport.failure(
            HTTPRequest(url: "https://127.0.0.1:\(server.strictPort)/"))
        #expect(error.message.contains("cannot be used: it has no MAC"), "\(error.message)")
    }

    @Test("The first certificate that is for the URL is shown, the request's own before it")
    func chosenCertificate() throws {
        let broken = certificates.path("missing.pem")
        let good = ClientCertificate(
            path: certificates.path("both.pem"),
            patterns: [try #require(URLPattern("https://127.0.0.1:\(server.strictPort)/a/*"))])
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
            $0.clientCertificates = [
                ClientCertificate(
                    path: broken, patterns: [URLPattern("http://*/*")].compactMap(\.self)),
                good, ClientCertificate(path: broken),
            ]
        }
        let address = "https://127.0.0.1:\(server.strictPort)"
        #expect(try transport.get(address + "/a/b").response.text == "CN=tester")
        #expect(try transport.failure(HTTPRequest(url: address + "/b")).message.contains(broken))
        var options = TransferOptions()
        options.clientCertificate = ClientCertificate(path: good.path)
        let own = try transport.exchange(HTTPRequest(url: address + "/b"), options: options)
        #expect(own.response.text == "CN=tester")
        #expect(try transport.failure(HTTPRequest(url: address + "/b")).kind == .tls)
    }

    @Test(
        "The versions and ciphers of TLS are those that are asked for",
        arguments: [
            ([], [], "TLSv1.3 TLS_"), ([.tls13], [], "TLSv1.2 "), ([.tls12], [], "TLSv1.3 "),
            ([], ["ECDHE-ECDSA-AES128-GCM-SHA256"], "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256"),
            (
                [], ["TLS_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"],
                "TLSv1.3 TLS_AES_128_GCM_SHA256"
            ),
        ] as [(Set<TLSRules.Version>, [String], String)])
    func rules(_ disabled: Set<TLSRules.Version>, _ ciphers: [String], _ agreed: String) throws {
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
        }
        let request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/tls")
        var options = TransferOptions()
        options.tls.disabledVersions = disabled
        options.tls.ciphers = ciphers
        let text = try transport.exchange(request, options: options).response.text
        #expect(text.hasPrefix(agreed), "\(text)")
        // The next exchange asks for nothing again, although a connection is kept.
        let next = try transport.get(request.url).response.text
        #expect(next.hasPrefix("TLSv1.3 TLS_"), "\(next)")
    }

    @Test(
        "Rules that leave nothing are refused",
        arguments: [
            ([.tls12, .tls13], [], "leave no version of TLS"),
            ([.tls12], ["ECDHE-ECDSA-AES128-GCM-SHA256"], "leave no version of TLS"),
            ([], ["NO-SUCH-CIPHER"], "NO-SUCH-CIPHER"),
        ] as [(Set<TLSRules.Version>, [String], String)])
    func hopeless(_ disabled: Set<TLSRules.Version>, _ ciphers: [String], _ words: String) throws {
        var options = TransferOptions()
        options.verifiesTLS = false
        options.tls.disabledVersions = disabled
        options.tls.ciphers = ciphers
        let transport = CurlTransport.direct()
        let request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/tls")
        let error = try transport.failure(request, options: options)
        #expect(error.kind == .tls)
        #expect(error.message.contains(words), "\(error.message)")
        options.tls = TLSRules()
        #expect(try transport.exchange(request, options: options).response.status == 200)
    }

    @Test("Each exchange uses its own version of HTTP, independently of kept connections")
    func versions() throws {
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
        }
        let secure = HTTPRequest(url: "https://127.0.0.1:\(server.port)/version")
        let cases: [(HTTPVersion, String, String)] = [
            (.http11, "HTTP/1.1", "1.1"), (.automatic, "HTTP/2.0", "2"),
            (.http10, "HTTP/1.0", "1.1"),
            (.http2, "HTTP/2.0", "2"), (.http11, "HTTP/1.1", "1.1"),
        ]
        for (version, said, answered) in cases {
            var options = TransferOptions()
            options.httpVersion = version
            let response = try transport.exchange(secure, options: options).response
            #expect(response.text == said)
            #expect(response.version == answered && response.reason == "OK")
        }
    }

    @Test("HTTP/2 works without TLS if it is asked for explicitly")
    func clearVersions() throws {
        let transport = CurlTransport.direct()
        var options = TransferOptions()
        options.httpVersion = .http2
        // Without a body: nginx answers before it reads one, and then resets the stream.
        let clear = HTTPRequest(
            url: "http://127.0.0.1:\(server.clearHTTP2Port)/x",
            headers: HTTPHeaders(pairs: [("Connection", "keep-alive"), ("X-Own", "1")]))
        let response = try transport.exchange(clear, options: options).response
        #expect(response.text == "HTTP/2.0" && response.version == "2")
        let old = try RecordingServer(always: .answer(body: "old"))
        options.httpVersion = .automatic
        let answer = try transport.exchange(HTTPRequest(url: old.url()), options: options).response
        #expect(answer.text == "old" && answer.version == "1.1")
        #expect(old.received.first?.values("Upgrade") == [])
    }

    @Test(
        "What a real server compresses is decoded", arguments: [nil, "gzip", "br"] as [String?],
        [HTTPVersion.http11, .automatic])
    func compressed(_ coding: String?, _ version: HTTPVersion) throws {
        let transport = CurlTransport.direct {
            $0.extraAuthoritiesPath = certificates.path("ca.pem")
        }
        var options = TransferOptions()
        options.httpVersion = version
        let headers = HTTPHeaders(pairs: coding.map { [("Accept-Encoding", $0)] } ?? [])
        let response = try transport.exchange(
            HTTPRequest(url: "https://localhost:\(server.port)/text", headers: headers),
            options: options
        ).response
        #expect(response.headers["Content-Encoding"] == coding)
        #expect(response.body.count == Nginx.textSize && response.bodySize == Nginx.textSize)
        #expect(response.text.hasPrefix("01234567890123") && response.text.hasSuffix("6789"))
        if coding == nil {
            #expect(response.downloadedSize == Nginx.textSize)
        } else {
            #expect(response.downloadedSize < Nginx.textSize / 10)
        }
    }

    @Test("TLS with a clear-text server is a TLS error")
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
        let transport = CurlTransport.direct {
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
