import HTTPModel
import JSON
import RunModel
import Testing

@testable import Reporting

private func command(
    _ method: String = "GET", _ url: String = "https://shop.test/orders",
    headers: [(String, String)] = [], body: HTTPBody? = nil
) -> String {
    CurlCommand(
        request: HTTPRequest(
            method: method, url: url,
            headers: HTTPHeaders(headers.map { HTTPField(name: $0.0, value: $0.1) }), body: body)
    ).text
}

@Suite struct CurlCommandTests {
    @Test func `a command has method, headers and body, without what curl adds itself`() {
        #expect(command() == "curl 'https://shop.test/orders'")
        let text = command(
            "PUT",
            headers: [
                ("Content-Type", "text/plain"), ("X-It", "it's"), ("Host", "shop.test"),
                ("Accept-Encoding", "gzip"), ("Connection", "keep-alive"),
                ("Content-Length", "3"),
            ], body: HTTPBody(Array("a'b".utf8)))
        #expect(
            text == """
                curl -X 'PUT' 'https://shop.test/orders' \\
                  -H 'Content-Type: text/plain' \\
                  -H 'X-It: it'\\''s' \\
                  --compressed \\
                  --data-raw 'a'\\''b'
                """)
    }

    @Test(
        "the method is an option if curl would send another one",
        arguments: [
            ("GET", "", ""), ("HEAD", "", " -I"), ("POST", "", " -X 'POST'"), ("POST", "a", ""),
            ("GET", "a", " -X 'GET'"), ("DELETE", "", " -X 'DELETE'"),
        ])
    func methods(method: String, body: String, option: String) {
        let text = command(method, body: HTTPBody(Array(body.utf8)))
        #expect(text.hasPrefix("curl\(option) 'https://shop.test/orders'"))
    }

    @Test func `masked secrets are variables with the name of their parameter`() {
        let text = command(
            "POST", "https://shop.test/?api_key=********&a=1",
            headers: [("Authorization", "Bearer ********"), ("X-Api-Key", "********")],
            body: HTTPBody(Array(#"{"user":"ann","password":"********"}"#.utf8)))
        #expect(text.contains(#"'https://shop.test/?api_key='"$API_KEY"'&a=1'"#))
        #expect(text.contains(#"-H 'Authorization: Bearer '"$AUTHORIZATION""#))
        #expect(text.contains(#"-H 'X-Api-Key: '"$X_API_KEY""#))
        #expect(text.contains(#"--data-raw '{"user":"ann","password":"'"$PASSWORD"'"}'"#))
    }

    @Test func `of several runs, each has variables of its own`() throws {
        let sink = CollectedText()
        let report = CurlReport(sink: sink)
        for name in ["Contoso / Shop", "Fabrikam"] {
            var start = Story.start
            (start.label, start.runCount) = (name, 2)
            try report.receive(.runStarted(start))
            let request = HTTPRequest(
                url: "http://h/",
                headers: HTTPHeaders([HTTPField(name: "X-Key", value: "********")]))
            try report.receive(
                .request(RequestRecord(origin: .item, request: request), Story.item("Get")))
        }
        #expect(sink.text.contains("$CONTOSO___SHOP_X_KEY\""))
        #expect(sink.text.contains("$FABRIKAM_X_KEY\""))
    }

    @Test func `files and multipart forms are options of their own`() {
        let file = HTTPBody(pieces: [.file(path: "a b.bin", size: 3)])
        #expect(command("POST", body: file).hasSuffix("--data-binary '@a b.bin'"))
        let form = HTTPBody(pieces: [
            .bytes(
                Array(
                    ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\n"
                        + "Content-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n").utf8
                )),
            .file(path: "x.png", size: 3), .bytes(Array("\r\n--B--\r\n".utf8)),
        ])
        let text = command(
            "POST", headers: [("Content-Type", "multipart/form-data; boundary=B")], body: form)
        #expect(
            text == """
                curl 'https://shop.test/orders' \\
                  --form-string 'a=1' \\
                  -F 'f=@x.png'
                """)
    }
}

/// A folder in memory.
private final class MemoryFolder: ReportFolder {
    var files: [(name: String, bytes: [UInt8])] = []

    func write(_ bytes: [UInt8], to name: String) throws(ListenerError) {
        files.append((name, bytes))
    }

    func remove(_ name: String) throws(ListenerError) { files.removeAll { $0.name == name } }
}

