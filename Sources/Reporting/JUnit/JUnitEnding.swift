import Diagnostics
import RunModel

/// What is the matter with the run rather than with one of its requests, for a `<testsuite>` at the end.
///
/// Most runs have none.
struct JUnitEnding {
    /// The test cases, all of them errors.
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
        let failure =
            switch interruption {
            case .signal(let number):
                Failure(
                    name: "Interrupted", message: "the run was interrupted by signal \(number)")
            case .authentication(let diagnostic):
                Failure(
                    name: "AuthenticationError",
                    message: ([diagnostic.message] + diagnostic.help).joined(separator: "\n"))
            case .script(let diagnostic):
                Failure(
                    name: "ScriptError",
                    message: ([diagnostic.message] + diagnostic.help).joined(separator: "\n"))
            }
        cases.append(
            JUnitCase(
                name: "run", outcome: .error(failure, location: "run"), isBeforeRequest: true))
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
