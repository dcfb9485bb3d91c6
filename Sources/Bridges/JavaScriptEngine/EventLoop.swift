import MonotonicClock

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The turns of a script: its timers, and the ends of the operations that it has started.
///
/// It runs on the thread of the run and knows nothing of scripts. Timers that are due run in order
/// of time, then of scheduling. An operation, such as a transfer, goes on outside of the loop; the
/// loop waits for it by the `wait` function that its caller passes.
public final class EventLoop {
    /// The source of time and sleep: the system's, unless a test has its own.
    public struct Clock {
        /// Returns the time since some fixed moment; it never goes back.
        public var now: () -> Duration
        /// Waits for a while.
        public var sleep: (Duration) -> Void

        /// Makes a clock.
        public init(now: @escaping () -> Duration, sleep: @escaping (Duration) -> Void) {
            self.now = now
            self.sleep = sleep
        }
    }

    /// Identifies a timer, to cancel it.
    public struct TimerID: Hashable, Sendable {
        /// The number that scripts see, from 1.
        public let number: Int

        /// Makes the identity of the timer with this number.
        public init(number: Int) {
            self.number = number
        }
    }

    /// Identifies an operation outside of the loop.
    public struct OperationID: Hashable, Sendable {
        fileprivate let number: Int
    }

    /// The limits of a stay in the loop.
    public struct Limits {
        /// The time, by the loop's clock, at which the loop returns; nil for no limit.
        public var deadline: Duration?
        /// Returns whether the loop must return.
        ///
        /// It is asked ten times a second and before each turn.
        public var isInterrupted: (() -> Bool)?

        /// Makes limits.
        public init(deadline: Duration? = nil, isInterrupted: (() -> Bool)? = nil) {
            self.deadline = deadline
            self.isInterrupted = isInterrupted
        }
    }

    /// The reason why the loop returned.
    public enum Outcome: Sendable, Hashable {
        /// What the caller waited for has happened; without a condition, nothing is left to do.
        case done
        /// The deadline came first.
        case deadlineReached
        /// The caller's interruption came first.
        case interrupted
    }

    /// The longest time without a look at the operations, however busy the timers are.
    private static let lookInterval = Duration.milliseconds(1)
    /// The longest time without a question whether the loop is interrupted.
    private static let questionInterval = Duration.milliseconds(100)

    private let clock: Clock
    private var timers = TimerQueue()
    private var operations: Set<OperationID> = []
    private var operationCount = 0
    /// The turns of operations that have ended.
    private var tasks: ArraySlice<() -> Void> = []
    private var lastLook = Duration.zero

    /// Makes a loop without timers.
    public init(clock: Clock = .system) {
        self.clock = clock
    }

    /// Whether nothing is left to do or to wait for.
    public var isIdle: Bool { timers.isEmpty && operations.isEmpty && tasks.isEmpty }

    /// The loop's time, for deadlines.
    public var now: Duration { clock.now() }

    // MARK: - Timers

    /// Schedules `action` to run once after some milliseconds.
    @discardableResult
    public func schedule(after milliseconds: Double, _ action: @escaping () -> Void) -> TimerID {
        timers.add(due: clock.now() + Self.duration(milliseconds), action)
    }

    /// Cancels a timer; it has no effect on one that is done or unknown.
    public func cancel(_ id: TimerID) { timers.remove(id) }

    /// Cancels every timer and every operation.
    public func cancelAll() {
        timers.removeAll()
        operations = []
        tasks = []
    }

    // MARK: - Operations

    /// Begins an operation; the loop is not idle before it has ended.
    public func begin() -> OperationID {
        operationCount += 1
        let id = OperationID(number: operationCount)
        operations.insert(id)
        return id
    }

    /// Ends an operation; `task` gets a turn of its own, unless the operation was canceled.
    public func end(_ id: OperationID, _ task: @escaping () -> Void) {
        if operations.remove(id) != nil { tasks.append(task) }
    }

    // MARK: - Running

    /// Takes turns until nothing is left to do or a limit is reached.
    ///
    /// `wait` waits until an operation has ended, at most for the duration; without it, the loop
    /// sleeps.
    public func run(
        within limits: Limits = Limits(), wait: ((Duration) -> Void)? = nil
    ) -> Outcome {
        run(until: { isIdle }, within: limits, wait: wait)
    }

    /// Takes turns until the condition holds or a limit is reached.
    public func run(
        until isDone: () -> Bool, within limits: Limits = Limits(),
        wait: ((Duration) -> Void)? = nil
    ) -> Outcome {
        while !isDone() {
            if limits.isInterrupted?() == true { return .interrupted }
            let now = clock.now()
            if let deadline = limits.deadline, now >= deadline { return .deadlineReached }
            if takeTask() { continue }
            let due = timers.nextDue()
            if let due, due <= now {
                if let wait, now - lastLook >= Self.lookInterval { look(for: .zero, wait) }
                timers.takeNext()?()
            } else {
                var pause = due.map { $0 - now } ?? .seconds(3600)
                if let deadline = limits.deadline { pause = min(pause, deadline - now) }
                if limits.isInterrupted != nil { pause = min(pause, Self.questionInterval) }
                look(for: pause, wait ?? clock.sleep)
            }
        }
        return .done
    }

    /// Waits without taking turns; returns false if a limit was reached before the time was over.
    public func sleep(forMilliseconds milliseconds: Double, within limits: Limits) -> Bool {
        let end = clock.now() + .milliseconds(min(milliseconds, 1e12))
        let last = min(end, limits.deadline ?? end)
        while limits.isInterrupted?() != true {
            let left = last - clock.now()
            if left <= .zero { return last == end }
            clock.sleep(min(left, Self.questionInterval))
        }
        return false
    }

    private func look(for duration: Duration, _ wait: (Duration) -> Void) {
        wait(duration)
        lastLook = clock.now()
    }

    /// Gives a turn to the next operation that has ended; returns false if there is none.
    private func takeTask() -> Bool {
        guard let task = tasks.popFirst() else { return false }
        // An empty slice holds what it had.
        if tasks.isEmpty { tasks = [] }
        task()
        return true
    }

    /// Follows the rule of browsers: a delay that is not a number, negative or above 2³¹−1 counts
    /// as 0.
    private static func duration(_ milliseconds: Double) -> Duration {
        guard milliseconds > 0, milliseconds <= 2_147_483_647 else { return .zero }
        return .nanoseconds(Int64(milliseconds * 1_000_000))
    }
}

extension EventLoop.Clock {
    /// The monotonic clock of the system, and its sleep.
    public static var system: EventLoop.Clock {
        let start = Moment.now
        return EventLoop.Clock(
            now: { Moment.now - start },
            sleep: { duration in
                let (seconds, attoseconds) = duration.components
                var time = timespec(
                    tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
                // A signal may end it early; the loop looks at the clock again.
                nanosleep(&time, nil)
            })
    }
}

@available(*, unavailable)
extension EventLoop: Sendable {}
