import Diagnostics
import RunModel

/// What is the matter with the run rather than with one of its requests, for a `<testsuite>` at the end.
///
/// Most runs have none.
struct JUnitEnding {
    /// The test cases, none of them passed.
    private(set) var cases: [JUnitCase] = []
    /// The warnings about the run, for `<system-err>`.
    private(set) var warnings = JUnitWarnings()

    private static let keptCases = 1_000

    /// Whether there is nothing to tell.
    var isEmpty: Bool { cases.isEmpty && warnings.text.isEmpty }

    mutating func add(_ warning: Diagnostic) { warnings.add(warning) }

    mutating func add(_ strictFailure: Failure) {
        guard cases.count < Self.keptCases else { return }
        cases.append(.strict(strictFailure, isBeforeRequest: true))
    }

    mutating func add(_ interruption: RunEnd.Interruption) {
        // What ended the run may have a failure of its own elsewhere: then the rest was left out.
        let outcome =
            interruption.failure.map { JUnitCase.Outcome.error($0, location: "run") }
            ?? .skipped(reason: interruption.text)
        cases.append(JUnitCase(name: "run", outcome: outcome, isBeforeRequest: true))
    }
}

/// Warnings as text, up to a limit.
struct JUnitWarnings {
    private(set) var text = ""

    private static let keptBytes = 262_144

    mutating func add(_ warning: Diagnostic) {
        guard text.utf8.count < Self.keptBytes else { return }
        text += DiagnosticRenderer(usesColor: false).render(warning)
    }
}
