public import Diagnostics

/// One request item in one iteration, with everything that its events reported.
///
/// Reports are functions of this record. Its size is bounded, no matter what scripts do: each list
/// keeps its elements up to a number of bytes and counts the rest.
public struct ItemRecord: Sendable, Hashable {
    /// A line of the item's output.
    public enum Output: Sendable, Hashable {
        /// A line that a script wrote to its console.
        case console(ConsoleRecord)
        /// An attempt that was repeated.
        case attempt(AttemptRecord)
    }

    /// The most bytes of console lines, and of warnings.
    public static let keptOutputBytes = 262_144
    /// The most bytes of verdicts.
    public static let keptVerdictBytes = 4_194_304
    /// The most bytes of requests of scripts and of authentication, with their responses.
    public static let keptRequestBytes = 16_777_216

    /// The item and iteration.
    public let reference: ItemReference
    /// The iteration with its data row.
    public let iteration: IterationStart
    /// The item's own request, once it was sent or failed.
    public private(set) var request: RequestRecord?
    /// The requests of scripts and of authentication, in order.
    public private(set) var otherRequests = Bounded<RequestRecord>(bytes: keptRequestBytes)
    /// The console lines and the attempts that were repeated, in order.
    public private(set) var output = Bounded<Output>(bytes: keptOutputBytes)
    /// What has passed and failed, in order.
    ///
    /// Scripts and requests are here only if they failed.
    public private(set) var verdicts = Bounded<Verdict>(bytes: keptVerdictBytes)
    /// The warnings, in order.
    public private(set) var warnings = Bounded<Diagnostic>(bytes: keptOutputBytes)
    /// What a script gave to `pm.visualizer`.
    public private(set) var visualization: VisualizationRecord?
    /// The request that a test script chose to run next; an inner nil ends the iteration.
    public private(set) var nextRequest: String??
    /// Why the request was skipped; nil if it was not.
    public private(set) var skipReason: SkipReason?
    /// How many of the kept verdicts were known before the item's request was sent.
    public private(set) var verdictsBeforeRequest = 0
    /// The tests of the item, including those that `verdicts` has no room for.
    public private(set) var tests = Tally()
    /// How many verdicts are failures, including those that `verdicts` has no room for.
    public private(set) var failureCount = 0
    /// How many attempts the item took.
    public private(set) var attempts = 1
    /// How long the pre-request scripts took.
    public private(set) var prerequestTime = Duration.zero
    /// How long the test scripts took.
    public private(set) var testTime = Duration.zero
    /// How long the item's requests of all attempts took.
    public var requestTime: Duration { repeatedTime + (request?.duration ?? .zero) }

    private var repeatedTime = Duration.zero
    private var requestsBefore = 0

    /// Creates the record of an item that has just begun.
    public init(_ reference: ItemReference, iteration: IterationStart) {
        self.reference = reference
        self.iteration = iteration
    }

    /// Whether the request was skipped.
    public var isSkipped: Bool { skipReason != nil }

    /// Whether anything failed.
    public var hasFailed: Bool { failureCount > 0 }

    /// The item's request and the others that are kept, in order.
    public var requests: [RequestRecord] {
        let others = otherRequests.elements
        guard let request else { return others }
        return others[..<requestsBefore] + [request] + others[requestsBefore...]
    }

    /// Whether a kept verdict failed only because the item's request got no response.
    public func isConsequence(at index: Int) -> Bool {
        guard index > verdictsBeforeRequest, let request, request.failure != nil,
            request.response == nil
        else { return false }
        switch verdicts.elements[index] {
        case .assertion(let record): return record.failure != nil
        case .script: return true
        case .request, .warning, .lost: return false
        }
    }

    /// Whether the item passed, but only after an attempt was repeated.
    public var isFlaky: Bool { attempts > 1 && !hasFailed && !isSkipped }

    /// The failures that are kept, in order.
    public var failures: [Verdict] { verdicts.elements.filter { $0.failure != nil } }

    /// The attempts that were repeated.
    public var repeatedAttempts: [AttemptRecord] {
        output.elements.compactMap { if case .attempt(let record) = $0 { record } else { nil } }
    }

    /// The lines that scripts wrote to their console.
    public var console: [ConsoleRecord] {
        output.elements.compactMap { if case .console(let record) = $0 { record } else { nil } }
    }
}

// MARK: - Folding

extension ItemRecord {
    /// Takes an event of the item.
    mutating func fold(_ event: RunEvent) {
        switch event {
        case .console(let record, _): add(record)
        case .request(let record, _): add(record)
        case .attempt(let record, _): add(record)
        case .assertion(let record, _): add(record)
        case .script(let record, _): add(record)
        case .warning(let diagnostic): warnings.append(diagnostic, bytes: diagnostic.size)
        case .itemSkipped(_, let reason): skipReason = reason
        case .nextRequest(let name, _): nextRequest = .some(name)
        case .visualization(let record, _): visualization = record
        case .runStarted, .iterationStarted, .itemStarted, .strictFailure, .itemFinished,
            .iterationFinished, .runFinished:
            break
        }
        if let verdict = event.verdict { add(verdict) }
    }

    /// Marks an item whose end is unknown because the event stream ends before it does.
    mutating func lose() { add(.lost) }

    private mutating func add(_ record: ConsoleRecord) {
        let size = record.arguments.reduce(16) { $0 + $1.utf8.count }
        output.append(.console(record), bytes: size)
    }

    private mutating func add(_ record: RequestRecord) {
        guard record.origin == .item else {
            otherRequests.append(record, bytes: record.size)
            return
        }
        if request == nil {
            verdictsBeforeRequest = verdicts.elements.count
            requestsBefore = otherRequests.elements.count
        }
        request = record
    }

    private mutating func add(_ record: AttemptRecord) {
        attempts = record.number + 1
        repeatedTime += record.requestTime
        output.append(.attempt(record), bytes: record.requests.reduce(64) { $0 + $1.size })
    }

    private mutating func add(_ record: AssertionRecord) {
        tests.count(failed: record.failure != nil)
        if record.isSkipped { tests.skipped += 1 }
    }

    private mutating func add(_ record: ScriptRecord) {
        switch record.event {
        case .prerequest: prerequestTime += record.duration
        case .test: testTime += record.duration
        }
    }

    private mutating func add(_ verdict: Verdict) {
        if verdict.failure != nil { failureCount += 1 }
        let kept = verdict.withoutBodies
        verdicts.append(kept, bytes: kept.size)
    }
}

extension Diagnostic {
    /// About how many bytes it takes.
    fileprivate var size: Int { help.reduce(message.utf8.count + 64) { $0 + $1.utf8.count } }
}
