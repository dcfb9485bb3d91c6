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
        cases.append(
            JUnitCase(name: "run", outcome: Self.outcome(of: interruption), isBeforeRequest: true))
    }

    /// An error, but for what has a failure of its own elsewhere: there the rest was left out.
    private static func outcome(of interruption: RunEnd.Interruption) -> JUnitCase.Outcome {
        switch interruption {
        case .signal(let number):
            error("Interrupted", "the run was interrupted by signal \(number)")
        case .authentication(let diagnostic): error("AuthenticationError", text(diagnostic))
        case .script(let diagnostic): error("ScriptError", text(diagnostic))
        case .timeout(let diagnostic): error("TimeoutError", text(diagnostic))
        case .lost(let diagnostic): error("LostRunError", text(diagnostic))
        case .bail(let diagnostic): .skipped(reason: text(diagnostic))
        }
    }

    private static func error(_ name: String, _ message: String) -> JUnitCase.Outcome {
        .error(Failure(name: name, message: message), location: "run")
    }

    private static func text(_ diagnostic: Diagnostic) -> String {
        ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
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
