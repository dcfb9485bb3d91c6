import Diagnostics
import HTTPModel
import RunModel
import Testing

@testable import Reporting

/// What a file, a script or a server may say to break the page.
private let hostile =
    "\u{1}</script></noscript></pre>--><hostile a=\"b\" onload='x'>&amp;\u{202E}\u{FFFF}\u{85}\u{10FFFF}]]>"

@Suite struct HTMLRobustnessTests {
    @Test func `no text of a run becomes markup`() throws {
        var start = Story.start
        start.collectionName = hostile
        start.environmentName = hostile
        start.runCount = 2
        let item = Story.item(hostile, in: [hostile, "x"])
        let failure = Failure(name: hostile, message: hostile, stack: hostile)
        let headers = [HTTPField(name: hostile, value: hostile)]
        let request = HTTPRequest(
            method: hostile, url: "https://" + hostile, headers: HTTPHeaders(headers),
            body: HTTPBody(pieces: [.bytes(Array(hostile.utf8)), .file(path: hostile, size: 3)]))
        var answer = Story.answer(200, hostile, body: hostile, headers: headers)
        answer.version = hostile
        let record = RequestRecord(
            origin: .item, request: request, response: answer, failure: failure,
            hops: [.init(status: 302, method: hostile, url: hostile)])
        let warning = Diagnostic(
            .warning, hostile, at: Place(file: hostile, jsonPath: hostile, item: hostile),
            help: [hostile])
        var options = HTMLReport.Options()
        options.title = hostile
        let page = try Page(
            [
                .runStarted(start),
                .iterationStarted(IterationStart(0, row: [.init(hostile, hostile)])),
                .itemStarted(item), Story.console(item, hostile),
                .request(record, item),
                .assertion(
                    AssertionRecord(name: hostile, index: 0, event: .test, failure: failure), item),
                .assertion(AssertionRecord(name: hostile, index: 1, event: .test), item),
                Story.script(item, failure: failure, owner: hostile), .warning(warning),
                .visualization(
                    VisualizationRecord(
                        template: hostile, data: hostile, html: hostile), item),
                .strictFailure(failure, item), .nextRequest(hostile, item), .itemFinished(item),
                .itemStarted(item),
                .visualization(
                    VisualizationRecord(
                        template: hostile, data: hostile, renderingFailure: hostile), item),
                .itemFinished(item),
                .itemStarted(item),
                .visualization(VisualizationRecord(template: hostile, data: hostile), item),
                .itemFinished(item),
                .warning(warning), Story.end(.script(warning)),
            ], options)
        #expect(!page.text.contains("<hostile"))
        #expect(!page.text.contains("a=\"b\" onload") || !page.text.contains("\"<hostile"))
        #expect(page.texts(/(&lt;hostile)/).count > 25)
        for scalar in page.text.unicodeScalars where scalar != "\n" {
            #expect(
                scalar.properties.generalCategory != .control && scalar != "\u{FFFF}"
                    && scalar != "\u{10FFFF}", "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `a value cannot leave its attribute`() {
        var html = HTML()
        html.void("a", .init("title", text: "\"><b> & 'c'\r\n\r"))
        #expect(
            String(decoding: html.bytes, as: UTF8.self)
                == "<a title=\"&quot;&gt;&lt;b&gt; &amp; 'c'\n␍\">")
    }

    @Test func `the data of a visualization cannot end its element`() throws {
        let item = Story.item("Get")
        let record = VisualizationRecord(
            template: "", data: "{\"a\":\"</script>\"}", html: "<p>")
        let page = try Page([
            .runStarted(Story.start), .itemStarted(item), .visualization(record, item),
            .itemFinished(item), Story.end(),
        ])
        #expect(page.text.contains("{&quot;a&quot;:&quot;\\u003c/script&gt;&quot;}&lt;/script&gt;"))
        #expect(page.text.contains("sandbox=\"allow-scripts\""))
        #expect(page.text.contains("default-src 'none'"))
    }

    @Test func `nothing in the page is loaded from elsewhere, and an empty one is small`() throws {
        let page = try Page([.runStarted(Story.start), Story.end()])
        #expect(page.file.bytes.count < 60_000)
        #expect(!page.file.text.contains(#/(?:src|href)="(?!\#|data:)/#))
        #expect(!page.file.text.contains(#/@import|url\(|fetch\(|XMLHttpRequest/#))
        // Assets must not end the element that they are in.
        #expect(!reportStyle.contains("</style") && !reportScript.contains("</script"))
        #expect(!themeScript.contains("</script") && !frameScript.contains("</script"))
    }

    @Test func `a page is complete after each write, and says that the run did not finish`() throws
    {
        let file = MemoryFile()
        let report = HTMLReport(file: file, generator: "test")
        for event in Story.full.dropLast() {
            try report.receive(event)
            guard file.writes > 0 else { continue }
            #expect(file.text.contains("<title>Unfinished · Shop</title>"))
            #expect(file.text.contains("</footer></body></html>\n"))
            #expect(file.text.matches(of: /<html/).count == 1)
            #expect(file.text.matches(of: /<\/html>/).count == 1)
        }
        #expect(file.text.contains("The run did not finish"))
        for event in Story.full.suffix(1) { try report.receive(event) }
        try report.finish()
        #expect(file.text.contains("<title>Failed · Shop</title>"))
        #expect(!file.text.contains("The run did not finish"))
        #expect(file.text.matches(of: /<\/html>/).count == 1)
        #expect(file.isClosed)
    }

