import Diagnostics
import HTTPModel
import JSON
import RunModel

@testable import Reporting

/// Events in which no member has the value that reading begins with.
enum EventSamples {
    static let all: [RunEvent] =
        [
            .runStarted(start), .iterationStarted(iteration), .itemStarted(item),
            .console(ConsoleRecord(level: .error, arguments: ["'a'", "{ b: 1 }"]), item),
            .request(exchange, item), .request(lost, item), .attempt(attempt, item),
            .assertion(assertion, item), .script(script, item), .itemSkipped(item),
            .itemSkipped(item, because: .end),
            .nextRequest("Health", item), .nextRequest(nil, item),
            .visualization(
                VisualizationRecord(
                    template: "<p>{{n}}</p>", data: "{\"n\":1}", html: "<p>1</p>",
                    renderingFailure: "none"), item),
            .visualization(nil, item), .itemFinished(item), .iterationFinished(3),
            .warning(diagnostic), .strictFailure(failure, item), .strictFailure(failure, nil),
        ] + interruptions.map { .runFinished(end($0)) }

    static let start: RunStart = {
        var start = RunStart(
            collectionName: "Shop", collectionID: "c-1", environmentName: "Demo", iterationCount: 2,
            itemCount: 3, startedAt: 1_735_689_600.123, number: 1, runCount: 2,
            collection: .object([
                ("info", .object([("name", .string("Shop"))])), ("item", .array([])),
            ]))
        (start.label, start.part, start.rowNumber) = ("Demo / Shop", "shard 2 of 3", 2)
        (start.file, start.duration) = ("shop.json", .seconds(60))
        return start
    }()

    static let iteration = IterationStart(1, row: [.init("city", "Köln"), .init("zip", "50667")])

    static let item = ItemReference(
        id: "i-1", name: "Create order", folders: ["Orders", "Write"], iteration: 1, sequence: 4,
        position: 2, file: "Shop/Create order.request.yaml", line: 12, startedAt: 1_735_689_600.25)

    static let exchange = RequestRecord(
        origin: .script, request: request, response: response, failure: failure,
        hops: [hop], waited: .milliseconds(15))

    static let hop = RequestRecord.Hop(
        status: 302, method: "GET", url: "https://shop.test/orders/7")

    static let lost = RequestRecord(
        origin: .authentication, request: HTTPRequest(method: "PUT", url: "https://shop.test/"),
        failure: failure, hops: [hop], waited: .milliseconds(2_000))

    static let request = HTTPRequest(
        method: "POST", url: "https://shop.test/orders?a=1",
        headers: HTTPHeaders([
            HTTPField(name: "X-Twice", value: "2", isSystem: true),
            HTTPField(name: "x-twice", value: "1", isSystem: true),
        ]),
        body: HTTPBody(pieces: [
            .bytes(Array("--b\r\n\"\\\u{1}".utf8)), .file(path: "a.png", size: 9), .bytes([0xFF]),
        ]))

    static let response = HTTPResponse(
        status: 201, reason: "Created", version: "2",
        headers: HTTPHeaders([
            HTTPField(name: "Content-Type", value: "application/json", isSystem: true)
        ]),
        body: Array("{\"id\":7}".utf8), bodySize: 9, headerSize: 80, downloadedSize: 20,
        url: "https://shop.test/orders/7", timings: timings)

    static let timings: HTTPTimings = {
        var timings = HTTPTimings()
        timings.prepare = .microseconds(12)
        timings.wait = .nanoseconds(3)
        timings.nameLookup = .milliseconds(4)
        timings.connect = .microseconds(5_001)
        timings.secureHandshake = .seconds(6)
        timings.firstByte = Duration(secondsComponent: 7, attosecondsComponent: 8)
        timings.download = .milliseconds(9_000)
        timings.process = .microseconds(100)
        timings.total = .milliseconds(1_234)
        return timings
    }()

    static let failure = Failure(
        name: "TypeError", message: "undefined is not an object", stack: "at line 2",
        position: TextPosition(line: 2, column: 5), lineText: "total.sum()",
        comparison: Comparison(actual: "1", expected: "2", isCut: true),
        system: TransportError.Cause(
            code: "ECONNREFUSED", errno: -111, syscall: "connect", address: "127.0.0.1", port: 80))

