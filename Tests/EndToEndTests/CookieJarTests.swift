import Foundation
import Testing

@Suite("The cookie jar that a run leaves behind")
struct CookieJarTests {
    private let folder: ScratchFolder
    private let server: BackgroundServer

    init() throws {
        folder = try ScratchFolder()
        let cookies = [
            "s=session-1; Path=/; HttpOnly", "d=deep; Path=/deep; Max-Age=3600", "alone",
        ]
        let replies: [[String: Any]] = [["headers": ["Set-Cookie": cookies]]]
        let script = try folder.write(
            String(decoding: JSONSerialization.data(withJSONObject: replies), as: UTF8.self),
            to: "replies.json")
        let log = folder.url.appending(path: "log")
        server = try BackgroundServer(
            Tools.python(), ["-B", Tools.server("echo_server.py").path, script.path, log.path])
    }

    private func run(
        _ arguments: String..., path: String = "/deep/er", script: String = ""
    ) throws -> ChildProcess.Outcome {
        let item: [String: Any] = [
            "name": "A", "request": "http://127.0.0.1:\(server.port)\(path)",
            "event": [["listen": "test", "script": ["exec": [script]]]],
        ]
        let collection: [String: Any] = ["info": ["name": "C"], "item": [item]]
        try folder.write(
            String(decoding: JSONSerialization.data(withJSONObject: collection), as: UTF8.self),
            to: "c.json")
        var command = ChildProcess(executable: Tools.posthaste)
        command.arguments = ["run", "c.json"] + arguments
        command.directory = folder.url
        return try command.run()
    }

    /// The `Cookie` lines of the requests so far.
    private func sent() throws -> [[String]] {
        let log = try String(contentsOf: folder.url.appending(path: "log"), encoding: .utf8)
        return try ReceivedRequest.echoed(log).map { $0.values(of: "Cookie") }
    }

    @Test("It brings the same Cookie header to the next run, and nobody else can read it")
    func roundTrip() throws {
        #expect(try run("--export-cookie-jar", "new/folder/jar.json").exitCode == 0)
        let path = folder.url.appending(path: "new/folder/jar.json").path
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/new/folder")
                == ["jar.json"])

        #expect(try run("--cookie-jar", "new/folder/jar.json", path: "/deep/x").exitCode == 0)
        #expect(try run("--cookie-jar", "new/folder/jar.json", path: "/other").exitCode == 0)
        #expect(try sent() == [[], ["d=deep; alone; s=session-1"], ["s=session-1"]])
    }

    @Test("In a folder it gets a name of its own")
    func folderOfJars() throws {
        try folder.write("", to: "jars/keep")
        #expect(try run("--export-cookie-jar", "jars").exitCode == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/jars")
        let pattern = Pattern(#"newman-cookie-jar-<<<\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}>>>.json"#)
        #expect(names.filter { $0 != "keep" }.allSatisfy(pattern.matches) && names.count == 2)
    }

    @Test("It is written however the run ends, over the one that was read")
    func anyEnd() throws {
        let failing = "pm.test('fails', () => pm.expect(1).to.equal(2))"
        #expect(try run("--export-cookie-jar", "jar.json", script: failing).exitCode == 1)
        let ending = "pm.cookies.jar().clear('http://127.0.0.1:\(server.port)/deep/er', () => {})"
        let arguments = ["--cookie-jar", "jar.json", "--export-cookie-jar", "jar.json"]
        #expect(
            try run(arguments[0], arguments[1], arguments[2], arguments[3], script: ending).exitCode
                == 0)
        let jar = try String(contentsOf: folder.url.appending(path: "jar.json"), encoding: .utf8)
        #expect(jar.contains("\"cookies\": []"))
    }

    @Test("One that cannot be written fails the run and says so")
    func unwritable() throws {
        try folder.write("", to: "file")
        let outcome = try run("--export-cookie-jar", "file/jar.json")
        #expect(outcome.exitCode == 1)
        #expect(
            outcome.stderr.contains("error: the cookie jar cannot be exported to 'file/jar.json': ")
        )
    }

    @Test("Newman's jar reads it, and sends the same")
    func readByNewman() throws {
        #expect(try run("--export-cookie-jar", "jar.json").exitCode == 0)
        #expect(try run("--cookie-jar", "jar.json").exitCode == 0)
        #expect(try sent().last == [try toughCookies([])])
    }

    @Test("What Newman's jar has taken and written is sent as it would")
    func writtenByNewman() throws {
        let lines = [
            "a=1; Path=/", "b=2; Max-Age=100; SameSite=Lax; Priority=High", "=x; Path=/deep",
            "novalue", "c=3; Expires=Fri, 01 Jan 2100 00:00:00 GMT; HttpOnly", "gone=1; Max-Age=0",
            "d=4; Domain=127.0.0.1; Path=/", "e=\"q q\"; Path=odd", "stranger=1; Domain=h.example",
            "__Host-no=1; Path=/", "a=5; Path=/", "late=1; Path=/other",
        ]
        let expected = try toughCookies(lines)
        #expect(expected.hasPrefix("b=2; novalue; "))
        #expect(try run("--cookie-jar", "jar.json").exitCode == 0)
        #expect(try sent() == [[expected]])
    }

    /// Asks tough-cookie what it sends, from the jar's file or after taking lines into it.
    private func toughCookies(_ lines: [String]) throws -> String {
        let path = folder.url.appending(path: "jar.json")
        let answer = try ToughCookies(folder: folder).answer(
            for: "http://127.0.0.1:\(server.port)/deep/er",
            saved: lines.isEmpty ? String(contentsOf: path, encoding: .utf8) : nil, lines: lines)
        if !lines.isEmpty { try folder.write(answer.jar, to: "jar.json") }
        return answer.header
    }
}
