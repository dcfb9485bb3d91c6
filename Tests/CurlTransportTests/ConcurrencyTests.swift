import HTTPModel
import MonotonicClock
import Synchronization
import Testing

@testable import CurlTransport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

#if os(Linux)
    private let isLinux = true
#else
    private let isLinux = false
#endif

@Suite("Several exchanges at once", .serialized)
struct ConcurrencyTests {
    /// Waits for all that were started; returns them in the order in which they finished.
    private func finishAll(_ transport: CurlTransport) -> [FinishedExchange] {
        var all: [FinishedExchange] = []
        while transport.startedCount > 0 {
            all += transport.finishedExchanges(before: .now + .seconds(10))
        }
        return all
    }

    private func slowServer(_ milliseconds: UInt32 = 100) throws -> RecordingServer {
        try RecordingServer(always: .pause(milliseconds: milliseconds), .answer(body: "slow"))
    }

    @Test("A hundred exchanges take as long as one")
    func together() throws {
        let server = try slowServer()
        let transport = CurlTransport.direct()
        let start = Moment.now
        let ids = (0..<100).map {
            transport.start(.init(url: server.url("/\($0)")), options: .init())
        }
        let finished = finishAll(transport)
        let spent = start.duration(to: .now)
        #expect(Set(finished.map(\.id)) == Set(ids))
        #expect(try finished.allSatisfy { try $0.result.get().response.text == "slow" })
        #expect(server.received.count == 100)
        // One after the other, they would take ten seconds.
        #expect(spent < .seconds(2), "\(spent)")
    }

    @Test("They finish in the order in which the responses arrive")
    func order() throws {
        let first = Mutex(false)
        let server = try RecordingServer { request in
            if request.target == "/fast" {
                first.withLock { $0 = true }
                return [.answer()]
            }
            // Until the other request has been answered.
            while !first.withLock({ $0 }) { usleep(1000) }
            return [.pause(milliseconds: 20), .answer()]
        }
        let transport = CurlTransport.direct()
        let slow = transport.start(.init(url: server.url("/slow")), options: .init())
        let fast = transport.start(.init(url: server.url("/fast")), options: .init())
        #expect(finishAll(transport).map(\.id) == [fast, slow])
    }

    @Test("Waiting ends at the deadline, and the exchange goes on")
    func deadline() throws {
        let server = try slowServer(200)
        let transport = CurlTransport.direct()
        let id = transport.start(.init(url: server.url()), options: .init())
        let start = Moment.now
        #expect(transport.finishedExchanges(before: start + .milliseconds(30)).isEmpty)
        #expect(start.duration(to: .now) >= .milliseconds(30))
        #expect(transport.startedCount == 1)
        #expect(finishAll(transport).map(\.id) == [id])
        #expect(transport.finishedExchanges(before: nil).isEmpty)
    }

    @Test("Redirects are followed, and cookies are shared with the run")
    func redirectsAndCookies() throws {
        let server = try RecordingServer { request in
            request.target == "/old"
                ? [.answer("302 Found", "Location: /new", "Set-Cookie: a=1")]
                : [.answer(body: request.values("Cookie").first ?? "none")]
        }
        let transport = CurlTransport.direct()
        _ = transport.start(.init(url: server.url("/old")), options: .init())
        let exchange = try finishAll(transport)[0].result.get()
        #expect(exchange.response.text == "a=1")
        #expect(exchange.redirects.map(\.request.url) == [server.url("/old")])
        #expect(try transport.get(server.url("/other")).response.text == "a=1")
        #expect(server.received.last?.connection == 0, "one connection serves all")
    }

    @Test("An exchange that is waited for runs together with those that were started")
    func beside() throws {
        let server = try RecordingServer { request in
            [.pause(milliseconds: request.target == "/started" ? 50 : 150), .answer()]
        }
        let transport = CurlTransport.direct()
        let id = transport.start(.init(url: server.url("/started")), options: .init())
        #expect(try transport.get(server.url("/waited")).response.status == 200)
        // It has finished in the meantime.
        #expect(transport.finishedExchanges(before: .now).map(\.id) == [id])
    }

