import Diagnostics
import Execution
import Platform
import RunModel
import Synchronization
import Testing

@testable import CLI

@Suite("Events on their way to the reports")
struct EventDeliveryTests {
    /// Keeps the numbers of the events, and fails at one of them if it should.
    private final class Log: RunListener, Sendable {
        private let numbers = Mutex<[Int]>([])
        private let failsAt: Int?
        private let isFinished = Atomic(false)

        init(failsAt: Int? = nil) {
            self.failsAt = failsAt
        }

        var received: [Int] { numbers.withLock(\.self) }
        var hasFinished: Bool { isFinished.load(ordering: .acquiring) }

        func receive(_ event: RunEvent) throws(ListenerError) {
            guard case .iterationStarted(let start) = event else { return }
            let number = start.number
            numbers.withLock { $0.append(number) }
            if number == failsAt { throw ListenerError(Diagnostic(.error, "full")) }
        }

        func finish() throws(ListenerError) { isFinished.store(true, ordering: .releasing) }
    }

    private static func event(_ number: Int) -> RunEvent {
        .iterationStarted(IterationStart(number))
    }

    @Test("Every event arrives once and in order, before drain and finish return")
    func keepsOrder() {
        let log = Log()
        let delivery = EventDelivery(RunListeners([log], reportFailure: { _ in }))
        for number in 0..<100_000 {
            delivery.send(Self.event(number))
            if number % 30_000 == 5 {
                delivery.drain()
                #expect(log.received.count == number + 1)
            }
        }
        #expect(!log.hasFinished)
        delivery.finish()
        #expect(log.received == Array(0..<100_000))
        #expect(log.hasFinished)
    }

    @Test("A listener that fails is reported once, and the others go on", arguments: [3, 5_000])
    func reportsFailure(at number: Int) {
        let (failing, other) = (Log(failsAt: number), Log())
        let failures = Atomic(0)
        let delivery = EventDelivery(
            RunListeners([failing, other]) { _ in failures.add(1, ordering: .relaxed) })
        for number in 0..<10_000 { delivery.send(Self.event(number)) }
        delivery.finish()
        #expect(failing.received == Array(0...number))
        #expect(other.received == Array(0..<10_000))
        #expect(failures.load(ordering: .relaxed) == 1)
    }

    /// Notes whether it receives the start of a run on the thread of the sender.
    private final class StartLog: RunListener, Sendable {
        @TaskLocal static var isSender = false

        private let isOnSender = Mutex<Bool?>(nil)

        var wasOnSender: Bool? { isOnSender.withLock(\.self) }

        func receive(_ event: RunEvent) { isOnSender.withLock { $0 = Self.isSender } }

        func finish() {}
    }

    @Test(
        "A run that is known to be long does not wait for the reports to begin",
        arguments: [(items: 99, iterations: 99), (100, 1), (1, 100)])
    func startsEarly(items: Int, iterations: Int) {
        let log = StartLog()
        let delivery = EventDelivery(RunListeners([log], reportFailure: { _ in }))
        let start = RunStart(
            collectionName: "", iterationCount: iterations, itemCount: items, startedAt: 0)
        StartLog.$isSender.withValue(true) { delivery.send(.runStarted(start)) }
        delivery.finish()
        #expect(log.wasOnSender == (max(items, iterations) < 100))
    }

    @Test("Several threads can send at once")
    func takesFromThreads() {
        let log = Log()
        let delivery = EventDelivery(RunListeners([log], reportFailure: { _ in }))
        let slots = ThreadSlots(4)
        for thread in 0..<4 {
            slots.take()
            BackgroundThread.start {
                for number in 0..<5_000 { delivery.send(Self.event(thread * 5_000 + number)) }
                slots.release()
            }
        }
        slots.waitForAll()
        delivery.finish()
        #expect(log.received.sorted() == Array(0..<20_000))
        for thread in 0..<4 {
            let own = log.received.filter { $0 / 5_000 == thread }
            #expect(own == own.sorted())
        }
    }
}
