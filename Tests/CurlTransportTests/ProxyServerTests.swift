import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Proxies that others wrote")
struct ProxyServerTests {
    @Test("tinyproxy forwards http, tunnels https, and wants its user")
    func tinyProxy() throws {
        let certificates = try Certificates()
        let secure = try Nginx(certificates)
        let clear = try RecordingServer(always: .answer(body: "clear"))
        let proxy = try TinyProxy()
        func transport(
            _ user: String, bypass: [String] = []
        ) throws -> CurlTransport {
            CurlTransport.direct {
                let address = "http://\(user)127.0.0.1:\(proxy.port)"
                $0.proxies = ProxySettings(http: address, https: address, bypass: bypass)
                $0.extraAuthoritiesPath = certificates.path("ca.pem")
            }
        }
        let known = try transport("tester:pass.word@")
        for _ in 0..<2 {
            let response = try known.get(clear.url("/a?b")).response
            #expect(response.text == "clear")
            #expect(response.headers["Via"]?.contains("tinyproxy") == true)
            let tunnelled = try known.get("https://localhost:\(secure.port)/a").response
            #expect(tunnelled.text == "secure /a" && !tunnelled.headers.contains("Via"))
        }
        #expect(clear.received.allSatisfy { $0.values("Proxy-Authorization").isEmpty })

        let unknown = try transport("")
        #expect(try unknown.get(clear.url()).response.status == 407)
        let error = try unknown.failure(HTTPRequest(url: "https://localhost:\(secure.port)/a"))
        #expect(error.message.contains("with status 407; give its user and password"))

        let direct = try transport("", bypass: ["127.0.0.1", "localhost:\(secure.port)"])
        #expect(try !direct.get(clear.url()).response.headers.contains("Via"))
        #expect(try direct.get("https://localhost:\(secure.port)/a").response.text == "secure /a")
    }

    @Test("microsocks passes http and https on", arguments: ["socks5", "socks5h"])
    func microsocks(_ scheme: String) throws {
        let certificates = try Certificates()
        let secure = try Nginx(certificates)
        let clear = try RecordingServer(always: .answer(body: "clear"))
        let proxy = try Daemon("microsocks") { port in
            ["-i", "127.0.0.1", "-p", "\(port)", "-u", "tester", "-P", "pass:word"]
        }
        func transport(_ user: String) throws -> CurlTransport {
            CurlTransport.direct {
                let address = "\(scheme)://\(user)127.0.0.1:\(proxy.port)"
                $0.proxies = ProxySettings(http: address, https: address)
                $0.extraAuthoritiesPath = certificates.path("ca.pem")
            }
        }
        let known = try transport("tester:pass%3Aword@")
        #expect(try known.get(clear.url("/a?b")).response.text == "clear")
        #expect(clear.received.map(\.requestLine) == ["GET /a?b HTTP/1.1"])
        #expect(try known.get("https://127.0.0.1:\(secure.port)/a").response.text == "secure /a")

        let wrong = try transport("tester:hidden@")
        let error = try wrong.failure(HTTPRequest(url: clear.url()))
        #expect(error.kind == .connectionRefused)
        #expect(error.message.hasPrefix("no connection to proxy 127.0.0.1:\(proxy.port): "))
        #expect(!error.message.contains("hidden"))
        #expect(clear.received.count == 1)
    }

    @Test("Authorities that are joined with the system's are for servers and for proxies")
    func joinedAuthorities() throws {
        let certificates = try Certificates()
        let system = try TemporaryFolder()
        let joined = AddedAuthorities(
            certificates.path("ca.pem"), systemFile: try system.write("system.pem", "# nobody\n"),
            systemFolder: nil)
        // nginx is both: as a proxy it answers for any host that a request line names.
        let server = try Nginx(certificates)
        let address = "https://localhost:\(server.port)"
        for (proxy, url) in [(nil, address + "/a"), (address, "http://far.example/a")] {
            let transport = CurlTransport.direct {
                $0.proxies = ProxySettings(http: proxy)
                // What is joined is read once, and this never.
                $0.extraAuthoritiesPath = certificates.path("missing.pem")
            }
            transport.authorities = joined
            #expect(try transport.get(url).response.text == "secure /a")
        }
    }

    @Test("A proxy may itself be reached by TLS, and the error names it if it is not trusted")
    func secureProxy() throws {
        let certificates = try Certificates()
        // nginx answers for any host that a request line names.
        let proxy = try Nginx(certificates)
        func transport(trusting: Bool) throws -> CurlTransport {
            CurlTransport.direct {
                let address = "https://localhost:\(proxy.port)"
                $0.proxies = ProxySettings(http: address, https: address)
                $0.extraAuthoritiesPath = trusting ? certificates.path("ca.pem") : nil
            }
        }
        let response = try transport(trusting: true).get("http://far.example/x?y").response
        #expect(response.text == "secure /x?y")
        for url in ["http://far.example/", "https://far.example/"] {
            var options = TransferOptions()
            // This message is for servers alone.
            options.verifiesTLS = false
            let error = try transport(trusting: false).failure(
                HTTPRequest(url: url), options: options)
            #expect(error.kind == .tls)
            #expect(
                error.message.hasPrefix(
                    "certificate of proxy localhost:\(proxy.port) is not trusted: "),
                "\(error.message)")
        }
    }
}
