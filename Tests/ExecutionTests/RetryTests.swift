import Diagnostics
import Execution
import HTTPModel
import RunModel
import Testing

/// An answer of the network: a status, or why there is none.
enum Reply: Hashable {
    case status(Int, retryAfter: String? = nil)
    case error(TransportError.Kind)
}

extension RunFixture {
    /// Answers so, one after the other, and then with 200.
    func answer(_ replies: [Reply]) {
        let network = network
        network.answer = { request throws(TransportError) in
            let number = network.requests.count - 1
            switch number < replies.count ? replies[number] : .status(200) {
            case .status(let status, let wait):
                return HTTPResponse(
                    status: status,
                    headers: HTTPHeaders(
                        wait.map { [HTTPField(name: "Retry-After", value: $0)] } ?? []))
            case .error(let kind): throw TransportError(kind, "\(kind)", url: request.url)
            }
        }
    }

    var attempts: [AttemptRecord] {
        log.events.compactMap { if case .attempt(let record, _) = $0 { record } else { nil } }
    }
}

struct RetryTests {
    @Test func `A request is sent again as often as allowed, and only the last attempt counts`()
        throws
    {
        var fixture = RunFixture()
        fixture.settings.retry.count = 2
        fixture.answer([.status(503), .error(.connectionLost), .error(.connectionRefused)])
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", prerequest: "1", test: "2")), \#(CollectionRunTests.item("b"))]"#
        )
        #expect(
            fixture.outline == [
                "start", "iteration 0", "item a", "prerequest of a", "attempt 1 of 3: status 503",
                "attempt 2 of 3: connectionLost", "item", "test of a", "item end", "item b", "item",
                "item end", "iteration end", "end",
            ])
        #expect(fixture.failures.map(\.message) == ["connectionRefused"])
        #expect(fixture.waits.seconds == [1, 1])
        let records = fixture.attempts.flatMap(\.requests)
        #expect(records.map(\.response?.status) == [503, nil])
        #expect(records.map(\.failure?.message) == [nil, "connectionLost"])
        #expect(records.allSatisfy { $0.origin == .item && $0.request.url == "http://h/a" })
        var summary = RunSummary()
        for event in fixture.log.events { summary.fold(event) }
        #expect(summary.requests.total == 4)
        #expect(summary.requests.failed == 1)
    }

    /// What is sent again by default, by method.
    static let defaults: [(Reply, always: Bool, whereRepeatable: Bool)] = [
        (.status(429), true, true), (.status(503), true, true), (.status(502), false, true),
        (.status(504), false, true), (.status(500), false, false), (.status(404), false, false),
        (.status(200), false, false), (.error(.connectionRefused), true, true),
        (.error(.nameNotFound), true, true), (.error(.connectionLost), false, true),
        (.error(.timedOut), false, true), (.error(.invalidResponse), false, true),
        (.error(.tls), false, false), (.error(.tooLarge), false, false),
        (.error(.cancelled), false, false), (.error(.invalidURL), false, false),
    ]

    @Test(
        "What a server may have acted on is sent again only if that does no harm",
        arguments: defaults)
    func byDefault(reply: Reply, always: Bool, whereRepeatable: Bool) throws {
        for method in ["POST", "PATCH", "MERGE"] {
            #expect(try isRetried(reply, method, nil) == always, "\(method)")
        }
        for method in ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"] {
            #expect(try isRetried(reply, method, nil) == whereRepeatable, "\(method)")
        }
    }

    @Test(
        "The causes of --retry-on are tried again with every method",
        arguments: [
            ([.status(500...599)], [.status(500), .status(503), .status(599)], .status(429)),
            ([.status(404...404), .noAnswer], [.status(404), .error(.timedOut)], .status(405)),
            ([.noAnswer], [.error(.connectionLost), .error(.connectionRefused)], .error(.tls)),
            ([], [], .status(503)),
        ] as [(Set<RetryRules.Cause>, [Reply], Reply)])
    func named(causes: Set<RetryRules.Cause>, retried: [Reply], other: Reply) throws {
        for method in ["POST", "GET"] {
            for reply in retried { #expect(try isRetried(reply, method, causes)) }
            #expect(try !isRetried(other, method, causes))
        }
    }

    private func isRetried(
        _ reply: Reply, _ method: String, _ causes: Set<RetryRules.Cause>?
    ) throws -> Bool {
        var fixture = RunFixture()
        fixture.settings.retry.count = 1
        fixture.settings.retry.causes = causes
        fixture.answer([reply])
        try fixture.run(
            #""item": [{"name": "a", "request": {"method": "\#(method)", "url": "http://h/a"}}]"#)
        #expect(fixture.attempts.count == fixture.network.requests.count - 1)
        return !fixture.attempts.isEmpty
    }

    @Test(
        "A server may ask for a longer wait, but not for any",
        arguments: [
            (nil, 2), ("1", 2), ("7", 7), ("7.5", 7.5), ("60", 60), ("61", nil), ("1e300", nil),
            ("-3", 2), ("soon", 2), ("Thu, 01 Jan 1970 00:16:50 GMT", 10),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 2), ("Fri, 02 Jan 1970 00:00:00 GMT", nil),
        ] as [(String?, Double?)])
    func retryAfter(asked: String?, wait: Double?) throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        fixture.settings.retry.count = 1
        fixture.settings.retry.delay = .seconds(2)
        fixture.answer([.status(503, retryAfter: asked)])
        try fixture.run(#""item": [\#(CollectionRunTests.item("a"))]"#)
        #expect(fixture.waits.seconds == [wait].compactMap(\.self))
        #expect(
            fixture.warnings
                == (wait == nil
                    ? [
                        "the request is not sent again: the server asks for a wait of more than 60 s"
                    ]
                    : []))
        // It is a note, which fails no strict run.
        #expect(fixture.failures.isEmpty)
    }

    @Test func `Each attempt is signed anew, and its rounds stand before it`() throws {
        var fixture = RunFixture()
        fixture.settings.retry.count = 1
        let network = fixture.network
        network.answer = { request throws(TransportError) in
            guard request.headers.contains("Authorization") else {
                return HTTPResponse(
                    status: 401,
                    headers: HTTPHeaders([
                        HTTPField(
                            name: "WWW-Authenticate",
                            value: #"Digest realm="r", nonce="n", qop="auth""#)
                    ]))
            }
            return HTTPResponse(status: network.requests.count == 2 ? 503 : 200)
        }
        try fixture.run(
            #""auth": {"type": "digest", "digest": {"username": "u", "password": "p"}}, "item": [\#(CollectionRunTests.item("a"))]"#
        )
        #expect(
            fixture.outline.dropFirst(2) == [
                "item a", "authentication", "attempt 1 of 2: status 503", "item", "item end",
                "iteration end", "end",
            ])
        let signatures = network.requests.compactMap { $0.headers["Authorization"] }
        #expect(Set(signatures).count == 2)
    }

    @Test func `There may be any number of attempts`() throws {
        var fixture = RunFixture()
        fixture.settings.retry.count = .max
        fixture.answer(Array(repeating: .status(503), count: 20))
        try fixture.run(#""item": [\#(CollectionRunTests.item("a"))]"#)
        #expect(fixture.attempts.count == 20)
    }

    @Test func `A request that a script runs is sent again too`() throws {
        var fixture = RunFixture()
        fixture.settings.retry.count = 1
        fixture.answer([.status(503)])
        try fixture.run(
            #"""
            "item": [\#(CollectionRunTests.item("a", prerequest: "pm.execution.runRequest('b')")),
                     \#(CollectionRunTests.item("b"))]
            """#)
        #expect(fixture.paths == ["/b", "/b", "/a", "/b"])
        #expect(fixture.attempts.map(\.requests.first?.origin) == [.script])
    }

    @Test func `An interruption while waiting ends the request`() throws {
        var fixture = RunFixture()
        fixture.settings.retry.count = 5
        fixture.interruptionWhileWaiting = .signal(15)
        fixture.answer([.status(503)])
        let result = try fixture.run(#""item": [\#(CollectionRunTests.item("a", test: "1"))]"#)
        #expect(
            fixture.outline.dropFirst(2) == [
                "item a", "attempt 1 of 6: status 503", "item", "item end", "end",
            ])
        #expect(
            fixture.failures.map(\.message) == [
                "interrupted, before it was sent again because of status 503"
            ])
        #expect(fixture.paths == ["/a"])
        #expect(result.end.interruption == .signal(15))
    }
}