    @Test func `ten thousand requests are written as they come`() throws {
        let file = MemoryFile()
        let report = HTMLReport(file: file, generator: "test")
        try report.receive(Story.start(iterations: 1))
        var writes: [Int] = []
        for number in 0..<10_000 {
            let item = Story.item("Get \(number)", in: ["F"], at: Double(number) / 100)
            let verdict =
                number % 4 == 0 ? Story.failed("t", item) : Story.passed("t", item)
            for event in [.itemStarted(item), Story.request(item), verdict, .itemFinished(item)] {
                try report.receive(event)
            }
            if number % 1_000 == 999 { writes.append(file.bytes.count) }
        }
        let growth = zip(writes.dropFirst(), writes).map { $0 - $1 }
        #expect(growth.allSatisfy { $0 > 0 && $0 < 2_000_000 }, "\(growth)")
        try report.receive(Story.end(milliseconds: 100_000))
        try report.finish()
        let text = file.text
        #expect(text.contains("id=\"i10000\""))
        #expect(text.contains("<dt>Requests</dt><dd>10000</dd>"))
        #expect(text.contains("1500 more are not listed here"))
        #expect(text.matches(of: /<div class="chunk">/).count == 250)
        #expect(text.matches(of: #/<rect x/#).count <= 128)
    }
}

@Suite struct HTMLBodyTests {
    /// A response of one item, and whether the item fails.
    private func page(
        _ answer: HTTPResponse, fails: Bool = false, _ options: HTMLReport.Options = .init()
    ) throws -> Page {
        let item = Story.item("Get")
        return try Page(
            [
                .runStarted(Story.start), .itemStarted(item), Story.request(item, answer),
                fails ? Story.failed("t", item) : Story.passed("t", item), .itemFinished(item),
                Story.end(),
            ], options)
    }

    private func answer(_ type: String, _ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: HTTPHeaders([HTTPField(name: "Content-Type", value: type)]),
            body: body)
    }

    @Test(
        "A body is shown as what it is",
        arguments: [
            (
                "application/json; charset=utf-8", "{\"a\":[1,{}]}",
                "<figcaption>Body <span>application/json, 12B</span></figcaption>"
                    + "<pre class=\"json\" tabindex=\"0\">\n{\n  \"a\": [\n    1,\n    {}\n  ]\n}</pre>"
            ),
            ("application/vnd.x+json", "[]", "<pre class=\"json\" tabindex=\"0\">\n[]</pre>"),
            (
                "text/plain", "{\"a\":1}",
                "<pre class=\"json\" tabindex=\"0\">\n{\n  \"a\": 1\n}</pre>"
            ),
            ("text/plain", "[info] started", "<pre tabindex=\"0\">\n[info] started</pre>"),
            ("text/html", "<p>a</p>", "<pre tabindex=\"0\">\n&lt;p&gt;a&lt;/p&gt;</pre>"),
            ("application/json", "{broken", "<pre tabindex=\"0\">\n{broken</pre>"),
            ("image/svg+xml", "<svg/>", "src=\"data:image/svg+xml;base64,PHN2Zy8+\""),
            ("application/pdf", "%PDF\0", "Not text, or too large a picture: not shown."),
            ("text/plain", "", "The body is empty."),
        ])
    func kinds(type: String, body: String, markup: String) throws {
        let text = try page(answer(type, Array(body.utf8))).text
        #expect(text.contains(markup), "\(text)")
    }

    @Test func `the options decide how many and how much of bodies are shown`() throws {
        var options = HTMLReport.Options()
        options.bodySize = 4
        let long = answer("text/plain", Array("abcdefgh".utf8))
        let cut = try page(long, options).text
        #expect(cut.contains("<pre tabindex=\"0\">\nabcd</pre><p class=\"cut\">Cut off here"))
        #expect(
            try page(answer("image/png", Array("12345".utf8)), options).text.contains("not shown"))
        options.bodies = .failed
        #expect(try !page(long, options).text.contains("abcd"))
        #expect(try page(long, fails: true, options).text.contains("abcd"))
        options.bodies = .none
        #expect(try !page(long, fails: true, options).text.contains("abcd"))
        #expect(try page(long, options).text.contains("<th scope=\"row\">Content-Type</th>"))
        options.omitsHeaders = true
        #expect(try !page(long, options).text.contains("<th scope=\"row\">Content-Type</th>"))
    }

    @Test func `a body is decoded in its charset`() throws {
        let text = try page(answer("text/plain; charset=iso-8859-1", [0x62, 0xE5, 0x64])).text
        #expect(text.contains("\nbåd</pre>"))
    }
}

@Suite struct JSONIndenterTests {
    @Test(
        "Tokens stay as they are",
        arguments: [
            ("{\"a\":1e400,\"a\":\"x,{}\"}", "{\n  \"a\": 1e400,\n  \"a\": \"x,{}\"\n}"),
            (" [ ] ", "[]"), ("[ {\n} ,null]", "[\n  {},\n  null\n]"), ("\"a\\\"b\"", "\"a\\\"b\""),
            ("12", "12"), ("truer", nil), ("[info]", nil), ("", ""), ("[1", nil), ("]", nil),
            ("[}", nil), ("{a;b}", nil),
        ] as [(String, String?)])
    func layout(text: String, expected: String?) {
        let result = JSONIndenter.indent(Array(text.utf8), isCut: false)
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func `a text that was cut is laid out as far as it goes`() {
        let result = JSONIndenter.indent(Array("{\"a\":[\"b".utf8), isCut: true)
        #expect(result.map { String(decoding: $0, as: UTF8.self) } == "{\n  \"a\": [\n    \"b")
    }

    @Test func `the indentation of deep nesting is bounded`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 65_536)
        let result = JSONIndenter.indent(deep, isCut: true)
        #expect((result?.count ?? .max) < deep.count * 100)
    }
}
