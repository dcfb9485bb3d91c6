import Diagnostics
import RunModel
import Testing

@testable import Reporting

/// What the events make: the output, and the page.
private func report(
    _ events: [RunEvent], room: Int = GitHubReport.pageBytes
) throws -> (output: String, page: String) {
    let output = CollectedText()
    let page = CollectedText()
    let report = GitHubReport(
        output: output, page: page, room: room, checkoutPath: { "checkout/" + $0 })
    for event in events { try report.receive(event) }
    try report.finish()
    return (output.text, page.text)
}

@Suite struct GitHubReportTests {
    @Test func `failures and warnings are annotations`() throws {
        let expected = """
            ::error title=Orders / List orders%3A status is 200::expected 404 to equal 200%0Aat assertion:1 in test-script%0AGET https://shop.test/orders: 404 Not Found, 102B, 345ms
            ::error title=Orders / Write / Create order%3A test-script of Orders::undefined is not an object%0Aat test-script:2:5%0APOST https://shop.test/orders?a=1: 200 OK, 102B, 345ms
            ::error title=Health::cannot connect to 'shop.test:443'%0Aat request%0AGET https://shop.test/orders
            ::warning title=Shop::variable 'x' is not defined
            posthaste: Shop: 3 requests, 3 assertions, 3 failures, 1531ms

            """
        #expect(try report(Story.full).output == expected)
    }

    @Test func `the page of named runs begins with a table of all`() throws {
        var events: [RunEvent] = []
        for (number, name) in ["Contoso", "Fabrikam"].enumerated() {
            var start = Story.start
            (start.label, start.number, start.runCount) = (name, number, 2)
            events.append(.runStarted(start))
            if number == 1 { events += Story.full.filter { $0.verdict != nil } }
            events.append(Story.end())
        }
        let page = try report(events).page
        #expect(page.hasPrefix("### ❌ 2 runs, 1 failed\n"))
        #expect(page.contains("| ✅ | Contoso | 0 | 0 |"))
        #expect(page.contains("### ❌ Fabrikam: failed\n"))
        #expect(!page.contains("### ✅ Contoso"))
    }

    @Test func `the page has the result, counts, failures, warnings and slow requests`() throws {
        let expected = """
            ### ❌ Shop (Demo): failed

            3 requests, 3 assertions, 3 failures, 1531ms

            | | executed | failed |
            |---|--:|--:|
            | iterations | 1 | 1 |
            | requests | 3 | 1 |
            | test-scripts | 2 | 1 |
            | prerequest-scripts | 1 | 0 |
            | assertions | 3 | 1 |

            #### Failures

            | request | test | message |
            |---|---|---|
            | Orders / List orders | status is 200 | expected 404 to equal 200 |
            | Orders / Write / Create order | test-script:2:5 | undefined is not an object |
            | Health | request | cannot connect to 'shop.test:443' |

            <details><summary>1. Orders / List orders: status is 200</summary>

            AssertionError at assertion:1 in test-script

            ```text
            expected 404 to equal 200
            ```

            GET https://shop.test/orders: 404 Not Found, 102B, 345ms

            ```text
            {}
            ```

            </details>

            <details><summary>2. Orders / Write / Create order: test-script of Orders</summary>

            TypeError at test-script:2:5

            ```text
            undefined is not an object
            ```

            POST https://shop.test/orders?a=1: 200 OK, 102B, 345ms

            ```text
            {}
            ```

            </details>

            <details><summary>3. Health</summary>

            TransportError at request

            ```text
            cannot connect to 'shop.test:443'
            ```

            GET https://shop.test/orders

            </details>

            #### Warnings

            - variable 'x' is not defined (2 times)

            <details><summary>Slowest requests</summary>

            | request | response |
            |---|---|
            | Orders / List orders | 404 Not Found, 102B, 345ms |
            | Orders / Write / Create order | 200 OK, 102B, 345ms |

            </details>


            """
        #expect(try report(Story.full).page == expected)
    }

    @Test func `a run that passes takes two lines and a table`() throws {
        let item = Story.item("Get")
        let (output, page) = try report([
            .runStarted(Story.start), .itemStarted(item), Story.request(item),
            .itemFinished(item), Story.end(),
        ])
        #expect(output == "posthaste: Shop: 1 request, 0 assertions, 0 failures, 1531ms\n")
        #expect(page.hasPrefix("### ✅ Shop (Demo): passed\n\n1 request, "))
        #expect(!page.contains("####"))
    }

