import Diagnostics

/// One entry of a run's list of failures.
public struct RunFailure: Sendable, Hashable {
    /// What failed.
    public enum Source: Sendable, Hashable {
        /// A request that got no answer.
        case request
        /// A script that threw.
        case script(ScriptEvent)
        /// A `pm.test` that did not hold.
        case assertion(name: String, index: Int, ScriptEvent)
        /// A warning, in a strict run.
        case warning

        /// Where a failure of this source lies, in Newman's words.
        public func location(of failure: Failure) -> String {
            switch self {
            case .request: return "request"
            case .warning: return "warning"
            case .assertion(_, let index, let event):
                return "assertion:\(index) in \(event.scriptName)"
            case .script(let event):
                guard let position = failure.position else { return event.scriptName }
                return "\(event.scriptName):\(position.line):\(position.column)"
            }
        }
    }

    /// Its number in the run, from 1; the terminal report prints it beside the failing line.
    public var number: Int
    /// What failed.
    public var source: Source
    /// Why it failed.
    public var failure: Failure
    /// The item and iteration that it failed in; nil where the run as a whole failed.
    public var item: ItemReference?

    /// Makes an entry.
    public init(number: Int, source: Source, failure: Failure, item: ItemReference?) {
        self.number = number
        self.source = source
        self.failure = failure
        self.item = item
    }

    /// Where it failed, in Newman's words: `assertion:0 in test-script`, `request`, `test-script:3:7`.
    public var location: String { source.location(of: failure) }

    /// The name given to `pm.test`, or nil where no assertion failed.
    public var assertionName: String? {
        if case .assertion(let name, _, _) = source { name } else { nil }
    }
}

extension ScriptEvent {
    /// The name that reports give to scripts of this event: `test-script`, `prerequest-script`.
    public var scriptName: String {
        switch self {
        case .prerequest: "prerequest-script"
        case .test: "test-script"
        }
    }
}
