import Diagnostics
import Foundation
import HTTPModel
import JSON
import RunModel
import Testing

@testable import Reporting

/// The files that the events make.
private func files(
    _ events: [RunEvent], _ options: JSONReport.Options = .init()
) throws -> [MemoryFile] {
    var files: [MemoryFile] = []
    let report = JSONReport(options: options) { _ in
        files.append(MemoryFile())
        return files[files.count - 1]
    }
    for event in events { try report.receive(event) }
    try report.finish()
    return files
}

/// The one document that the events make.
private func document(
    _ events: [RunEvent], _ options: JSONReport.Options = .init()
) throws -> JSONValue {
    let made = try files(events, options)
    try #require(made.count == 1)
    #expect(made[0].isClosed)
    return try JSONParser.parse(made[0].text)
}

private func options(
    _ bodies: JSONReport.Options.Bodies? = nil, _ layout: JSONReport.Options.Layout = .compact
) -> JSONReport.Options {
    var options = JSONReport.Options()
    options.bodies = bodies
    options.layout = layout
    return options
}

extension JSONValue {
    fileprivate subscript(index: Int) -> JSONValue? {
        array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    }
    fileprivate var text: String { JSONWriter.compact(self) }
}

@Suite struct JSONReportTests {
    /// A run of one item with these events in it.
    private static func run(_ item: ItemReference, _ events: RunEvent...) -> [RunEvent] {
        [.runStarted(Story.start), .iterationStarted(IterationStart(0)), .itemStarted(item)]
            + events + [.itemFinished(item), .iterationFinished(0), Story.end()]
    }

