import Diagnostics

/// One entry of a run's list of failures.
public struct RunFailure: Sendable, Hashable {
    /// What failed.
    public enum Source: Sendable, Hashable {
        /// A request that got no response.
        case request
        /// A script that threw.
        case script(ScriptEvent)
        /// A `pm.test` that failed.
        case assertion(name: String, index: Int, ScriptEvent)
        /// A warning in a strict run.
        case warning
        /// A run that is lost, with all that is missing of it.
        case run

        /// Where a failure of this source lies, in Newman's words.
        public func location(of failure: Failure) -> String {
            switch self {
            case .request: return "request"
            case .warning where failure.name == RunStart.failureName: return "run"
            case .warning: return "warning"
            case .run: return "run"
            case .assertion where failure.name == Threshold.failureName: return "threshold"
            case .assertion(_, let index, let event):
                return "assertion:\(index) in \(event.scriptName)"
            case .script(let event):
                guard let position = failure.position else { return event.scriptName }
                return "\(event.scriptName):\(position.line):\(position.column)"
            }
        }
    }

    /// Its number in the run, from 1.
    ///
    /// The terminal report prints it next to the failing line.
    public var number: Int
    /// What failed.
    public var source: Source
    /// Why it failed.
    public var failure: Failure
    /// The item and iteration that it failed in; nil if the run as a whole failed.
    public var item: ItemReference?
    /// How often it happened; more than once if it is the same in several iterations.
    public private(set) var count = 1
    /// The first iterations that it happened in, from 0.
    public private(set) var iterations: [Int] = []
    /// The names of the first runs that it happened in.
    public private(set) var runs: [String] = []
    /// How many runs it happened in.
    public private(set) var runCount = 0
    private var lastRun: Int?
    /// The names of the first tests and scripts that failed because of it.
    public private(set) var consequences: [String] = []
    /// How many tests and scripts failed because of it.
    public private(set) var consequenceCount = 0
    /// The exchange that it is about, with the start of the bodies.
    public internal(set) var exchange: RequestRecord?

    private static let keptNames = 20
    private static let keptIterations = 1_000

    /// Creates an entry.
    public init(number: Int, source: Source, failure: Failure, item: ItemReference?) {
        self.number = number
        self.source = source
        self.failure = failure
        self.item = item
        if let item { iterations = [item.iteration] }
    }

    /// Notes the first run that it happened in.
    mutating func begin(in run: Int, _ title: String) {
        lastRun = run
        runCount = 1
        runs = [title]
    }

    /// Adds another iteration of a run that it happened in; false if it has happened in that one
    /// before.
    mutating func add(iteration: Int, _ run: Int, _ title: String) -> Bool {
        if run == lastRun, iterations.last == iteration { return false }
        count += 1
        if run != lastRun {
            lastRun = run
            runCount += 1
            if runs.count < Self.keptNames { runs.append(title) }
        }
        if iterations.count < Self.keptIterations { iterations.append(iteration) }
        return true
    }

    /// Adds a test or script that failed because of it.
    mutating func add(consequence event: RunEvent) {
        // Later iterations have the same ones.
        guard count == 1, let verdict = event.verdict, let item = event.item else { return }
        consequenceCount += 1
        if consequences.count < Self.keptNames { consequences.append(verdict.name(in: item)) }
    }

    /// Where it failed, in Newman's words: `assertion:0 in test-script`, `request`,
    /// `test-script:3:7`.
    public var location: String { source.location(of: failure) }

    /// The name given to `pm.test`, or nil if this is not about an assertion.
    public var assertionName: String? {
        if case .assertion(let name, _, _) = source { name } else { nil }
    }
}

extension RunEvent {
    /// The failure that the event reports, with its number in the run, or nil if it reports none.
    public func failure(number: Int) -> RunFailure? {
        if case .runFinished(let end) = self, case .lost? = end.interruption {
            return end.interruption?.failure.map {
                RunFailure(number: number, source: .run, failure: $0, item: nil)
            }
        }
        guard mayHaveFailure, let verdict, let failure = verdict.failure else { return nil }
        return RunFailure(number: number, source: verdict.source, failure: failure, item: item)
    }

    /// Whether the event reports a failure, or may do so at the end of the run; most do not, and no
    /// verdict is made to see that.
    var mayHaveFailure: Bool {
        switch self {
        case .assertion(let record, _): record.failure != nil
        case .request(let record, _): record.failure != nil
        case .script(let record, _): record.failure != nil
        case .strictFailure, .runFinished: true
        default: false
        }
    }

    /// The item that the event names.
    public var item: ItemReference? {
        switch self {
        case .itemStarted(let item), .console(_, let item), .request(_, let item),
            .attempt(_, let item), .assertion(_, let item), .script(_, let item),
            .itemSkipped(let item, _), .nextRequest(_, let item), .visualization(_, let item),
            .itemFinished(let item):
            item
        case .strictFailure(_, let item): item
        case .runStarted, .iterationStarted, .iterationFinished, .warning, .runFinished: nil
        }
    }
}
