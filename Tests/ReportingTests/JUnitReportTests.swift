import Diagnostics
import Foundation
import HTTPModel
import RunModel
import Testing

@testable import Reporting

/// The document without the padding of its root.
private func document(_ events: [RunEvent]) throws -> String {
    // White space covers what a shorter end leaves.
    try junitFile(events).text.replacing(/"  +>/, with: "\">").replacing(/\n+$/, with: "\n")
}

@Suite struct JUnitReportTests {
    @Test func `every request is a suite, every assertion and error a test case`() throws {
        let expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="Shop" tests="5" failures="1" errors="2" time="2.190">
              <testsuite name="Orders / List orders" tests="3" failures="1" errors="0" skipped="1" time="0.345" timestamp="2025-01-01T00:00:00.000Z">
                <properties>
                  <property name="collection" value="Shop"/>
                  <property name="environment" value="Demo"/>
                  <property name="iteration" value="1"/>
                  <property name="itemId" value="id-List orders"/>
                  <property name="method" value="GET"/>
                  <property name="url" value="https://shop.test/orders"/>
                  <property name="status" value="404"/>
                  <property name="timings" value="prepare 0µs, wait 0µs, dns-lookup (cache), tcp-handshake (cache), ssl-handshake (cache), transfer-start 0µs, download 0µs, process 0µs, total 345ms"/>
                  <property name="scriptTime" value="0.004"/>
                </properties>
                <testcase name="has a body" classname="OrdersListOrders" time="0.345"/>
                <testcase name="status is 200" classname="OrdersListOrders" time="0.000">
                  <failure type="AssertionError" message="expected 404 to equal 200">expected 404 to equal 200
            at assertion:1 in test-script

            GET https://shop.test/orders
            404 Not Found, 102B, 345ms

            {}
            </failure>
                </testcase>
                <testcase name="later" classname="OrdersListOrders" time="0.000">
                  <skipped/>
                </testcase>
                <system-out>log: 'before'
            log: { a: 1 }, 'b'
            </system-out>
              </testsuite>
              <testsuite name="Orders / Write / Create order" tests="1" failures="0" errors="1" skipped="0" time="0.345" timestamp="2025-01-01T00:00:00.500Z">
                <properties>
                  <property name="collection" value="Shop"/>
                  <property name="environment" value="Demo"/>
                  <property name="iteration" value="1"/>
                  <property name="itemId" value="id-Create order"/>
                  <property name="method" value="POST"/>
                  <property name="url" value="https://shop.test/orders?a=1"/>
                  <property name="status" value="200"/>
                  <property name="timings" value="prepare 0µs, wait 0µs, dns-lookup (cache), tcp-handshake (cache), ssl-handshake (cache), transfer-start 0µs, download 0µs, process 0µs, total 345ms"/>
                  <property name="scriptTime" value="0.002"/>
                </properties>
                <testcase name="test-script of Orders" classname="OrdersWriteCreateOrder" time="0.345">
                  <error type="TypeError" message="undefined is not an object">undefined is not an object
            at test-script:2:5
            at line 2

            POST https://shop.test/orders?a=1
            200 OK, 102B, 345ms
            </error>
                </testcase>
              </testsuite>
              <testsuite name="Health" tests="1" failures="0" errors="1" skipped="0" time="1.500" timestamp="2025-01-01T00:00:01.000Z">
                <properties>
                  <property name="collection" value="Shop"/>
                  <property name="environment" value="Demo"/>
                  <property name="iteration" value="1"/>
                  <property name="itemId" value="id-Health"/>
                  <property name="method" value="GET"/>
                  <property name="url" value="https://shop.test/orders"/>
                  <property name="scriptTime" value="0.000"/>
                </properties>
                <testcase name="Health" classname="Health" time="1.500">
                  <error type="TransportError" message="cannot connect to &apos;shop.test:443&apos;">cannot connect to 'shop.test:443'
            at request

            GET https://shop.test/orders
            </error>
                </testcase>
              </testsuite>
              <testsuite name="Shop" tests="0" failures="0" errors="0" skipped="0" time="0.000" timestamp="2025-01-01T00:00:02.000Z">
                <system-err>warning: variable 'x' is not defined
            warning: variable 'x' is not defined
            </system-err>
              </testsuite>
            </testsuites>

            """
        #expect(try document(Story.full) == expected.replacing("&apos;", with: "'"))
    }

    @Test func `a request without tests is one test case, skipped when it was skipped`() throws {
        let sent = Story.item("Sent")
        let left = Story.item("Left")
        let text = try document([
            .runStarted(Story.start), .itemStarted(sent), Story.request(sent), .itemFinished(sent),
            .itemStarted(left), .itemSkipped(left), .itemFinished(left), Story.end(),
        ])
        #expect(text.contains(#"<testcase name="Sent" classname="Sent" time="0.345"/>"#))
        #expect(
            text.contains(
                """
                    <testcase name="Left" classname="Left" time="0.000">
                      <skipped message="a script skipped the request"/>
                    </testcase>
                """))
        #expect(text.contains(#"tests="2" failures="0" errors="0" time="0.345">"#))
    }

    @Test func `iterations are kept apart`() throws {
        let events = (0..<2).flatMap { number -> [RunEvent] in
            let item = Story.item("Get", iteration: number)
            let verdict = number == 0 ? Story.failed("t", item) : Story.passed("t", item)
            return [.itemStarted(item), Story.request(item), verdict, .itemFinished(item)]
        }
        let text = try document([Story.start(iterations: 2)] + events + [Story.end()])
        #expect(text.contains(#"<testsuite name="Get [iteration 1]" tests="1" failures="1""#))
        #expect(text.contains(#"<testsuite name="Get [iteration 2]" tests="1" failures="0""#))
        #expect(text.contains(#"<property name="iteration" value="2"/>"#))
        #expect(text.contains(#"<testcase name="t [iteration 1]" classname="Get""#))
        #expect(text.contains(#"<testcase name="t [iteration 2]" classname="Get""#))
        #expect(text.contains("\nat assertion:0 in test-script\nin iteration 1\n"))
        #expect(text.contains(#"<testsuites name="Shop" tests="2" failures="1""#))
    }

    @Test func `no two test cases have the same class and name`() throws {
        var events = [Story.start(iterations: 2)]
        for iteration in 0..<2 {
            events.append(.iterationStarted(IterationStart(iteration, row: [.init("u", "v")])))
            for name in ["Get", "get", "Get"] {
                let item = Story.item(name, iteration: iteration)
                events += [
                    .itemStarted(item), Story.request(item), Story.passed("t", item),
                    Story.failed("t", item), .itemFinished(item),
                ]
            }
        }
        let text = try document(events + [Story.end()])
        let names = text.matches(of: /<testcase name="([^"]*)" classname="Get"/).map { $0.1 }
        #expect(
            names == [
                "t [iteration 1]", "t (2) [iteration 1]", "t [iteration 1, #2]",
                "t (2) [iteration 1, #2]", "t [iteration 1, #3]", "t (2) [iteration 1, #3]",
                "t [iteration 2]", "t (2) [iteration 2]", "t [iteration 2, #2]",
                "t (2) [iteration 2, #2]", "t [iteration 2, #3]", "t (2) [iteration 2, #3]",
            ])
        #expect(text.contains("\nin iteration 2 (u: v)\n"))
    }

    @Test func `requests of scripts and handshakes appear only if they fail`() throws {
        let item = Story.item("Get")
        let refused = Failure(name: "TransportError", message: "refused")
        let text = try document([
            .runStarted(Story.start), .itemStarted(item),
            Story.request(item, url: "https://shop.test/challenge", origin: .authentication),
            Story.request(item), Story.request(item, nil, origin: .script, failure: refused),
            Story.passed("t", item), .itemFinished(item), Story.end(),
        ])
        #expect(text.contains(#"tests="2" failures="0" errors="1" time="0.345""#))
        #expect(text.contains(#"name="pm.sendRequest GET https://shop.test/orders""#))
        #expect(!text.contains("challenge"))
    }

    @Test func `the first case after the request carries its time`() throws {
        let item = Story.item("Get")
        let early = AssertionRecord(name: "early", index: 0, event: .prerequest)
        let text = try document([
            .runStarted(Story.start), .itemStarted(item), .assertion(early, item),
            Story.request(item), Story.passed("late", item), .itemFinished(item), Story.end(),
        ])
        #expect(text.contains(#"<testcase name="early" classname="Get" time="0.000"/>"#))
        #expect(text.contains(#"<testcase name="late" classname="Get" time="0.345"/>"#))
    }

    @Test func `an interrupted run is an error, and its last suite is kept`() throws {
        let item = Story.item("Get")
        let text = try document([
            .runStarted(Story.start), .itemStarted(item), Story.request(item),
            Story.end(.signal(2)),
        ])
        #expect(text.contains(#"<testsuite name="Get" tests="1""#))
        #expect(
            text.contains(
                #"<error type="Interrupted" message="the run was interrupted by signal 2">"#))
        #expect(text.contains(#"<testsuites name="Shop" tests="2" failures="0" errors="1""#))
    }

    @Test func `--bail skips the rest of the run, and --timeout fails it`()
        throws
    {
        let note = Diagnostic(.note, "the run ends here", help: ["2 requests were not run"])
        let bailed = try document([.runStarted(Story.start), Story.end(.bail(note))])
        #expect(
            bailed.contains(#"<skipped message="the run ends here&#10;2 requests were not run"/>"#))
        #expect(bailed.contains(#"<testsuites name="Shop" tests="1" failures="0" errors="0""#))
        let absent = try document([.runStarted(Story.start), Story.end(.notBegun(note))])
        #expect(absent.contains(#"<testsuites name="Shop" tests="1" failures="0" errors="0""#))
        #expect(
            absent.contains(#"<skipped message="the run ends here&#10;2 requests were not run"/>"#))
        let late = Diagnostic(.error, "the run took longer than 5 ms")
        let timedOut = try document([.runStarted(Story.start), Story.end(.timeout(late))])
        #expect(
            timedOut.contains(
                #"<error type="TimeoutError" message="the run took longer than 5 ms">"#))
    }

    @Test func `repeated attempts are in the output, and add to the time`() throws {
        let item = Story.item("Get")
        let refused = Failure(name: "RequestError", message: "refused")
        let text = try document([
            .runStarted(Story.start), .itemStarted(item),
            Story.attempt(1, item, Story.answer(503, milliseconds: 100), reason: "status 503"),
            Story.attempt(2, item, nil, reason: "refused", failure: refused),
            Story.request(item), .itemFinished(item), Story.end(),
        ])
        #expect(text.contains(#"tests="1" failures="0" errors="0" skipped="0" time="0.445""#))
        #expect(text.contains(#"<property name="attempts" value="3"/>"#))
        #expect(
            text.contains(
                """
                <system-out>request: GET https://shop.test/orders [503]
                attempt 1 of 3: status 503, again in 500ms
                request: GET https://shop.test/orders
                attempt 2 of 3: refused, again in 500ms
                </system-out>
                """))
    }

    @Test func `a token that cannot be obtained is an error`() throws {
        let refused = Diagnostic(.error, "invalid_client", help: ["set 'clientSecret'"])
        let text = try document([.runStarted(Story.start), Story.end(.authentication(refused))])
        #expect(
            text.contains(
                """
                    <testcase name="run" classname="Shop" time="0.000">
                      <error type="AuthenticationError" message="invalid_client&#10;set 'clientSecret'">
                """.dropLast(0)))
    }

    @Test func `a warning about an item is in its system-err`() throws {
        let item = Story.item("Get")
        let text = try document([
            .runStarted(Story.start), .itemStarted(item),
            .warning(Diagnostic(.warning, "variable 'x' is not defined")), Story.request(item),
            .itemFinished(item), Story.end(),
        ])
        let expected = "    <system-err>warning: variable 'x' is not defined\n</system-err>\n"
        #expect(text.contains(expected))
    }

    @Test func `a warning about the run is in a suite at the end, without test cases`() throws {
        let item = Story.item("Get")
        let text = try document([
            .runStarted(Story.start), .warning(Diagnostic(.warning, "the file is odd")),
            .itemStarted(item), Story.request(item), .itemFinished(item), Story.end(),
        ])
        #expect(
            text.hasSuffix(
                """
                  <testsuite name="Shop" tests="0" failures="0" errors="0" skipped="0" time="0.000" timestamp="2025-01-01T00:00:02.000Z">
                    <system-err>warning: the file is odd
                </system-err>
                  </testsuite>
                </testsuites>

                """))
        #expect(text.contains(#"<testsuites name="Shop" tests="1" failures="0" errors="0""#))
    }

    @Test func `a warning of a strict run is an error of its item, or of the run`() throws {
        let item = Story.item("Get")
        let failure = Failure(name: "StrictError", message: "--strict: undefined\nmend it")
        let text = try document([
            .runStarted(Story.start), .strictFailure(failure, nil), .itemStarted(item),
            .strictFailure(failure, item), Story.request(item), Story.passed("t", item),
            .itemFinished(item), Story.end(),
        ])
        #expect(
            text.contains(
                """
                    <testcase name="--strict: undefined" classname="Get" time="0.000">
                      <error type="StrictError" message="--strict: undefined&#10;mend it">
                """))
        #expect(
            text.contains(#"<testcase name="--strict: undefined" classname="Shop" time="0.000">"#))
        #expect(text.contains(#"<testsuites name="Shop" tests="3" failures="0" errors="2""#))
    }

    @Test func `a suite has the data row of its iteration`() throws {
        let item = Story.item("Get", iteration: 1)
        let text = try document([
            Story.start(iterations: 2),
            .iterationStarted(IterationStart(1, row: [.init("user", "\"ada\""), .init("n", "1")])),
            .itemStarted(item), Story.request(item), .itemFinished(item), Story.end(),
        ])
        #expect(text.contains(#"<property name="dataRow" value="user: &quot;ada&quot;, n: 1"/>"#))
    }

    @Test func `only the first failure of a suite shows the response, and only its start`() throws {
        let item = Story.item("Get")
        let body = String(repeating: "0123456789", count: 500)
        let text = try document([
            .runStarted(Story.start), .itemStarted(item),
            Story.request(item, Story.answer(body: body)), Story.failed("a", item),
            Story.failed("b", item, index: 1), .itemFinished(item), Story.end(),
        ])
        #expect(text.split(separator: "(the first 1.02kB of 5kB)").count == 2)
        #expect(!text.contains(body))
    }
}
