import RunModel

/// Compares the requests of a run with its thresholds, and reports each threshold as a test of an
/// item of its own behind the last request.
///
/// So every report shows them without knowing of them.
final class ThresholdWatch: RunListener {
    private let thresholds: [Threshold]
    private var times = RequestTimes()
    private var last: ItemReference?

    init(_ thresholds: [Threshold]) {
        self.thresholds = thresholds
    }

    func receive(_ event: RunEvent) throws(ListenerError) {
        times.fold(event)
        if case .itemStarted(let item) = event { last = item }
    }

    /// Publishes the verdicts at a time in seconds since 1970, unless another run has them.
    func publishVerdicts(at now: Double, _ services: RunServices, to publisher: EventPublisher) {
        times.end(at: now)
        guard let times = services.judgedTimes(times) else { return }
        let item = ItemReference(
            id: ItemReference.thresholdsID, name: services.thresholdsName, folders: [],
            iteration: last?.iteration ?? 0, sequence: (last?.sequence ?? -1) + 1,
            position: (last?.position ?? -1) + 1, startedAt: now)
        publisher.publish(.itemStarted(item))
        for (index, threshold) in thresholds.enumerated() {
            publisher.publish(
                .assertion(
                    AssertionRecord(
                        name: threshold.text, index: index, event: .test,
                        failure: threshold.failure(times)),
                    item))
        }
        publisher.publish(.itemFinished(item))
    }
}
