import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Where hosts are")
struct HostTests {
    @Test(
        "A host is where the command line says",
        arguments: [
            ("api.example", "api.example:PORT:127.0.0.1"),
            ("api.example", "API.example:PORT:127.0.0.1"),
            ("api.example", "*:PORT:127.0.0.1"),
            ("api.example", "api.example:PORT:[::1],127.0.0.1"),
            ("api.example", "api.example:PORT:::1,127.0.0.1"),
            ("localhost", "localhost:PORT:127.0.0.1"),
        ])
    func resolve(_ host: String, _ entry: String) throws {
        let server = try RecordingServer(always: .answer(body: "found"))
        let address = try #require(HostAddress(entry.replacing("PORT", with: "\(server.port)")))
        let transport = CurlTransport.direct { $0.hostAddresses = [address] }
        for _ in 0..<2 {
            let response = try transport.get("http://\(host):\(server.port)/").response
            #expect(response.text == "found")
        }
        #expect(server.received.first?.values("Host") == ["\(host):\(server.port)"])
    }

    @Test("Other ports and hosts are looked up as ever")
    func others() throws {
        let server = try RecordingServer(always: .answer(body: "found"))
        let address = try #require(HostAddress("127.0.0.2.invalid:1:127.0.0.1"))
        let transport = CurlTransport.direct { $0.hostAddresses = [address] }
        #expect(try transport.get(server.url()).response.text == "found")
        let error = try transport.failure(
            HTTPRequest(url: "http://127.0.0.2.invalid:\(server.port)/"))
        #expect(error.kind == .nameNotFound)
    }

    @Test(
        "A malformed entry is an error",
        arguments: [
            "", "h", "h:80", "h:80:", "h:80:name", "h:0:1.2.3.4", "h:x:1.2.3.4", ":80:1.2.3.4",
            "h:80:[1.2.3.4]", "h:80:1.2.3.4,", "h:80:1.2.3", "h/x:80:1.2.3.4", "h:80:[::1",
        ])
    func refused(_ text: String) {
        #expect(HostAddress(text) == nil)
    }

    @Test(
        "localhost and the names under it are ::1 if that answers, else 127.0.0.1, at once",
        arguments: ["localhost", "api.localhost", "a.b.LOCALHOST"])
    func localhost(_ name: String) throws {
        let server = try RecordingServer(always: .answer(body: "IPv4"))
        let port = server.port
        let start = ContinuousClock.now
        let transport = CurlTransport.direct()
        #expect(try transport.get("http://\(name):\(port)/").response.text == "IPv4")
        #expect(ContinuousClock.now - start < .seconds(4))  // A resolver waits for 5 s.

        // The same port of ::1 may be somebody else's: then there is nothing to see here.
        guard
            let six = try? RecordingServer(ipv6: true, port: port, { _ in [.answer(body: "IPv6")] })
        else { return }
        let other = CurlTransport.direct()
        #expect(try other.get("http://\(name):\(port)/").response.text == "IPv6")
        #expect(six.received.count == 1)
    }

    @Test("localhost that only ::1 answers for")
    func onlySix() throws {
        let six = try RecordingServer(ipv6: true) { _ in [.answer(body: "IPv6")] }
        let transport = CurlTransport.direct()
        #expect(try transport.get("http://localhost:\(six.port)/").response.text == "IPv6")
    }
}