    static let attempt = AttemptRecord(
        number: 1, limit: 3, requests: [exchange], reason: "status 503",
        delay: .milliseconds(250))

    static let assertion = AssertionRecord(
        name: "status is 200", index: 1, event: .prerequest, isSkipped: true, failure: failure)

    static let script = ScriptRecord(
        event: .prerequest, owner: "Orders", duration: .microseconds(1_500), failure: failure)

    static let diagnostic = Diagnostic(
        .warning, "variable 'a' is not defined",
        at: Place(
            file: "orders.json", position: TextPosition(line: 3, column: 9),
            lineText: "\"url\": \"{{a}}\"", jsonPath: "$.item[0]", item: "Orders / List"),
        help: ["did you mean 'b'?", "define it"])

    static let interruptions: [RunEnd.Interruption] = [
        .signal(15), .authentication(diagnostic), .script(diagnostic), .bail(diagnostic),
        .notBegun(diagnostic), .timeout(diagnostic), .lost(diagnostic),
    ]

    static func end(_ interruption: RunEnd.Interruption) -> RunEnd {
        let values = JSONValue.object([("values", .array([.number(1.5)]))])
        return RunEnd(
            interruption: interruption, endedAt: 1_735_689_602.5,
            duration: .microseconds(2_377_001), environment: values, globals: values)
    }
}

/// Runs with any content that there may be, made of a seed.
struct GeneratedRun {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func events() -> [RunEvent] {
        var start = EventSamples.start
        start.collectionName = text()
        start.startedAt = Double(number(4_000_000_000)) + Double(number(1_000_000)) / 1e6
        var events: [RunEvent] = [.runStarted(start)]
        for iteration in 0...number(3) {
            events.append(.iterationStarted(IterationStart(iteration, row: [cell()])))
            for position in 0...number(3) { append(position, iteration, to: &events) }
            events.append(.iterationFinished(iteration))
        }
        return events + [.runFinished(RunEnd(endedAt: start.startedAt + 1, duration: duration()))]
    }

    private mutating func append(_ position: Int, _ iteration: Int, to events: inout [RunEvent]) {
        let item = ItemReference(
            id: text(), name: text(), folders: texts(), iteration: iteration, sequence: position,
            position: position, startedAt: 1_735_689_600 + Double(number(1_000)) / 7)
        events.append(.itemStarted(item))
        events.append(.console(ConsoleRecord(level: .info, arguments: texts()), item))
        var response = HTTPResponse(status: number(600), reason: text(), body: bytes())
        response.timings.total = duration()
        response.headers = headers()
        let body = HTTPBody(pieces: [.bytes(bytes()), .bytes(bytes())])
        let request = HTTPRequest(method: text(), url: text(), headers: headers(), body: body)
        events.append(
            .request(RequestRecord(origin: .item, request: request, response: response), item))
        events.append(.assertion(AssertionRecord(name: text(), index: 0, event: .test), item))
        events.append(
            .script(ScriptRecord(event: .test, owner: text(), duration: duration()), item))
        events.append(.itemFinished(item))
    }

    private mutating func headers() -> HTTPHeaders {
        HTTPHeaders((0...number(5)).map { _ in HTTPField(name: text(), value: text()) })
    }

    private mutating func cell() -> IterationStart.Cell { .init(text(), text()) }

    private mutating func texts() -> [String] { (0..<number(4)).map { _ in text() } }

    private mutating func text() -> String {
        let scalars = (0..<number(12)).compactMap { _ in
            Unicode.Scalar(UInt32(number(3) > 0 ? number(0x80) : number(0x11_0000)))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Half of them no text.
    private mutating func bytes() -> [UInt8] {
        let isText = number(2) == 0
        return isText ? Array(text().utf8) : (0..<number(40)).map { _ in UInt8(number(256)) }
    }

    private mutating func duration() -> Duration {
        Duration(
            secondsComponent: Int64(number(1 << number(40))),
            attosecondsComponent: Int64(number(1_000_000_000_000_000_000)))
    }

    /// A number below the limit (splitmix64).
    private mutating func number(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
