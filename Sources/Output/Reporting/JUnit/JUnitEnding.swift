import Diagnostics
import RunModel

/// Problems of the run rather than of one of its requests, for a `<testsuite>` at the end.
///
/// Most runs have none.
struct JUnitEnding {
    /// The test cases, none of them passed.
    private(set) var cases: [TestCase] = []
    /// The warnings about the run, for `<system-err>`.
    private(set) var warnings = ""

    private static let keptCases = 1_000
    private static let keptBytes = 262_144

    /// Whether there is nothing to report.
    var isEmpty: Bool { cases.isEmpty && warnings.isEmpty }

    mutating func add(_ warning: Diagnostic) {
        guard warnings.utf8.count < Self.keptBytes else { return }
        warnings += DiagnosticRenderer(usesColor: false).render(warning)
    }

    mutating func add(strict failure: Failure) {
        guard cases.count < Self.keptCases else { return }
        cases.append(TestCase(strict: failure))
    }

    mutating func add(_ interruption: RunEnd.Interruption) {
        cases.append(TestCase(interruption))
    }
}
