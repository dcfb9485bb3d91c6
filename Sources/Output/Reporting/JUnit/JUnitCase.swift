import RunModel
import TextEncoding

/// One `<testcase>`: an assertion, a request or script that could not be, or an item without tests.
struct JUnitCase {
    /// What came of it.
    enum Outcome {
        case passed
        case skipped(reason: String?)
        /// A test that did not hold.
        case failed(Failure, location: String)
        /// What kept a test from being made.
        case error(Failure, location: String)
    }

    /// The name that a reader sees.
    var name: String
    /// What came of it.
    let outcome: Outcome
    /// Whether it was made before the item's request was sent.
    let isBeforeRequest: Bool

    /// A warning that a strict run fails by.
    static func strict(_ failure: Failure, isBeforeRequest: Bool) -> JUnitCase {
        let name = String(failure.message.prefix { $0 != "\n" })
        let place = RunFailure.Source.warning.location(of: failure)
        return JUnitCase(
            name: name, outcome: .error(failure, location: place), isBeforeRequest: isBeforeRequest)
    }
}

/// The sums that every level of a JUnit file states.
struct JUnitSums {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0
    var milliseconds = 0

    mutating func count(_ outcome: JUnitCase.Outcome) {
        tests += 1
        switch outcome {
        case .passed: break
        case .skipped: skipped += 1
        case .failed: failures += 1
        case .error: errors += 1
        }
    }

    mutating func add(_ other: JUnitSums) {
        tests += other.tests
        failures += other.failures
        errors += other.errors
        skipped += other.skipped
        milliseconds += other.milliseconds
    }

    /// Appends the sums as attributes; the schema of Jenkins has no `skipped` on the root.
    func append(to bytes: inout [UInt8], countsSkipped: Bool = true) {
        XMLText.attribute("tests", String(tests), to: &bytes)
        XMLText.attribute("failures", String(failures), to: &bytes)
        XMLText.attribute("errors", String(errors), to: &bytes)
        if countsSkipped { XMLText.attribute("skipped", String(skipped), to: &bytes) }
        XMLText.attribute("time", Self.seconds(milliseconds), to: &bytes)
    }

    /// A time as JUnit spells it: seconds with three decimals.
    static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1_000).\(DecimalDigits.encode(milliseconds % 1_000, width: 3))"
    }
}
