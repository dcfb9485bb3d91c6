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

    /// Where it failed, in Newman's words: `assertion:0 in test-script`, `request`,
    /// `test-script:3:7`.
    public var location: String { source.location(of: failure) }

    /// The name given to `pm.test`, or nil where no assertion failed.
    public var assertionName: String? {
        if case .assertion(let name, _, _) = source { name } else { nil }
    }
}

extension RunEvent {
    /// What has failed by the event, under its number in the run; nil where nothing has.
    public func failure(number: Int) -> RunFailure? {
        let found: (source: RunFailure.Source, failure: Failure?, item: ItemReference?)
        switch self {
        case .request(let record, let item): found = (.request, record.failure, item)
        case .assertion(let record, let item):
            let source = RunFailure.Source.assertion(
                name: record.name, index: record.index, record.event)
            found = (source, record.failure, item)
        case .script(let record, let item): found = (.script(record.event), record.failure, item)
        case .strictFailure(let failure, let item): found = (.warning, failure, item)
        default: return nil
        }
        guard let failure = found.failure else { return nil }
        return RunFailure(
            number: number, source: found.source, failure: failure, item: found.item)
    }
}

extension Failure {
    /// Why the request that was under way when a run was lost cannot count as passed.
    public static let lostRequest = Failure(
        name: "LostRunError", message: "the events end before this request does")
}
