public import Diagnostics
public import JSON

/// How a run ended.
public struct RunEnd: Sendable, Hashable {
    /// Why the run stopped before its plan was done.
    public enum Interruption: Sendable, Hashable {
        /// The user stopped it (Ctrl-C or a termination signal); the value is the signal's number.
        case signal(Int)
        /// Posthaste could not obtain a token.
        case authentication(Diagnostic)
        /// A script could not be ended.
        case script(Diagnostic)
        /// Something failed, and the user wants to stop then (`--bail`). The failure has an event
        /// of its own, so this is a note that says how much was left out.
        case bail(Diagnostic)
        /// The run never began, because the command ended before its turn.
        case notBegun(Diagnostic)
        /// The time limit of the run was reached (`--timeout`). The run has failed, even if all
        /// tests passed.
        case timeout(Diagnostic)
        /// The reason is unknown: the program was killed, and its event stream ends before the run
        /// does.
        case lost(Diagnostic)

        /// The diagnostic to show; nil for a signal.
        public var diagnostic: Diagnostic? {
            switch self {
            case .signal: nil
            case .authentication(let diagnostic), .script(let diagnostic), .bail(let diagnostic),
                .notBegun(let diagnostic), .timeout(let diagnostic), .lost(let diagnostic):
                diagnostic
            }
        }
    }

    /// Why the run stopped early, or nil if it did not.
    public var interruption: Interruption?
    /// When it ended, in seconds since 1970.
    public var endedAt: Double
    /// How long it took.
    public var duration: Duration
    /// The environment after the run, as an object with `id`, `name` and `values`, with secrets
    /// masked; nil if no report needs it.
    public var environment: JSONValue?
    /// The globals after the run, in the same form.
    public var globals: JSONValue?

    /// Creates the end of a run.
    public init(
        interruption: Interruption? = nil, endedAt: Double, duration: Duration,
        environment: JSONValue? = nil, globals: JSONValue? = nil
    ) {
        self.interruption = interruption
        self.endedAt = endedAt
        self.duration = duration
        self.environment = environment
        self.globals = globals
    }
}

extension RunEnd.Interruption {
    /// The failure of the run as a whole; nil if the run has already failed by itself (`--bail`) or
    /// never began.
    public var failure: Failure? {
        switch self {
        case .signal(let number):
            Failure(name: "Interrupted", message: "the run was interrupted by signal \(number)")
        case .authentication: Failure(name: "AuthenticationError", message: text)
        case .script: Failure(name: "ScriptError", message: text)
        case .timeout: Failure(name: "TimeoutError", message: text)
        case .lost: Failure(name: "LostRunError", message: text)
        case .bail, .notBegun: nil
        }
    }

    /// Whether the reason is unknown.
    public var isLost: Bool { if case .lost = self { true } else { false } }

    /// Whether the run never began.
    public var isBeforeBegin: Bool { if case .notBegun = self { true } else { false } }

    /// How it is named in a list of runs.
    public var outcome: String { isBeforeBegin ? "did not begin" : "stopped early" }

    /// The message with all help; empty for a signal.
    public var text: String { diagnostic?.messageWithHelp ?? "" }
}
