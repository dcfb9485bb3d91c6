import Diagnostics
import Execution
import Platform
import Reporting
import RunModel
import Synchronization

/// Brings the events of runs that go on side by side into one order: run after run, each whole.
///
/// The first run that has not ended passes its events on at once; those of the others wait in a
/// backlog. So every report is the one that the same runs make one after the other.
///
/// When a run has ended, the reports have all of its events.
final class RunMerge: Sendable {
    /// The events of one run.
    private final class Feed: @unchecked Sendable {
        private let lock = Mutex(())
        private var backlog: EventBacklog?
        private var hasEnded = false
        private var passesOn = false
        private var start: RunStart?
        private var end: RunEnd?
        /// Why the events that waited are lost.
        private var loss: ListenerError?
        private var hasReportedLoss = false

        /// Takes an event, unless it can be passed on at once; returns whether it can.
        func take(
            _ event: RunEvent, _ makeBacklog: () -> EventBacklog,
            _ reportFailure: (ListenerError) -> Void
        ) -> Bool {
            lock.withLock { _ in
                // Nothing follows the end, even if a script that was given up comes back.
                if hasEnded { return false }
                if case .runStarted(let start) = event { self.start = start }
                if case .runFinished(let end) = event { (self.end, hasEnded) = (end, true) }
                if passesOn { return true }
                if loss != nil, !hasReportedLoss { return false }
                let backlog = backlog ?? makeBacklog()
                self.backlog = backlog
                do throws(ListenerError) {
                    try backlog.append(event)
                } catch {
                    (loss, self.backlog) = (error, nil)
                    reportFailure(error)
                }
                return false
            }
        }

        /// What to do with the feed when its turn has come.
        enum Turn {
            /// Hand out these events, and ask again.
            case deliver(EventBacklog)
            /// Hand out that the events were lost, and ask again.
            case deliverLoss([RunEvent])
            /// Wait: the run passes its next event on by itself.
            case wait
            /// Go on to the next run.
            case next
        }

        var turn: Turn {
            var turn = Turn.wait
            lock.withLock { _ in
                if let loss, !hasReportedLoss {
                    hasReportedLoss = true
                    turn = .deliverLoss(events(of: loss))
                } else if let waiting = backlog {
                    backlog = nil
                    turn = .deliver(waiting)
                } else if hasEnded {
                    turn = .next
                } else {
                    passesOn = true
                }
            }
            return turn
        }

        /// The events of a run whose own events are lost: it has failed.
        private func events(of loss: ListenerError) -> [RunEvent] {
            let failure = Failure(
                name: "LostRunError",
                message: "what this run did is lost: \(loss.diagnostic.message)")
            return [
                start.map(RunEvent.runStarted), .strictFailure(failure, nil),
                end.map(RunEvent.runFinished),
            ].compactMap(\.self)
        }
    }

    /// The bytes of events that all runs keep in memory, and those that each keeps at least and at
    /// most: a spool takes several times as long as the reports themselves.
    private static let keptBytes = 32 << 20
    private static let keptBytesOfRun = 2 << 20...16 << 20

    private let feeds: [Feed]
    private let delivery: EventDelivery
    private let reportFailure: @Sendable (ListenerError) -> Void

    /// Creates a merge for so many runs; `reportFailure` receives the error of each listener that
    /// fails.
    init(
        runCount: Int, _ listeners: [any RunListener],
        reportFailure: @escaping @Sendable (ListenerError) -> Void
    ) {
        feeds = (0..<runCount).map { _ in Feed() }
        delivery = EventDelivery(RunListeners(listeners, reportFailure: reportFailure))
        self.reportFailure = reportFailure
        advance(to: 0)
    }

    /// The listener for one of the runs.
    func listener(of run: Int) -> any RunListener { Listener(merge: self, run: run) }

    /// Notifies all listeners that no event follows.
    func finish() { delivery.finish() }

    private final class Listener: RunListener {
        private let merge: RunMerge
        private let run: Int

        init(merge: RunMerge, run: Int) {
            self.merge = merge
            self.run = run
        }

        func receive(_ event: RunEvent) throws(ListenerError) { merge.receive(event, of: run) }
    }

    private func receive(_ event: RunEvent, of run: Int) {
        let passesOn = feeds[run].take(event, makeBacklog, reportFailure)
        guard passesOn else { return }
        delivery.send(event)
        if case .runFinished = event {
            delivery.drain()
            advance(to: run + 1)
        }
    }

    /// Hands out what waits, from this run on, up to the first run that has not ended.
    private func advance(to first: Int) {
        for feed in feeds.dropFirst(first) {
            var isDone = false
            while !isDone {
                switch feed.turn {
                case .deliver(let backlog): deliver(backlog)
                case .deliverLoss(let events): events.forEach(delivery.send)
                case .wait: return
                case .next: isDone = true
                }
            }
        }
    }

    private func deliver(_ backlog: EventBacklog) {
        do throws(ListenerError) {
            try backlog.deliver(delivery.send)
        } catch {
            reportFailure(error)
        }
    }

    private static func failure(_ error: SystemError) -> ListenerError {
        ListenerError(
            Diagnostic(
                .error,
                "the events of a run cannot be kept for the reports in the folder for temporary "
                    + "files, '\(FileAccess.temporaryFolder)': \(error.message)",
                help: ["name a folder with more room by the environment variable TMPDIR"]))
    }

    private func makeBacklog() -> EventBacklog {
        let limits = Self.keptBytesOfRun
        let share = Self.keptBytes / feeds.count
        let keptBytes = min(max(share, limits.lowerBound), limits.upperBound)
        return EventBacklog(keptBytes: keptBytes) { () throws(ListenerError) -> any ReportSpool in
            do throws(SystemError) {
                let file = try OutputFile(namelessIn: FileAccess.temporaryFolder)
                return SpoolFile(file, failure: Self.failure)
            } catch {
                throw Self.failure(error)
            }
        }
    }
}
