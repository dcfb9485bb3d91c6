import JavaScriptEngine
import Testing

struct EventLoopTests {
    /// Time that passes only while somebody sleeps.
    private final class VirtualTime {
        var now = Duration.zero
        var sleeps = 0

        var clock: EventLoop.Clock {
            EventLoop.Clock(
                now: { self.now },
                sleep: {
                    self.now += $0
                    self.sleeps += 1
                })
        }
    }

    private let time = VirtualTime()
    private let loop: EventLoop

    init() {
        loop = EventLoop(clock: time.clock)
    }

    @Test func `timers run in order of time, then of scheduling`() {
        var order: [String] = []
        loop.schedule(after: 10) { order.append("c") }
        loop.schedule(after: 5) { order.append("a") }
        loop.schedule(after: 10) { order.append("d") }
        loop.schedule(after: 5) { order.append("b") }
        loop.schedule(after: 0) { order.append("first") }
        #expect(loop.run() == .done)
        #expect(order == ["first", "a", "b", "c", "d"])
        #expect(time.now == .milliseconds(10))
        #expect(time.sleeps == 2)
    }

    @Test func `a timer that a timer sets takes its turn`() {
        var order: [Int] = []
        loop.schedule(after: 0) {
            order.append(1)
            loop.schedule(after: 0) { order.append(3) }
        }
        loop.schedule(after: 0) { order.append(2) }
        #expect(loop.run() == .done)
        #expect(order == [1, 2, 3])
    }

    @Test func `a cancelled timer does not run, nor is it waited for`() {
        var ran = false
        let id = loop.schedule(after: 1000) { ran = true }
        loop.cancel(id)
        loop.cancel(id)
        #expect(loop.run() == .done)
        #expect(!ran)
        #expect(time.now == .zero)
    }

    @Test func `the deadline ends the wait, and the loop can go on`() {
        var ran = 0
        loop.schedule(after: 30) { ran += 1 }
        func tick() {
            ran += 100
            loop.schedule(after: 1) { tick() }
        }
        loop.schedule(after: 0) { tick() }
        #expect(loop.run(within: EventLoop.Limits(deadline: .milliseconds(20))) == .deadlineReached)
        #expect(time.now == .milliseconds(20))
        #expect(ran == 2000)
        #expect(!loop.isIdle)
        loop.cancelAll()
        #expect(loop.run() == .done)
    }

    @Test func `an interruption is noticed within a tenth of a second of sleep`() {
        var ran = 0
        loop.schedule(after: 60_000) { ran += 1 }
        let limit = Duration.milliseconds(250)
        #expect(
            loop.run(within: EventLoop.Limits(isInterrupted: { self.time.now > limit }))
                == .interrupted)
        #expect(time.now == .milliseconds(300))
        #expect(ran == 0)
        #expect(loop.run(within: EventLoop.Limits(isInterrupted: { false })) == .done)
        #expect(ran == 1)
    }

    @Test func `an interruption is noticed between timers that are always due`() {
        var ran = 0
        func turn() {
            ran += 1
            loop.schedule(after: 0) { turn() }
        }
        loop.schedule(after: 0) { turn() }
        #expect(loop.run(within: EventLoop.Limits(isInterrupted: { ran == 20 })) == .interrupted)
        #expect(ran == 20)
    }

    @Test(arguments: [-5, .nan, .infinity, 4_294_967_296])
    func `a senseless delay counts as none`(delay: Double) {
        loop.schedule(after: delay) {}
        #expect(loop.run() == .done)
        #expect(time.now == .zero)
    }

    @Test func `many timers run in order, and cancelled ones leave nothing behind`() {
        var ran: [Int] = []
        let delays = (0..<20_000).map { $0 * 7919 % 97 }
        for (index, delay) in delays.enumerated() {
            let id = loop.schedule(after: Double(delay)) { ran.append(index) }
            if index % 4 != 0 { loop.cancel(id) }
        }
        #expect(loop.run() == .done)
        let left = stride(from: 0, to: delays.count, by: 4)
        #expect(ran == left.sorted { (delays[$0], $0) < (delays[$1], $1) })
    }

    @Test func `the system's clock really waits`() {
        let loop = EventLoop()
        let before = ContinuousClock.now
        loop.schedule(after: 30) {}
        #expect(loop.run() == .done)
        #expect(ContinuousClock.now - before >= .milliseconds(30))
        loop.schedule(after: 60_000) {}
        #expect(
            loop.run(within: EventLoop.Limits(deadline: loop.now + .milliseconds(5)))
                == .deadlineReached)
    }

    // MARK: - Operations

    @Test func `the loop waits for operations, and each end has a turn of its own`() {
        var order: [String] = []
        let first = loop.begin()
        let second = loop.begin()
        loop.schedule(after: 5) { order.append("timer") }
        let outcome = loop.run { limit in
            if self.time.now < .milliseconds(20) {
                self.time.now += min(limit, .milliseconds(20) - self.time.now)
            } else {
                self.loop.end(second) { order.append("second") }
                self.loop.end(first) { order.append("first") }
            }
        }
        #expect(outcome == .done)
        #expect(order == ["timer", "second", "first"])
    }

    @Test func `a busy timer does not keep the loop from its operations`() {
        var looks = 0
        var turns = 0
        let operation = loop.begin()
        func turn() {
            turns += 1
            time.now += .milliseconds(1)
            if !loop.isIdle, turns < 1000 { loop.schedule(after: 0) { turn() } }
        }
        loop.schedule(after: 0) { turn() }
        _ = loop.run(until: { looks == 5 }) { _ in looks += 1 }
        loop.end(operation) {}
        #expect(looks == 5)
        #expect(turns < 10)
    }

    @Test func `a canceled operation has no turn`() {
        let operation = loop.begin()
        loop.cancelAll()
        loop.end(operation) { Issue.record("it was canceled") }
        #expect(loop.run() == .done)
    }

    @Test func `a condition ends the stay, and leaves the rest for the next`() {
        var ran = 0
        for _ in 0..<3 { loop.schedule(after: 1) { ran += 1 } }
        #expect(loop.run(until: { ran == 2 }) == .done)
        #expect(ran == 2)
        #expect(!loop.isIdle)
        #expect(loop.run() == .done)
        #expect(ran == 3)
    }
}