    @Test func `no more annotations are made than GitHub shows`() throws {
        let item = Story.item("Get")
        let failures = (0..<12).map { Story.failed("t \($0)", item, index: $0) }
        let warnings = (0..<12).map { RunEvent.warning(Diagnostic(.warning, "no \($0)")) }
        let (output, page) = try report(
            [.runStarted(Story.start), .itemStarted(item)] + failures + warnings + [Story.end()])
        #expect(output.split(separator: "::error ").count == 10)
        #expect(output.split(separator: "::warning ").count == 11)
        #expect(
            output.hasSuffix("; failures without an annotation: 2, which the summary has\n"))
        #expect(page.contains("<details><summary>12. Get: t 11</summary>"))
        #expect(page.contains("- no 11\n"))
    }

    @Test(
        "What is foreign cannot become a command",
        arguments: [
            ("100%: a,b\r\nc", "100%25%3A a%2Cb%20%0Ac"), ("::set-env", "%3A%3Aset-env"),
            ("a\u{1B}]b", "a␛]b"),
        ])
    func properties(text: String, escaped: String) {
        let property = WorkflowCommand.property(text)
        #expect(property == escaped.replacing("%20", with: " "))
        #expect(!property.contains("\n"))
    }

    @Test func `a warning about a file names its line`() throws {
        let warning = Diagnostic(
            .warning, "odd", at: Place(file: "a,b.json", position: TextPosition(line: 3, column: 7))
        )
        let (output, _) = try report([.runStarted(Story.start), .warning(warning), Story.end()])
        #expect(
            output.hasPrefix("::warning file=checkout/a%2Cb.json,line=3,col=7,title=Shop::odd\n"))
    }

    @Test func `an early end is an error, unless a failure is the reason`() throws {
        let late = Diagnostic(.error, "the run took longer than 5 ms", help: ["give it more"])
        let (output, page) = try report([.runStarted(Story.start), Story.end(.timeout(late))])
        #expect(
            output.hasPrefix("::error title=Shop::the run took longer than 5 ms%0Agive it more\n"))
        #expect(page.hasPrefix("### ❌ Shop (Demo): stopped early\n"))
        #expect(page.contains("```text\nthe run took longer than 5 ms\ngive it more\n```\n"))
        let signal = try report([.runStarted(Story.start), Story.end(.signal(15))])
        #expect(signal.output.hasPrefix("::error title=Shop::the run was interrupted by signal 15"))
        #expect(signal.page.hasPrefix("### ❌ Shop (Demo): interrupted by signal 15\n"))
        let bail = Story.end(.bail(Diagnostic(.note, "the run ends here")))
        #expect(!(try report([.runStarted(Story.start), bail]).output.contains("::error")))
    }

    @Test func `text of others is not Markdown, and no fence ends early`() throws {
        let item = Story.item("<b>*x*|y")
        let (_, page) = try report([
            .runStarted(Story.start), .itemStarted(item),
            Story.request(item, url: "https://shop.test/a_b_c|d"),
            Story.failed("`t`", item, message: "````\n# no heading"), .itemFinished(item),
            Story.end(),
        ])
        #expect(page.contains("<summary>1. &lt;b&gt;*x*|y: `t`</summary>"))
        #expect(page.contains("`````text\n````\n# no heading\n`````\n"))
        #expect(page.contains(#"GET https://shop.test/a\_b\_c\|d"#))
    }

    @Test func `the page stays within its room, and says what it left out`() throws {
        let item = Story.item("Get")
        let message = String(repeating: "é", count: 20_000)
        let failures = (0..<400).map { Story.failed("t", item, index: $0, message: message) }
        let events = [.runStarted(Story.start), .itemStarted(item)] + failures + [Story.end()]
        let (_, page) = try report(events)
        #expect(page.utf8.count < GitHubReport.pageBytes)
        #expect(page.utf8.count > GitHubReport.pageBytes / 2)
        let listed = page.split(separator: "<details>").count - 1
        #expect(page.contains("and \(400 - listed) more failures, which have no room here"))
        // Several runs share the page.
        let (_, both) = try report(events + events)
        #expect(both.utf8.count < GitHubReport.pageBytes)
        let (output, nothing) = try report(events, room: 100)
        #expect(nothing.isEmpty)
        #expect(output.hasSuffix("posthaste: the page of the job has no room for this summary\n"))
    }

    @Test func `the slowest requests are kept, in order`() throws {
        let events = [3, 9, 1, 7, 5, 8, 2].map {
            Story.request(Story.item("r\($0)"), Story.answer(milliseconds: $0))
        }
        let (_, page) = try report([.runStarted(Story.start)] + events + [Story.end()])
        let rows = page.split(separator: "\n").compactMap { $0.firstMatch(of: /^\| (r[0-9])/)?.1 }
        #expect(rows == ["r9", "r8", "r7", "r5", "r3"])
    }
}
