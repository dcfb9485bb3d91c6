import Diagnostics
import Foundation
import HTTPModel
import RunModel
import Testing

@testable import Reporting

/// The page of the events, without its style sheet and scripts unless they are wanted.
struct Page {
    let file: MemoryFile

    init(
        _ events: [RunEvent], _ options: HTMLReport.Options = HTMLReport.Options(),
        finishes: Bool = true
    ) throws {
        file = MemoryFile()
        let report = HTMLReport(file: file, options: options, generator: "Posthaste test")
        for event in events { try report.receive(event) }
        if finishes { try report.finish() }
    }

    /// All of it but the assets.
    var text: String {
        file.text.replacing(/<style>.*<\/script>\n<title>/.dotMatchesNewlines(), with: "<title>")
    }

    /// What the summary counts, by its name: the number and what is said beneath it.
    var counts: [String: String] {
        let entries = text.matches(
            of: /<dt>(.*?)<\/dt><dd>(.*?)<\/dd>(?:<dd class="facts">(.*?)<\/dd>)?/)
        return Dictionary(
            uniqueKeysWithValues: entries.map { entry in
                (String(entry.1), [entry.2, entry.3].compactMap(\.self).joined(separator: ": "))
            })
    }

    /// The texts of list entries, cells and rows, by what is around them.
    func texts(_ pattern: Regex<(Substring, Substring)>) -> [String] {
        text.matches(of: pattern).map { String($0.1) }
    }
}

