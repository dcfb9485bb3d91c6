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
        #expect(loop.runUntilIdle() == .idle)
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
        #expect(loop.runUntilIdle() == .idle)
        #expect(order == [1, 2, 3])
    }

    @Test func `a repeating timer runs until it is cancelled, also by itself`() {
        var count = 0
        var id: EventLoop.TimerID?
        id = loop.schedule(after: 7, repeating: true) {
            count += 1
            if count == 4, let id { loop.cancel(id) }
        }
        #expect(loop.runUntilIdle() == .idle)
        #expect(count == 4)
        #expect(time.now == .milliseconds(28))
        #expect(!loop.hasTimers)
    }

    @Test func `a cancelled timer does not run, nor is it waited for`() {
        var ran = false
        let id = loop.schedule(after: 1000) { ran = true }
        loop.cancel(id)
        loop.cancel(id)
        #expect(loop.runUntilIdle() == .idle)
        #expect(!ran)
        #expect(time.now == .zero)
    }

    @Test func `the deadline ends the wait, and the loop can go on`() {
        var ran = 0
        loop.schedule(after: 30) { ran += 1 }
        loop.schedule(after: 0, repeating: true) { ran += 100 }
        #expect(loop.runUntilIdle(deadline: .milliseconds(20)) == .deadlineReached)
        #expect(time.now == .milliseconds(20))
        #expect(ran == 2000)
        #expect(loop.hasTimers)
        loop.cancelAll()
        #expect(loop.runUntilIdle() == .idle)
    }

    @Test func `an interruption is noticed within a tenth of a second of sleep`() {
        var ran = 0
        loop.schedule(after: 60_000) { ran += 1 }
        let limit = Duration.milliseconds(250)
        #expect(loop.runUntilIdle(isInterrupted: { self.time.now > limit }) == .interrupted)
        #expect(time.now == .milliseconds(300))
        #expect(ran == 0)
        #expect(loop.runUntilIdle(isInterrupted: { false }) == .idle)
        #expect(ran == 1)
    }

    @Test func `an interruption is noticed between timers that are always due`() {
        var ran = 0
        loop.schedule(after: 0, repeating: true) { ran += 1 }
        #expect(loop.runUntilIdle(isInterrupted: { ran == 20 }) == .interrupted)
        #expect(ran == 20)
    }

    @Test(arguments: [-5, .nan, .infinity, 4_294_967_296])
    func `a senseless delay counts as none`(delay: Double) {
        loop.schedule(after: delay) {}
        #expect(loop.runUntilIdle() == .idle)
        #expect(time.now == .zero)
    }

    @Test func `many cancelled timers leave nothing behind`() {
        var ran = 0
        for index in 0..<20_000 {
            let id = loop.schedule(after: Double(index % 97)) { ran += 1 }
            if index % 4 != 0 { loop.cancel(id) }
        }
        #expect(loop.runUntilIdle() == .idle)
        #expect(ran == 5000)
    }

    @Test func `the system's clock really waits`() {
        let loop = EventLoop()
        let before = ContinuousClock.now
        loop.schedule(after: 30) {}
        #expect(loop.runUntilIdle() == .idle)
        #expect(ContinuousClock.now - before >= .milliseconds(30))
        loop.schedule(after: 60_000) {}
        #expect(loop.runUntilIdle(deadline: loop.now + .milliseconds(5)) == .deadlineReached)
    }
}
