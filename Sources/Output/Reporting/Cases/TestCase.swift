import Diagnostics
import RunModel

/// One test of a report: an assertion, a request or script that failed to run, or an item without
/// tests.
struct TestCase {
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

extension TestCase.Outcome {
    /// Why it failed, and the location in Newman's words; nil if it did not.
    var failure: (failure: Failure, location: String)? {
        switch self {
        case .passed, .skipped: nil
        case .failed(let failure, let location), .error(let failure, let location):
            (failure, location)
        }
    }
}

extension TestCase {
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

    /// Creates the test case of a run that stopped early.
    ///
    /// A run that stopped after a failure has a test case for that one; the rest was skipped.
    init(_ interruption: RunEnd.Interruption) {
        self.init(
            name: "run",
            outcome: interruption.failure.map { .error($0, location: "run") }
                ?? .skipped(reason: interruption.text))
    }
}

extension RunEnd.Interruption {
    /// What reports have until their run has ended: a process that is killed leaves it.
    static let unfinished = Self.lost(
        Diagnostic(.error, "the run was still under way at this time"))
}

extension ItemRecord {
    /// The test cases in order, no two of one name.
    ///
    /// An item without tests has one, so that it is not invisible.
    var testCases: [TestCase] {
        var counts: [String: Int] = [:]
        let cases = verdicts.elements.enumerated().map { index, verdict in
            isConsequence(at: index)
                ? TestCase(
                    name: verdict.name(in: reference),
                    outcome: .skipped(reason: "the request got no response"))
                : TestCase(verdict, in: reference)
        }
        if !cases.isEmpty {
            return cases.map { testCase in
                let count = counts[testCase.name, default: 0] + 1
                counts[testCase.name] = count
                var numbered = testCase
                if count > 1 { numbered.name += " (\(count))" }
                return numbered
            }
        }
        let outcome = skipReason.map { TestCase.Outcome.skipped(reason: $0.text) }
        return [TestCase(name: reference.name, outcome: outcome ?? .passed)]
    }

    /// The index of the test case that carries the request's time: the first after the request.
    var timedTestCase: Int {
        verdictsBeforeRequest < max(1, verdicts.elements.count) ? verdictsBeforeRequest : 0
    }
}
