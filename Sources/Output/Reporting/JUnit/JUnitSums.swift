import TextEncoding

/// The sums that every level of a JUnit file has.
struct JUnitSums {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0
    var milliseconds = 0

    mutating func count(_ outcome: TestCase.Outcome) {
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

    /// Appends the sums as attributes.
    ///
    /// The schema of Jenkins has no `skipped` on the root.
    func append(to bytes: inout [UInt8], countsSkipped: Bool = true) {
        bytes += JUnitMarkup.tests
        DecimalDigits.append(tests, to: &bytes)
        bytes += JUnitMarkup.failures
        DecimalDigits.append(failures, to: &bytes)
        bytes += JUnitMarkup.errors
        DecimalDigits.append(errors, to: &bytes)
        if countsSkipped {
            bytes += JUnitMarkup.skipped
            DecimalDigits.append(skipped, to: &bytes)
        }
        bytes += JUnitMarkup.time
        bytes += Self.seconds(milliseconds).utf8
        bytes += JUnitMarkup.quote
    }

    /// Returns a time in JUnit's form: seconds with three decimals.
    static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1_000).\(DecimalDigits.encode(milliseconds % 1_000, width: 3))"
    }
}