@Suite struct ExchangeFileTests {
    @Test func `responses are numbered files with the item's name and the ending of their type`()
        throws
    {
        let folder = MemoryFolder()
        let report = ResponseReport(folder: folder)
        let json = [HTTPField(name: "Content-Type", value: "application/problem+json; a=b")]
        let item = Story.item("List / all", in: ["Orders"])
        for event in [
            Story.request(item, Story.answer(body: "{}", headers: json)),
            Story.request(item, Story.answer(), origin: .script),
            Story.request(Story.item("../..", in: []), Story.answer(body: "x")),
        ] { try report.receive(event) }
        #expect(folder.files.map(\.name) == ["0001-Orders-List-all.json", "0002-response.bin"])
        #expect(folder.files.map(\.bytes) == [Array("{}".utf8), Array("x".utf8)])
    }

    @Test func `runs with names have a folder each, whose name is no path and no other one's`()
        throws
    {
        let folder = MemoryFolder()
        let report = ResponseReport(folder: folder)
        let names = ["Contoso/EU", "../Contoso\u{202E}EU", "..", "contoso-eu", "Größe 1", "\u{1B}"]
        for name in names {
            var start = Story.start
            (start.label, start.runCount) = (name, names.count)
            try report.receive(.runStarted(start))
            try report.receive(Story.request(Story.item("List"), Story.answer(body: "x")))
        }
        #expect(
            folder.files.map(\.name)
                == [
                    "Contoso-EU", "Contoso-EU-2", "run", "contoso-eu-3", "Größe-1", "run-2",
                ].map { "\($0)/0001-List.bin" })
    }

    @Test func `a run without a name has a folder of its own behind one with a name`() throws {
        let folder = MemoryFolder()
        let report = ResponseReport(folder: folder)
        for name in [nil, "Contoso", nil] {
            var start = Story.start
            start.label = name
            try report.receive(.runStarted(start))
            try report.receive(Story.request(Story.item("List"), Story.answer(body: "x")))
        }
        #expect(
            folder.files.map(\.name) == [
                "0001-List.bin", "Contoso/0001-List.bin",
                "\(Story.start.collectionName)/0001-List.bin",
            ])
    }

    @Test func `entries of an archive begin with the name of the run if there are several`() throws
    {
        let file = MemoryFile()
        let report = HARReport(file: file, program: "Posthaste", version: "1")
        for name in ["Contoso", "Fabrikam"] {
            var start = Story.start
            (start.label, start.runCount) = (name, 2)
            try report.receive(.runStarted(start))
            try report.receive(Story.request(Story.item("List", in: ["Orders"])))
            try report.receive(Story.end())
        }
        let entries = try JSONParser.parse(file.text)["log"]?["entries"]?.array ?? []
        #expect(
            entries.map { $0["comment"]?.string } == [
                "Contoso / Orders / List", "Fabrikam / Orders / List",
            ])
    }

    @Test func `an archive of nothing has no entries`() throws {
        let file = MemoryFile()
        try HARReport(file: file, program: "Posthaste", version: "1").finish()
        #expect(try JSONParser.parse(file.text)["log"]?["entries"]?.array?.isEmpty == true)
    }

    @Test func `an archive has every exchange, and is complete after every write`() throws {
        let file = MemoryFile()
        let report = HARReport(file: file, program: "Posthaste", version: "1")
        let item = Story.item("List", in: ["Orders"])
        let failure = Failure(name: "RequestError", message: "refused")
        let headers = [HTTPField(name: "Set-Cookie", value: "a=1")]
        try report.receive(.runStarted(Story.start))
        #expect(try JSONParser.parse(file.text)["log"]?["entries"]?.array?.isEmpty == true)
        for event: RunEvent in [
            .itemStarted(item),
            Story.request(
                item, Story.answer(headers: headers), url: "https://shop.test/orders?a=b%20c"),
            Story.request(item, nil, origin: .script, failure: failure), .itemFinished(item),
            Story.end(),
        ] { try report.receive(event) }
        try report.finish()
        let log = try #require(try JSONParser.parse(file.text)["log"])
        #expect(log["version"]?.string == "1.2")
        let entries = try #require(log["entries"]?.array)
        #expect(entries.count == 2)
        #expect(entries[0]["request"]?["queryString"]?.array?[0]["value"]?.string == "b c")
        #expect(entries[0]["response"]?["cookies"]?.array?[0]["name"]?.string == "a")
        #expect(entries[0]["response"]?["content"]?["text"]?.string == "{}")
        #expect(entries[1]["response"]?["status"]?.double == 0)
        #expect(entries[1]["_error"]?.string == "refused")
    }
}
