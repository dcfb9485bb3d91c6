#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The timers of a run, on the thread of the run: due ones are called in order of time, then of
/// scheduling.
///
/// It knows nothing of scripts. While nothing is due it sleeps; nobody wakes it early, but it looks
/// out for an interruption while it sleeps.
public final class EventLoop {
    /// Where time comes from, and what waiting is; the system's unless a test has its own.
    public struct Clock {
        /// The time since some fixed moment; it never goes back.
        public var now: () -> Duration
        /// Waits for a while.
        public var sleep: (Duration) -> Void

        /// Makes a clock.
        public init(now: @escaping () -> Duration, sleep: @escaping (Duration) -> Void) {
            self.now = now
            self.sleep = sleep
        }
    }

    /// Names a timer, to cancel it.
    public struct TimerID: Hashable, Sendable {
        /// The number that scripts see, from 1.
        public let number: Int

        /// Makes the name of the timer with this number.
        public init(number: Int) {
            self.number = number
        }
    }

    /// Why the loop returned.
    public enum Outcome: Sendable, Hashable {
        /// No timer is left.
        case idle
        /// The deadline came first; timers are left.
        case deadlineReached
        /// Somebody interrupted it; timers are left.
        case interrupted
    }

    private struct Timer {
        var place: Place
        let interval: Duration?
        let action: () -> Void
    }

    /// Where a timer stands in the queue.
    private struct Place: Comparable {
        let due: Duration
        let order: Int
        let id: TimerID

        static func < (a: Place, b: Place) -> Bool {
            (a.due, a.order) < (b.due, b.order)
        }
    }

    private let clock: Clock
    private var timers: [TimerID: Timer] = [:]
    /// Latest first, so that the next one is taken from the end; cancelled ones are dropped when
    /// met.
    private var queue: [Place] = []
    private var scheduled = 0
    private var identifiers = 0

    /// Makes a loop without timers.
    public init(clock: Clock = .system) {
        self.clock = clock
    }

    /// Whether a timer is left.
    public var hasTimers: Bool { !timers.isEmpty }

    /// The loop's time, for deadlines.
    public var now: Duration { clock.now() }

    /// Has `action` called after some milliseconds, once or again and again.
    ///
    /// A repeating timer counts from the end of each call, at least one millisecond, so that it
    /// cannot keep the loop from others.
    @discardableResult
    public func schedule(
        after milliseconds: Double, repeating: Bool = false, _ action: @escaping () -> Void
    ) -> TimerID {
        let delay = Self.duration(milliseconds)
        identifiers += 1
        let id = TimerID(number: identifiers)
        let place = enqueue(id, after: delay)
        timers[id] = Timer(
            place: place, interval: repeating ? max(delay, .milliseconds(1)) : nil, action: action)
        return id
    }

    /// Cancels a timer; one that is done or unknown is no mistake.
    public func cancel(_ id: TimerID) {
        guard timers.removeValue(forKey: id) != nil else { return }
        guard queue.count > 64, queue.count > timers.count * 2 else { return }
        queue.removeAll { timers[$0.id]?.place != $0 }
    }

    /// Cancels every timer.
    public func cancelAll() {
        timers = [:]
        queue = []
    }

    /// Calls timers as they fall due until none is left or the deadline (in the loop's time) has
    /// come, or `isInterrupted` says so, which is asked ten times a second and before each call.
    public func runUntilIdle(
        deadline: Duration? = nil, isInterrupted: (() -> Bool)? = nil
    ) -> Outcome {
        while let next = nextPlace() {
            if isInterrupted?() == true { return .interrupted }
            let now = clock.now()
            if let deadline, now >= deadline { return .deadlineReached }
            if next.due > now {
                let wait = min(next.due, deadline ?? next.due) - now
                clock.sleep(isInterrupted == nil ? wait : min(wait, .milliseconds(100)))
            } else {
                fire(next)
            }
        }
        return .idle
    }

    private func fire(_ place: Place) {
        queue.removeLast()
        guard let timer = timers[place.id] else { return }
        guard let interval = timer.interval else {
            timers[place.id] = nil
            timer.action()
            return
        }
        timer.action()
        // The action may have cancelled its own timer.
        guard timers[place.id]?.place == place else { return }
        timers[place.id]?.place = enqueue(place.id, after: interval)
    }

    private func nextPlace() -> Place? {
        while let last = queue.last {
            if timers[last.id]?.place == last { return last }
            queue.removeLast()
        }
        return nil
    }

    private func enqueue(_ id: TimerID, after delay: Duration) -> Place {
        scheduled += 1
        let place = Place(due: clock.now() + delay, order: scheduled, id: id)
        var low = 0
        var high = queue.count
        while low < high {
            let middle = (low + high) / 2
            if queue[middle] > place { low = middle + 1 } else { high = middle }
        }
        queue.insert(place, at: low)
        return place
    }

    /// Browsers' rule: what is no number, negative or above 2³¹−1 counts as 0.
    private static func duration(_ milliseconds: Double) -> Duration {
        guard milliseconds > 0, milliseconds <= 2_147_483_647 else { return .zero }
        return .nanoseconds(Int64(milliseconds * 1_000_000))
    }
}

extension EventLoop.Clock {
    /// The monotonic clock of the system, and its sleep.
    public static var system: EventLoop.Clock {
        let clock = ContinuousClock()
        let start = clock.now
        return EventLoop.Clock(
            now: { start.duration(to: clock.now) },
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