@Suite struct HTMLReportTests {
    @Test func `the summary has the counts and the result`() throws {
        let page = try Page(Story.full)
        #expect(page.text.contains("<title>Failed · Shop</title>"))
        #expect(page.text.contains("<p class=\"verdict ko\">Failed</p>"))
        #expect(
            page.text.contains(
                ">Demo ·  <time datetime=\"2025-01-01T00:00:00.000Z\">2025-01-01 00:00:00 UTC</time>"
            ))
        #expect(
            page.counts == [
                "Requests": "3: 0 passed, 3 failed", "Tests": "3: 1 passed, 1 failed, 1 skipped",
                "Script errors": "1", "Duration": "2s", "Response time": "345ms: 345ms to 345ms",
                "Received": "4B: by 3 HTTP requests", "Warnings": "1",
            ])
    }

    @Test func `failures come first, each with its request`() throws {
        let page = try Page(Story.full)
        let failures = page.texts(
            /<li>(<a href="#i\d+">.*?<\/a> <span class="facts">.*?<\/span><pre>\n.*?)<\/pre>/)
        #expect(
            failures == [
                "<a href=\"#i1\">status is 200</a> <span class=\"facts\">Orders / List orders</span><pre>\nexpected 404 to equal 200",
                "<a href=\"#i2\">TypeError in test-script:2:5</a> <span class=\"facts\">Orders / Write / Create order</span><pre>\nundefined is not an object",
                "<a href=\"#i3\">Health</a> <span class=\"facts\">Health</span><pre>\ncannot connect to 'shop.test:443'",
            ])
    }

    @Test func `the table of runs tells passed, failed and skipped requests apart`() throws {
        let item = Story.item("Get")
        let ends: [[RunEvent]] = [
            [Story.request(item)], [Story.request(item), Story.failed("t", item)],
            [.itemSkipped(item, because: .end)],
        ]
        let page = try Page(
            ends.enumerated().flatMap { number, events -> [RunEvent] in
                var start = Story.start
                (start.label, start.number, start.runCount) = ("T\(number)", number, 3)
                return [.runStarted(start), .itemStarted(item)] + events
                    + [.itemFinished(item), Story.end()]
            })
        #expect(
            page.text.contains(
                "<td class=\"ok\"><a href=\"#i1\">✓</a></td><td class=\"ko\"><a href=\"#i2\">✗</a>"
                    + "</td><td class=\"sk\"><a href=\"#i3\">–</a></td>"))
    }

    @Test func `a row sums up its request, and the details have the rest`() throws {
        let row = try #require(
            Page(Story.full).texts(
                /(<details class="item[^>]*id="i1".*?<\/noscript><\/details>)/.dotMatchesNewlines()
            ).first)
        let expected = """
            <details class="item ko" id="i1"><summary><b class="v">failed</b><b class="m get">GET</b>\
            <span class="n">List orders <i>/orders</i></span><b class="s s4">404</b>\
            <span class="t ko">1/3</span><span class="z">102B</span><span class="d">345ms</span>\
            <span class="w"><i style="--s:2;--d:345"></i></span></summary><noscript><div class="detail">\
            <h4>Tests</h4><ul class="tests"><li class="ko">status is 200<pre class="failure" tabindex="0">
            AssertionError: expected 404 to equal 200</pre><p class="facts">assertion:1 in test-script</p></li>\
            <li class="ok">has a body</li><li class="sk">later <i>skipped</i></li></ul>\
            <h4>Request</h4><p class="line"><b class="m get">GET</b> <code class="url">https://shop.test/orders</code></p>\
            <h4>Response</h4><p class="line"><b class="s s4">404 Not Found</b> <span class="facts">HTTP/1.1, 102B, 345ms</span></p>\
            <figure><figcaption>Body <span>2B</span></figcaption><pre class="json" tabindex="0">
            {}</pre></figure><h4>Console</h4><pre class="console" tabindex="0">
            <span class="log">'before'
            </span><span class="log">{ a: 1 } 'b'
            </span></pre><h4>Repeat it</h4><figure><figcaption>curl, with secrets as variables of the shell\
            </figcaption><pre tabindex="0">
            curl 'https://shop.test/orders'</pre></figure><p class="facts">started 2025-01-01T00:00:00.000Z · pre-request scripts 2ms · test scripts 2ms · \
            id id-List orders</p></div></noscript></details>
            """
        #expect(row == expected)
    }

    @Test func `problems of the run are at the top`() throws {
        let diagnostic = Diagnostic(.error, "no token", help: ["sign in"])
        let stopped = try Page([.runStarted(Story.start), Story.end(.authentication(diagnostic))])
        #expect(stopped.text.contains("<p class=\"verdict ko\">Interrupted</p>"))
        #expect(
            stopped.text.contains(
                "<h2>The run was stopped</h2><div>no token<p class=\"facts\">sign in</p></div>"))
        let bailed = try Page([
            .runStarted(Story.start), .itemStarted(Story.item("A")),
            Story.failed("t", Story.item("A")), .itemFinished(Story.item("A")),
            Story.end(.bail(Diagnostic(.note, "2 requests were not sent"))),
        ])
        #expect(bailed.text.contains("<p class=\"verdict ko\">Failed</p>"))
        #expect(bailed.text.contains("2 requests were not sent"))
    }

    @Test func `the timeline ends with the last response`() throws {
        let item = Story.item("Slow", at: 0.6)
        let page = try Page([
            .runStarted(Story.start), .itemStarted(item),
            Story.request(item, Story.answer(milliseconds: 3_000)), .itemFinished(item),
            Story.end(),
        ])
        #expect(page.text.contains("<span>slowest response 3s</span><span>3.6s</span>"))
    }

    @Test func `a run without requests says so`() throws {
        let page = try Page([.runStarted(Story.start), Story.end()])
        #expect(page.text.contains(">Passed</p>"))
        #expect(page.text.contains("No request was run."))
        #expect(
            page.counts == [
                "Requests": "0", "Tests": "0", "Duration": "2s",
                "Received": "0B: by 0 HTTP requests",
            ])
    }

    @Test func `folders, iterations and data rows have headlines`() throws {
        let events = (0..<2).flatMap { number -> [RunEvent] in
            let item = Story.item("Get", in: ["A", "B"], iteration: number)
            let root = Story.item("Root", iteration: number)
            return [
                .iterationStarted(IterationStart(number, row: [.init("city", "Ål\(number)")])),
                .itemStarted(item), Story.request(item), .itemFinished(item),
                .itemStarted(root), .itemSkipped(root), .itemFinished(root),
                .iterationFinished(number),
            ]
        }
        let page = try Page([Story.start(iterations: 2)] + events + [Story.end()])
        #expect(
            page.texts(/<h3 class="\w+">(.*?)<\/h3>/) == [
                "Iteration 1 <span>city <b>Ål0</b></span>", "A <i>/</i> B",
                "<i>outside of folders</i>",
                "Iteration 2 <span>city <b>Ål1</b></span>", "A <i>/</i> B",
                "<i>outside of folders</i>",
            ])
        #expect(page.counts["Iterations"] == "2: of 2")
        #expect(page.text.contains("<b class=\"s s0\">skipped</b>"))
    }

    @Test func `several runs share a page, and each has its line`() throws {
        func run(_ number: Int, _ verdict: (ItemReference) -> RunEvent) -> [RunEvent] {
            var start = Story.start
            start.collectionName = "C\(number + 1)"
            (start.number, start.runCount) = (number, 2)
            let item = Story.item("Get")
            return [
                .runStarted(start), .itemStarted(item), Story.request(item), verdict(item),
                .itemFinished(item), Story.end(),
            ]
        }
        let page = try Page(
            run(0) { Story.passed("t", $0) } + run(1) { Story.failed("t", $0) })
        #expect(page.text.contains("<h1>2 collections</h1>"))
        #expect(page.counts["Requests"] == "2: 1 passed, 1 failed")
        #expect(page.texts(/<tr class="(\w+)"><th scope="row"><a href="#run/) == ["ok", "ko"])
        #expect(page.texts(/<h3 class="run" id="(run\d)">C/) == ["run1", "run2"])
        #expect(page.text.contains("id=\"i2\""))
    }

    @Test func `attempts, handshakes and requests of scripts are among the details`() throws {
        let item = Story.item("Get")
        let attempt = AttemptRecord(
            number: 1, limit: 3,
            requests: [
                RequestRecord(
                    origin: .item, request: HTTPRequest(url: "https://a.test/1"),
                    response: Story.answer(503, "Busy"))
            ],
            reason: "status 503", delay: .milliseconds(250))
        let page = try Page([
            .runStarted(Story.start), .itemStarted(item), .attempt(attempt, item),
            Story.request(item, url: "https://a.test/token", origin: .script),
            Story.request(item), .itemFinished(item), Story.end(),
        ])
        #expect(
            page.texts(/<details class="other">.*?<span class="n">(.*?)<\/i>/) == [
                "https://a.test/1</span> <b class=\"s s5\">503</b> <i>attempt 1 of 3: status 503, again in 250ms",
                "https://a.test/token</span> <b class=\"s s2\">200</b> <i>sent by a script",
            ])
        #expect(page.text.contains("<i class=\"again\">2 attempts</i>"))
    }
}
