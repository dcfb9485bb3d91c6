import Diagnostics
import MonotonicClock
import RunModel
import Variables

/// Decides why a run ends, and publishes its end: regularly, or from another thread if a script
/// cannot be ended.
final class RunEnding {
    private let services: RunServices
    private let publisher: EventPublisher
    private let reported: ReportedInputs
    /// Ends the process, because the run's own thread is lost.
    private let whenLost: (RunEnd) -> Void
    private let begin = Moment.now
    /// The end that a failure brings (`--bail`).
    var bail: RunEnd.Interruption?

    init(
        services: RunServices, publisher: EventPublisher, reported: ReportedInputs,
        whenLost: @escaping (RunEnd) -> Void
    ) {
        self.services = services
        self.publisher = publisher
        self.reported = reported
        self.whenLost = whenLost
    }

    /// Why the run ends before its plan is done; nil while it goes on.
    var interruption: RunEnd.Interruption? { services.interruption() ?? bail }

    /// Publishes the end of the run, and returns it.
    func finish(_ interruption: RunEnd.Interruption?) -> RunEnd {
        let end = RunEnd(
            interruption: interruption, endedAt: services.ambience.now(),
            duration: begin.duration(to: .now))
        publisher.publish(.runFinished(reported.adding(to: end)))
        return end
    }

    /// Ends the run from another thread: its own is lost to a script of the item.
    func lose(_ item: ItemReference) {
        let lost = Diagnostic(
            .error, "the run ends here, because the script cannot be ended",
            at: Place(item: item.path),
            help: [
                "it waits for promises in a loop that does nothing else, or one call of a "
                    + "built-in function does not return, as with some regular expressions"
            ])
        whenLost(finish(interruption ?? .script(lost)))
    }
}
