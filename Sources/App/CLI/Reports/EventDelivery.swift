import Execution
import Platform
import RunModel

/// Hands events to the reports on a thread of its own, so that runs do not wait for reports.
///
/// The first events are handed over at once, unless the run has many requests: a short run ends
/// before a thread would pay. But reports that are written in steps need it from the second request
/// on: while no event comes, because a request hangs, it has them show what happened before. If the
/// reports cannot keep up, the runs wait for them, so memory does not grow.
///
/// It is Sendable because the state is used only with the monitor locked, and the listeners only by
/// the thread, or with the monitor locked while there is no thread.
final class EventDelivery: @unchecked Sendable {
    private let monitor = ThreadMonitor()
    private var listeners: RunListeners
    /// How many events were handed over without a thread.
    private var directCount = 0
    private var startedItems = 0
    private let haveToCatchUp: Bool
    private var hasThread = false
    private var isFinished = false
    /// The events that wait for the thread, and the memory they need, about.
    private var waiting: [RunEvent] = []
    private var waitingBytes = 0
    /// Whether the thread has taken events that the reports do not have yet.
    private var isDelivering = false
    /// Whether somebody waits until nothing waits for the thread.
    private var isUrgent = false

    /// How many events are handed over before the thread starts.
    private static let directEvents = 100
    /// How many events the thread takes at once, unless they have waited for a moment.
    private static let batch = 256
    private static let momentMilliseconds = 20
    /// How long no event comes until the reports catch up; the next time after twice as long.
    private static let pause = Duration.milliseconds(500)
    private static let mostWaitingBytes = 8 << 20

    init(_ listeners: RunListeners) {
        self.listeners = listeners
        haveToCatchUp = listeners.lagBehind
    }

    /// Hands over an event, now or soon.
    func send(_ event: RunEvent) {
        monitor.withLock {
            guard hasThread || startsThread(for: event) else { return listeners.deliver(event) }
            while waitingBytes > Self.mostWaitingBytes { monitor.wait() }
            waiting.append(event)
            waitingBytes += event.approximateSize
            if waiting.count == 1 || isWorthBatch { monitor.notify() }
        }
    }

    /// Starts the thread if it pays and the system has one for it.
    private func startsThread(for event: RunEvent) -> Bool {
        directCount += 1
        if case .itemStarted = event { startedItems += 1 }
        let pays = directCount > Self.directEvents || Self.beginsLongRun(event)
        guard pays || haveToCatchUp && startedItems > 1 else { return false }
        hasThread = BackgroundThread.start { [self] in deliver() }
        return hasThread
    }

    /// Whether a run begins that has more events than are handed over without a thread.
    private static func beginsLongRun(_ event: RunEvent) -> Bool {
        guard case .runStarted(let start) = event else { return false }
        return max(start.itemCount, start.iterationCount) >= directEvents
    }

    /// Waits until the reports have all events.
    func drain() { monitor.withLock(waitForDelivery) }

    /// Notifies all listeners that no event follows, after the last one.
    func finish() {
        monitor.withLock {
            waitForDelivery()
            isFinished = true
            monitor.notify()
            listeners.finish()
        }
    }

    private func waitForDelivery() {
        isUrgent = true
        monitor.notify()
        while isDelivering || !waiting.isEmpty { monitor.wait() }
        isUrgent = false
    }

    private var isWorthBatch: Bool {
        waiting.count == Self.batch || waitingBytes > Self.mostWaitingBytes
    }

    // MARK: The thread

    /// What the thread does next.
    private enum Task {
        case deliver, catchUp, end
    }

    private func deliver() {
        var batch: [RunEvent] = []
        var pause = Self.pause
        while true {
            switch nextTask(&batch, pause) {
            case .deliver:
                for event in batch { listeners.deliver(event) }
                pause = Self.pause
            case .catchUp:
                listeners.catchUp()
                pause *= 2
            case .end: return
            }
        }
    }

    /// Takes the events that wait in exchange for an empty list.
    private func nextTask(_ batch: inout [RunEvent], _ pause: Duration) -> Task {
        batch.removeAll(keepingCapacity: true)
        return monitor.withLock {
            isDelivering = false
            monitor.notify()
            monitor.wait(for: pause) { !waiting.isEmpty || isFinished }
            if waiting.isEmpty, isFinished { return .end }
            isDelivering = true
            if waiting.isEmpty { return .catchUp }
            if !isUrgent, waiting.count < Self.batch {
                monitor.wait(milliseconds: Self.momentMilliseconds)
            }
            swap(&waiting, &batch)
            waitingBytes = 0
            return .deliver
        }
    }
}
