import RunModel

/// One `<testcase>`: an assertion, a request or script that failed to run, or an item without
/// tests.
struct JUnitCase {
    /// The result.
    enum Outcome {
        case passed
        case skipped(reason: String?)
        /// A test that failed.
        case failed(Failure, location: String)
        /// An error that kept a test from running.
        case error(Failure, location: String)
    }

    /// The name that a reader sees.
    var name: String
    /// The result.
    let outcome: Outcome
}

extension JUnitCase {
    /// Creates the test case of a verdict.
    init(_ verdict: Verdict, in item: ItemReference) {
        let outcome: Outcome
        switch (verdict, verdict.failure) {
        case (.assertion, let failure?):
            outcome = .failed(failure, location: verdict.location)
        case (.assertion(let record), nil):
            outcome = record.isSkipped ? .skipped(reason: nil) : .passed
        case (_, let failure):
            outcome = failure.map { .error($0, location: verdict.location) } ?? .passed
        }
        self.init(name: verdict.name(in: item), outcome: outcome)
    }

    /// Creates the test case of a warning about the run that made a strict run fail.
    init(strict failure: Failure) {
        self.init(
            name: failure.headline,
            outcome: .error(failure, location: Verdict.warning(failure).location))
    }
}