    @Test("The limits hold for each exchange")
    func limits() throws {
        let server = try RecordingServer { request in
            request.target == "/large" ? [.answer(body: "12345")] : [.stall]
        }
        let transport = CurlTransport.direct()
        var silent = TransferOptions()
        silent.timeout = .milliseconds(80)
        var total = TransferOptions()
        total.totalTimeout = .milliseconds(120)
        var small = TransferOptions()
        small.maxResponseSize = 4
        let large = transport.start(.init(url: server.url("/large")), options: small)
        let late = transport.start(.init(url: server.url("/total")), options: total)
        let mute = transport.start(.init(url: server.url("/silent")), options: silent)
        let refused = transport.start(.init(url: "no url"), options: .init())
        var kinds: [ExchangeID: TransportError.Kind] = [:]
        for end in finishAll(transport) {
            if case .failure(let error) = end.result { kinds[end.id] = error.kind }
        }
        #expect(
            kinds == [large: .tooLarge, late: .timedOut, mute: .timedOut, refused: .invalidURL])
    }

    @Test("An interruption ends all of them")
    func interruption() throws {
        let server = try RecordingServer(always: .stall)
        let transport = CurlTransport.direct { configuration in
            configuration.shouldCancel = { server.received.count == 3 }
        }
        for _ in 0..<3 { _ = transport.start(.init(url: server.url()), options: .init()) }
        let kinds = finishAll(transport).map { end -> TransportError.Kind? in
            if case .failure(let error) = end.result { error.kind } else { nil }
        }
        #expect(kinds == [.cancelled, .cancelled, .cancelled])
    }

    @Test("What is cancelled never finishes")
    func cancelling() throws {
        let server = try RecordingServer(always: .stall)
        let transport = CurlTransport.direct()
        let ids = (0..<5).map { _ in transport.start(.init(url: server.url()), options: .init()) }
        #expect(transport.finishedExchanges(before: .now + .milliseconds(20)).isEmpty)
        transport.cancel([ids[0]])
        #expect(transport.startedCount == 4)
        transport.cancelAll()
        #expect(transport.startedCount == 0)
        #expect(transport.finishedExchanges(before: nil).isEmpty)
    }

    @Test("Many are cancelled at once")
    func cancellingMany() throws {
        let server = try RecordingServer(always: .stall)
        let transport = CurlTransport.direct { $0.concurrentExchanges = 20 }
        let ids = (0..<20_000).map { _ in
            transport.start(.init(url: server.url()), options: .init())
        }
        transport.cancel(Set(ids.dropLast()))
        #expect(transport.startedCount == 1)
        transport.cancel([ids[19_999]])
        #expect(transport.finishedExchanges(before: nil).isEmpty)
        #expect(server.received.isEmpty)
    }

    /// The number of files and connections that this process has open.
    private var descriptorCount: Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return count
    }

    @Test("A thousand exchanges leave no descriptor open", .enabled(if: isLinux))
    func descriptors() throws {
        let before = descriptorCount
        do {
            let server = try RecordingServer(always: .answer(body: "there"))
            let transport = CurlTransport.direct()
            for number in 0..<1000 {
                _ = transport.start(.init(url: server.url("/\(number)")), options: .init())
            }
            #expect(finishAll(transport).count == 1000)
        }
        // The server's threads end when they see that their connections are closed.
        let deadline = Moment.now + .seconds(5)
        while descriptorCount > before + 8, .now < deadline { usleep(10_000) }
        #expect(descriptorCount <= before + 8)
    }

    @Test("More than fit wait for their turn; bodies and answers stay together")
    func many() throws {
        let server = try RecordingServer { request in [.answer(body: request.text)] }
        let transport = CurlTransport.direct { $0.concurrentExchanges = 20 }
        var sent: [ExchangeID: String] = [:]
        for number in 0..<300 {
            let body = "body \(number)"
            let request = HTTPRequest(
                method: "POST", url: server.url(), body: HTTPBody(Array(body.utf8)))
            sent[transport.start(request, options: .init())] = body
        }
        let finished = finishAll(transport)
        #expect(finished.count == 300)
        #expect(Set(server.received.map(\.connection)).count == 20)
        for end in finished { #expect(try end.result.get().response.text == sent[end.id]) }
    }
}