    @Test func `A run has Newman's structure`() throws {
        let expected = #"""
            {
            "collection": {"info":{"_postman_id":"c-1","name":"Shop","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[]},
            "run": {
            "executions": [
            {"cursor":{"position":0,"iteration":0,"length":2,"cycles":1,"empty":false,"eof":false,"bof":true,"cr":false,"ref":"0.0"},"item":{"id":"id-List orders","name":"List orders"},"request":{"url":{"raw":"https://shop.test/orders","protocol":"https","host":["shop","test"],"path":["orders"]},"header":[],"method":"GET"},"response":{"status":"Not Found","code":404,"header":[],"body":"{}","cookie":[],"responseTime":345,"responseSize":2,"timings":{"prepare":0,"wait":0,"dns":0,"tcp":0,"secureHandshake":0,"firstByte":0,"download":0,"process":0,"total":345}},"id":"id-List orders","assertions":[{"assertion":"has a body","skipped":false},{"assertion":"status is 200","skipped":false,"error":{"name":"AssertionError","index":1,"test":"status is 200","message":"expected 404 to equal 200","stack":"AssertionError: expected 404 to equal 200\n   at assertion:1 in test-script"}},{"assertion":"later","skipped":true}],"folders":["Orders"],"console":[{"level":"log","messages":["'before'"]},{"level":"log","messages":["{ a: 1 }","'b'"]}],"curl":"curl 'https://shop.test/orders'"},
            {"cursor":{"position":0,"iteration":0,"length":2,"cycles":1,"empty":false,"eof":false,"bof":true,"cr":false,"ref":"0.0"},"item":{"id":"id-Create order","name":"Create order"},"request":{"url":{"raw":"https://shop.test/orders?a=1","protocol":"https","host":["shop","test"],"path":["orders"],"query":[{"key":"a","value":"1"}]},"header":[],"method":"POST"},"response":{"status":"OK","code":200,"header":[],"body":"{}","cookie":[],"responseTime":345,"responseSize":2,"timings":{"prepare":0,"wait":0,"dns":0,"tcp":0,"secureHandshake":0,"firstByte":0,"download":0,"process":0,"total":345}},"id":"id-Create order","assertions":[],"testScript":[{"error":{"name":"TypeError","message":"undefined is not an object","stack":"TypeError: undefined is not an object\nat line 2"}}],"folders":["Orders","Write"],"nextRequest":"Health","curl":"curl -X 'POST' 'https://shop.test/orders?a=1'"},
            {"cursor":{"position":0,"iteration":0,"length":2,"cycles":1,"empty":false,"eof":false,"bof":true,"cr":false,"ref":"0.0"},"item":{"id":"id-Health","name":"Health"},"request":{"url":{"raw":"https://shop.test/orders","protocol":"https","host":["shop","test"],"path":["orders"]},"header":[],"method":"GET"},"requestError":{"name":"TransportError","message":"cannot connect to 'shop.test:443'","stack":"TransportError: cannot connect to 'shop.test:443'"},"waited":1500,"id":"id-Health","assertions":[],"curl":"curl 'https://shop.test/orders'"}
            ],
            "stats": {"iterations":{"total":1,"pending":0,"failed":1},"items":{"total":3,"pending":0,"failed":3},"scripts":{"total":3,"pending":0,"failed":1},"prerequests":{"total":3,"pending":0,"failed":0},"requests":{"total":3,"pending":0,"failed":1},"tests":{"total":3,"pending":0,"failed":1},"assertions":{"total":3,"pending":0,"failed":1},"testScripts":{"total":2,"pending":0,"failed":1},"prerequestScripts":{"total":1,"pending":0,"failed":0}},
            "timings": {"responseAverage":345,"responseMin":345,"responseMax":345,"responseSd":0,"dnsAverage":0,"dnsMin":0,"dnsMax":0,"dnsSd":0,"firstByteAverage":0,"firstByteMin":0,"firstByteMax":0,"firstByteSd":0,"started":1735689600000,"completed":1735689602000},
            "transfers": {"responseTotal":4},
            "failures": [
            {"error":{"name":"AssertionError","index":1,"test":"status is 200","message":"expected 404 to equal 200","stack":"AssertionError: expected 404 to equal 200\n   at assertion:1 in test-script"},"at":"assertion:1 in test-script","source":{"id":"id-List orders","name":"List orders"},"parent":{"id":"c-1","name":"Shop"},"cursor":{"position":0,"iteration":0,"length":2,"cycles":1,"empty":false,"eof":false,"bof":true,"cr":false,"ref":"0.0"}},
            {"error":{"name":"TypeError","message":"undefined is not an object","stack":"TypeError: undefined is not an object\nat line 2"},"at":"test-script:2:5","source":{"id":"id-Create order","name":"Create order"},"parent":{"id":"c-1","name":"Shop"},"cursor":{"position":0,"iteration":0,"length":2,"cycles":1,"empty":false,"eof":false,"bof":true,"cr":false,"ref":"0.0"}},
            {"error":{"name":"TransportError","message":"cannot connect to 'shop.test:443'","stack":"TransportError: cannot connect to 'shop.test:443'\n   at request"},"at":"request","source":{"id":"id-Health","name":"Health"},"parent":{"id":"c-1","name":"Shop"},"cursor":{"position":0,"iteration":0,"length":2,"cycles":1,"empty":false,"eof":false,"bof":true,"cr":false,"ref":"0.0"}}
            ],
            "warnings": [{"severity":"warning","message":"variable 'x' is not defined","count":2}],
            "error": null
            },
            "environment": {"name":"Demo","values":[]},
            "globals": {"values":[]}
            }

            """#
        #expect(try files(Story.full)[0].text == expected)
    }

    @Test func `The file is complete after every write`() throws {
        var events = Story.full
        for index in 1...40 {
            let item = Story.item("R\(index)", at: Double(index) + 2)
            events.insert(
                contentsOf: [
                    .itemStarted(item), Story.request(item), Story.failed("t", item),
                    .itemFinished(item),
                ], at: events.count - 4)
        }
        let file = MemoryFile()
        let report = JSONReport { _ in file }
        var counts: Set<Int> = []
        for event in events {
            let before = file.writes
            try report.receive(event)
            guard file.writes > before else { continue }
            let run = try #require(try JSONParser.parse(file.text)["run"])
            let executions = try #require(run["executions"]?.array)
            counts.insert(executions.count)
            #expect(run["stats"]?["items"]?["total"]?.double == Double(executions.count))
            if case .runFinished = event { continue }
            #expect(run["error"]?["name"]?.string == "Incomplete")
        }
        #expect(counts.count > 10)
    }

    @Test(
        "In Newman's layout a skipped item has no execution, unless its request was sent",
        arguments: [([], 0), ([Story.request(Story.item("A"))], 1)] as [([RunEvent], Int)])
    func skippedExecutions(requests: [RunEvent], count: Int) throws {
        let item = Story.item("A")
        let events =
            [.runStarted(Story.start), .itemStarted(item)] + requests
            + [.itemSkipped(item, because: .end), .itemFinished(item), Story.end()]
        let json = try document(events, options(nil, .newman))
        #expect(json["run"]?["executions"]?.array?.count == count)
    }

    @Test func `The collection names items, their folders, and requests that were skipped`() throws
    {
        let collection = try JSONParser.parse(
            #"""
            {"info": {"name": "Shop", "description": "All of it"}, "item": [
              {"id": "f", "name": "F", "description": {"content": "d"}, "item": [
                {"id": "id-A", "name": "A", "description": "An A", "event": [],
                 "request": {"method": "PUT", "url": {"raw": "{{u}}"}}}]}]}
            """#)
        var start = Story.start
        start.collection = collection
        let item = Story.item("A", in: ["F"])
        let events: [RunEvent] = [
            .runStarted(start), .itemStarted(item), Story.failed("before", item),
            .itemSkipped(item), .itemFinished(item), Story.end(),
        ]
        let json = try document(events)
        #expect(json["collection"] == collection)
        let execution = try #require(json["run"]?["executions"]?[0])
        #expect(
            execution["item"]?.text == #"{"id":"id-A","name":"A","description":"An A"}"#)
        #expect(execution["request"]?.text == #"{"method":"PUT","url":{"raw":"{{u}}"}}"#)
        #expect(execution["response"] == nil)
        #expect(execution["skipped"]?.boolean == true)
        #expect(execution["assertions"]?[0]?["assertion"]?.string == "before")
        #expect(
            json["run"]?["failures"]?[0]?["parent"]?.text
                == #"{"id":"f","name":"F","description":{"content":"d"}}"#)
        #expect(json["run"]?["stats"]?["tests"]?["total"]?.double == 0)
        let skipped = try document(events, options(nil, .newman))
        #expect(skipped["run"]?["executions"]?.array?.isEmpty == true)
        let whole = try document(
            [
                .runStarted(start), .itemStarted(item), Story.request(item), .itemFinished(item),
                Story.end(),
            ], options(nil, .newman))
        let shown = try #require(whole["run"]?["executions"]?[0]?["item"])
        #expect(shown["request"] == collection["item"]?[0]?["item"]?[0]?["request"])
        #expect(shown["response"]?.text == "[]")
    }

    @Test(
        "Bodies are kept as the user wants",
        arguments: [
            (options(), false, false), (options(), true, true),
            (options(JSONReport.Options.Bodies.none), true, false),
            (options(.all), false, true), (options(nil, .newman), false, true),
            (options(.failed, .newman), false, false),
        ])
    func bodies(options: JSONReport.Options, fails: Bool, isKept: Bool) throws {
        let item = Story.item("A")
        let request = RunEvent.request(
            RequestRecord(
                origin: .item,
                request: HTTPRequest(
                    method: "POST", url: "http://h", body: HTTPBody(Array("sent".utf8))),
                response: Story.answer(body: "got")), item)
        let events = Self.run(
            item, request, fails ? Story.failed("t", item) : Story.passed("t", item))
        let execution = try #require(try document(events, options)["run"]?["executions"]?[0])
        let body = execution["request"]?["body"]
        #expect(body?.text == (isKept ? #"{"mode":"raw","raw":"sent"}"# : nil))
        let response = try #require(execution["response"])
        let (name, value) =
            options.layout == .newman
            ? ("stream", #"{"type":"Buffer","data":[103,111,116]}"#) : ("body", #""got""#)
        #expect(response[name]?.text == (isKept ? value : nil))
        #expect(response["responseSize"]?.double == 3)
    }

    @Test func `A body that is not text is in base64, and a part of one is marked`() throws {
        let item = Story.item("A")
        let json = try document(
            Self.run(
                item,
                .request(
                    RequestRecord(
                        origin: .item,
                        request: HTTPRequest(
                            url: "http://h",
                            body: HTTPBody(pieces: [
                                .bytes(Array("a".utf8)), .file(path: "b.bin", size: 7),
                            ])),
                        response: HTTPResponse(
                            status: 200,
                            headers: HTTPHeaders([
                                HTTPField(
                                    name: "Set-Cookie", value: "s=1; Path=/x; Secure; Max-Age=60")
                            ]), body: [0, 255], bodySize: 9)), item)), options(.all))
        let execution = try #require(json["run"]?["executions"]?[0])
        #expect(execution["response"]?["bodyBase64"]?.string == "AP8=")
        #expect(execution["response"]?["bodyTruncated"]?.boolean == true)
        #expect(execution["request"]?["body"]?["raw"]?.string == "a<file b.bin, 7 bytes>")
        #expect(
            execution["response"]?["cookie"]?[0]?.text
                == #"{"name":"s","value":"1","path":"/x","expires":"2025-01-01T00:01:00.000Z","httpOnly":false,"secure":true}"#
        )
    }

    @Test func `Everything that an item did is in its one execution`() throws {
        let item = Story.item("A")
        var events = Self.run(
            item, Story.request(item, origin: .script),
            .attempt(
                AttemptRecord(
                    number: 1, limit: 3,
                    requests: [
                        RequestRecord(
                            origin: .item, request: HTTPRequest(url: "http://h/1"),
                            response: Story.answer(503))
                    ], reason: "status 503", delay: .milliseconds(250)), item),
            Story.request(item, Story.answer(401), origin: .authentication),
            .request(
                RequestRecord(
                    origin: .item, request: HTTPRequest(url: "http://h/2"),
                    response: Story.answer(),
                    hops: [.init(status: 302, method: "GET", url: "http://h/3")]), item),
            .warning(Diagnostic(.warning, "w", at: Place(item: "A"), help: ["h"])),
            .strictFailure(Failure(name: "StrictError", message: "s"), item),
            .visualization(VisualizationRecord(template: "<b>", data: #"{"a":1}"#), item),
            .nextRequest(nil, item))
        events[1] = .iterationStarted(IterationStart(0, row: [.init("user", "ann")]))
        let json = try document(events)
        let executions = try #require(json["run"]?["executions"]?.array)
        try #require(executions.count == 1)
        let execution = executions[0]
        #expect(execution["request"]?["url"]?["raw"]?.string == "http://h/2")
        #expect(
            execution["redirects"]?.text == #"[{"code":302,"method":"GET","url":"http://h/3"}]"#)
        #expect(
            execution["requests"]?.array?.map { $0["origin"]?.string }
                == ["script", "authentication"])
        #expect(execution["attempts"]?[0]?["delay"]?.double == 250)
        #expect(execution["attempts"]?[0]?["requests"]?[0]?["response"]?["code"]?.double == 503)
        #expect(execution["dataRow"]?.text == #"{"user":"ann"}"#)
        #expect(
            execution["warnings"]?.text == #"[{"severity":"warning","message":"w","help":["h"]}]"#)
        #expect(execution["strictErrors"]?[0]?["message"]?.string == "s")
        #expect(execution["visualizer"]?.text == #"{"template":"<b>","data":{"a":1}}"#)
        #expect(execution["nextRequest"]?.isNull == true)
        #expect(json["run"]?["stats"]?["requests"]?["total"]?.double == 4)
        #expect(json["run"]?["failures"]?[0]?["at"]?.string == "warning")
    }

    @Test func `All failures are reported, no matter how many`() throws {
        let item = Story.item("A")
        var events: [RunEvent] = [.runStarted(Story.start), .itemStarted(item)]
        for index in 0..<2_000 { events.append(Story.failed("t\(index)", item, index: index)) }
        events += [.itemFinished(item), Story.end()]
        let failures = try #require(try document(events)["run"]?["failures"]?.array)
        #expect(failures.map { $0["error"]?["test"]?.string } == (0..<2_000).map { "t\($0)" })
    }

    @Test func `Endless output and requests of one item are bounded and counted`() throws {
        let item = Story.item("A")
        let line = String(repeating: "x", count: 1_000)
        let body = String(repeating: "x", count: 20_000)
        var events: [RunEvent] = [.runStarted(Story.start), .itemStarted(item)]
        for _ in 0..<1_100 {
            events.append(Story.console(item, line))
            events.append(Story.request(item, Story.answer(body: body), origin: .script))
        }
        events += [.itemFinished(item), Story.end()]
        let execution = try #require(try document(events)["run"]?["executions"]?[0])
        let lines = try #require(execution["console"]?.array?.count)
        #expect(lines < 300)
        #expect(execution["omittedConsoleLines"]?.double == Double(1_100 - lines))
        let requests = try #require(execution["requests"]?.array?.count)
        #expect(requests < 900)
        #expect(execution["omittedRequests"]?.double == Double(1_100 - requests))
    }

    @Test func `Every run has a file of its own`() throws {
        var second = Story.start
        second.number = 1
        second.runCount = 2
        second.collectionName = "Other"
        let made = try files(Story.full + [.runStarted(second), Story.end()])
        let names = try made.map {
            try JSONParser.parse($0.text)["collection"]?["info"]?["name"]?.string
        }
        #expect(names == ["Shop", "Other"])
        #expect(made.map(\.isClosed) == [true, true])
    }

    @Test(
        "An early end is reported",
        arguments: [
            (RunEnd.Interruption.signal(2), "Interrupted"),
            (
                .authentication(Diagnostic(.error, "no token", help: ["sign in"])),
                "AuthenticationError"
            ),
            (.timeout(Diagnostic(.error, "over")), "TimeoutError"),
            (.script(Diagnostic(.error, "lost")), "ScriptError"),
            (.bail(Diagnostic(.note, "stopped")), nil),
        ] as [(RunEnd.Interruption, String?)])
    func endings(interruption: RunEnd.Interruption, name: String?) throws {
        let json = try document([.runStarted(Story.start), Story.end(interruption)])
        #expect(json["run"]?["error"]?["name"]?.string == name)
        #expect(json["error"]?["name"]?.string == name)
        #expect(json["run"]?["executions"]?.array?.isEmpty == true)
    }

    @Test func `The variables are those at the end`() throws {
        let scope = JSONValue.object([("name", .string("E")), ("values", .array([.string("v")]))])
        let end = RunEnd(endedAt: 1, duration: .zero, environment: scope, globals: scope)
        let json = try document([.runStarted(Story.start), .runFinished(end)])
        #expect(json["environment"] == scope)
        #expect(json["globals"] == scope)
    }
}
