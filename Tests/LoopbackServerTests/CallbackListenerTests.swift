import Cryptography
import Dispatch
import Foundation
import LoopbackServer
import Synchronization
import Testing

struct CallbackListenerTests {
    /// Waits on a thread of its own while `browse` plays the browser on this one.
    private func wait(
        _ listener: CallbackListener, browse: (UInt16) throws -> Void
    ) throws -> String? {
        let answer = Mutex<String?>(nil)
        let finished = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let text = listener.wait(timeout: .seconds(60)) { $0.contains("state=ours") }
            answer.withLock { $0 = text }
            finished.signal()
        }
        try browse(listener.port)
        finished.wait()
        return answer.withLock { $0 }
    }

    @Test(arguments: [
        ("http://localhost", true), ("http://localhost:3000/cb", true), ("HTTP://LOCALHOST/", true),
        ("http://127.0.0.1:8080/callback?a=b", true), ("http://127.1.2.3/", true),
        ("http://[::1]:9/x", true), ("https://localhost:44318/signin-oidc", true),
        ("https://businesscentral.dynamics.com/", false), ("http://example.com/", false),
        ("http://localhost.example.com/", false), ("http://localhost@example.com/", false),
        ("http://127.0.0.1.example.com/", false), ("http://127.0.0.01/", false),
        ("http://128.0.0.1/", false), ("http://[::2]/", false), ("http://0.0.0.0/", false),
        ("http://localhost:0/", false), ("http://localhost:99999/", false), ("", false),
        ("http://localhost/#x", false), ("http://local host/", false), ("http://", false),
    ])
    func `only addresses of this machine are listened to`(uri: String, isLoopback: Bool) {
        #expect(CallbackListener.isLoopback(uri) == isLoopback)
        if !isLoopback {
            #expect(throws: LoopbackError.notLoopback(uri)) {
                try CallbackListener(redirectURI: uri)
            }
        }
    }

    @Test func `the port is filled in and the host stays as spelled`() throws {
        let bare = try CallbackListener(redirectURI: "http://LocalHost")
        #expect(bare.redirectURI == "http://LocalHost:\(bare.port)")
        let path = try CallbackListener(redirectURI: "http://127.0.0.1/cb?x=1")
        #expect(path.redirectURI == "http://127.0.0.1:\(path.port)/cb?x=1")
        let given = "http://127.0.0.1:\(bare.port)/cb"
        #expect(throws: LoopbackError.portInUse(bare.port)) {
            try CallbackListener(redirectURI: given)
        }
        bare.close()
        #expect(try CallbackListener(redirectURI: given).redirectURI == given)
    }

    @Test func `the answer is returned whole and the browser led to a clean page`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/callback")
        var text = ""
        let answer = try wait(listener) { port in
            let hit = try RawClient.get("/callback?code=a%2Bb&state=ours", port: port)
            #expect(hit.status == 303)
            #expect(hit.header("Location") == "/done")
            #expect(hit.header("Cache-Control") == "no-store")
            #expect(hit.header("Referrer-Policy") == "no-referrer")
            #expect(hit.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
            let done = try RawClient.get("/done", port: port)
            #expect(done.status == 200)
            #expect(done.header("Content-Type") == "text/html; charset=utf-8")
            #expect(done.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
            text = done.body
        }
        #expect(answer == "http://localhost:\(listener.port)/callback?code=a%2Bb&state=ours")
        #expect(text.contains("Go back to the terminal"))
        #expect(!text.contains("http:") && !text.contains("https:") && !text.contains("a+b"))
    }

    @Test func `an address with https is answered with a certificate for this machine`() throws {
        let made = try SelfSignedCertificate.forLocalhost(seconds: 60)
        let identity = ServerIdentity(
            certificate: made.certificate, privateKey: made.privateKey)
        #expect(throws: LoopbackError.notLoopback("https://localhost:9/cb")) {
            try CallbackListener(redirectURI: "https://localhost:9/cb")
        }
        let listener = try CallbackListener(
            redirectURI: "https://localhost/cb", identity: identity)
        let address = "https://localhost:\(listener.port)"
        let answer = try wait(listener) { _ in
            let page = try Self.curl(made, "--location", "\(address)/cb?code=a&state=ours")
            #expect(page.contains("Go back to the terminal"))
        }
        #expect(answer == "\(address)/cb?code=a&state=ours")
    }

    /// Requests an address with curl, which trusts the certificate and no other.
    private static func curl(
        _ made: SelfSignedCertificate, _ arguments: String...
    ) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = Data(made.certificate).base64EncodedString(options: .lineLength64Characters)
        try "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
            .write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/curl")
        process.arguments = ["--silent", "--show-error", "--cacert", file.path] + arguments
        process.standardOutput = output
        try process.run()
        let page = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: page, as: UTF8.self)
    }

    @Test func `a refusal is an answer, and its words are escaped`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/")
        let answer = try wait(listener) { port in
            let target = "/?error=access%5Fdenied&error_description=%3Cscript%3E+%26%22'&state=ours"
            #expect(try RawClient.get(target, port: port).status == 303)
            let page = try RawClient.get("/done", port: port).body
            #expect(page.contains("The sign-in failed"))
            #expect(page.contains("access_denied"))
            #expect(page.contains("<p>&lt;script&gt; &amp;&quot;'</p>"))
            #expect(!page.contains("<script"))
        }
        #expect(answer?.contains("error=access%5Fdenied") == true)
    }

    @Test func `what is not the answer is declined and does not end the wait`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/cb")
        let answer = try wait(listener) { port in
            #expect(try RawClient.get("/favicon.ico", port: port).status == 404)
            #expect(try RawClient.get("/cb/?code=1&state=ours", port: port).status == 404)
            #expect(try RawClient.get("/CB?code=1&state=ours", port: port).status == 404)
            #expect(try RawClient.get("/done", port: port).status == 404)
            let stray = try RawClient.get("/cb?code=evil&state=theirs", port: port)
            #expect(stray.status == 400)
            #expect(stray.body.contains("not expected"))
            for host in ["evil.example:\(port)", "localhost", "127.0.0.1:\(port)"] {
                let other = try RawClient.get("/cb?code=1&state=ours", port: port, host: host)
                #expect(other.status == 421)
            }
            for method in ["HEAD", "PUT", "POST", "OPTIONS"] {
                let other = try RawClient.get("/cb?code=1&state=ours", port: port, method: method)
                #expect(other.status == 405)
                #expect(other.header("Allow") == "GET")
            }
            #expect(try RawClient.get("/cb?code=right&state=ours", port: port).status == 303)
            #expect(try RawClient.get("/cb?code=late&state=ours", port: port).status == 400)
            #expect(try RawClient.get("/cb?code=right&state=ours", port: port).status == 303)
            #expect(try RawClient.get("/done", port: port).status == 200)
        }
        #expect(answer == "http://localhost:\(listener.port)/cb?code=right&state=ours")
    }

    @Test func `a posted form is taken where it was asked for`() throws {
        let listener = try CallbackListener(
            redirectURI: "http://127.0.0.1/cb", form: .posted)
        let answer = try wait(listener) { port in
            let host = "127.0.0.1:\(port)"
            let hit = try RawClient.get(
                "/cb", port: port, host: host, method: "POST", body: "code=x&state=ours")
            #expect(hit.status == 303)
            #expect(try RawClient.get("/done", port: port, host: host).status == 200)
        }
        #expect(answer == "http://127.0.0.1:\(listener.port)/cb?code=x&state=ours")
    }

    @Test func `the answer in a fragment is posted by the page that is shown for it`() throws {
        let listener = try CallbackListener(
            redirectURI: "http://127.0.0.1/cb?x=1", form: .fragment)
        let answer = try wait(listener) { port in
            let host = "127.0.0.1:\(port)"
            let page = try RawClient.get("/cb?x=1", port: port, host: host)
            #expect(page.status == 200)
            #expect(page.header("Cache-Control") == "no-store")
            #expect(page.header("Referrer-Policy") == "no-referrer")
            let nonce = try #require(page.body.firstMatch(of: /<script nonce="([a-z0-9]+)">/)).1
            let policy = try #require(page.header("Content-Security-Policy"))
            #expect(policy.contains("script-src 'nonce-\(nonce)'; form-action 'self'"))
            #expect(policy.hasPrefix("default-src 'none'"))
            let other = try RawClient.get("/cb?x=1", port: port, host: host)
            #expect(!other.body.contains(nonce))
            let stray = try RawClient.get(
                "/cb?x=1", port: port, host: host, method: "POST", body: "")
            #expect(stray.status == 400)
            let hit = try RawClient.get(
                "/cb?x=1", port: port, host: host, method: "POST",
                body: "access_token=t&state=ours")
            #expect(hit.status == 303)
            let done = try RawClient.get("/done", port: port, host: host)
            #expect(done.body.contains("Go back to the terminal"))
            #expect(!done.body.contains("<script"))
        }
        #expect(
            answer == "http://127.0.0.1:\(listener.port)/cb?x=1&access_token=t&state=ours")
    }

    @Test func `a refusal in the query is taken where a fragment is waited for`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/cb", form: .fragment)
        let answer = try wait(listener) { port in
            let hit = try RawClient.get("/cb?error=access_denied&state=ours", port: port)
            #expect(hit.status == 303)
            _ = try RawClient.get("/done", port: port)
        }
        #expect(answer?.hasSuffix("/cb?error=access_denied&state=ours") == true)
    }

    @Test func `a redirect to the last page's own path works too`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/done")
        let answer = try wait(listener) { port in
            let hit = try RawClient.get("/done?code=1&state=ours", port: port)
            #expect(hit.header("Location") == "/signed-in")
            #expect(try RawClient.get("/signed-in", port: port).status == 200)
        }
        #expect(answer?.hasSuffix("/done?code=1&state=ours") == true)
    }

    @Test func `nobody coming is nil, and the wait can go on`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/cb")
        #expect(listener.wait(timeout: .milliseconds(20)) { _ in true } == nil)
        let answer = try wait(listener) { port in
            _ = try RawClient.get("/cb?state=ours", port: port)
            _ = try RawClient.get("/done", port: port)
        }
        #expect(answer != nil)
        listener.close()
        #expect(throws: RawClient.Problem.self) { try RawClient(port: listener.port) }
    }

    @Test func `a browser that does not follow to the last page holds nobody up for long`() throws {
        let listener = try CallbackListener(redirectURI: "http://localhost/cb")
        let start = ContinuousClock.now
        let answer = try wait(listener) { port in
            _ = try RawClient.get("/cb?state=ours", port: port)
        }
        #expect(answer != nil)
        #expect(ContinuousClock.now - start < .seconds(15))
    }
}
