public import Diagnostics
import HTTPModel

/// How many of something there were, and how many failed or were skipped.
public struct Tally: Sendable, Hashable {
    /// All of them, failed and skipped ones included.
    public var total = 0
    /// Those that failed.
    public var failed = 0
    /// Those that were skipped.
    public var skipped = 0

    /// Creates an empty tally.
    public init() {}

    /// Creates the sum of two tallies.
    public init(_ one: Tally, _ other: Tally) {
        total = one.total + other.total
        failed = one.failed + other.failed
        skipped = one.skipped + other.skipped
    }

    /// Counts one more.
    public mutating func count(failed hasFailed: Bool) {
        total += 1
        if hasFailed { failed += 1 }
    }
}

/// A warning, how often it was given, and for which items.
public struct RepeatedWarning: Sendable, Hashable {
    /// How many items are kept.
    public static let keptItems = 100

    /// The warning, its place without the item.
    public var diagnostic: Diagnostic
    /// How often it was given.
    public var count = 0
    /// The paths of the first items that it was given for, each once.
    public var items: [String] = []
    /// Whether there were more items than are kept.
    public var hasMoreItems = false

    fileprivate mutating func add(_ item: String?) {
        count += 1
        guard let item, !items.contains(item) else { return }
        if items.count < Self.keptItems { items.append(item) } else { hasMoreItems = true }
    }
}

/// The result of a run, or of several that follow one another, folded from their events.
///
/// Its size does not grow with the run: beyond limits it only counts. It keeps no console line and
/// no passed assertion, and exchanges only on request.
public struct RunSummary: Sendable {
    /// How many different warnings are kept in full.
    public static let keptWarnings = 1_000

    /// What the last run is about, or nil before it began.
    public private(set) var start: RunStart?
    /// How the last run ended, or nil while it is running.
    public private(set) var end: RunEnd?
    /// The runs that are over.
    ///
    /// A run has failed if anything in it did, or if it stopped early. One that never began was
    /// skipped.
    public private(set) var runs = Tally()
    /// How long all runs took together; zero until the first is over.
    public private(set) var duration = Duration.zero
    /// The iterations.
    ///
    /// An iteration has failed if anything in it did, or if it was cut short.
    public private(set) var iterations = Tally()
    /// The items.
    ///
    /// An item has failed if anything in it did.
    public private(set) var items = Tally()
    /// Every HTTP request, including those of scripts and of authentication.
    public private(set) var requests = Tally()
    /// How many attempts of items were repeated.
    ///
    /// Their requests are among `requests`.
    public private(set) var retries = 0
    /// The test scripts.
    ///
    /// Those of collection, folders and request count separately.
    public private(set) var testScripts = Tally()
    /// The pre-request scripts, counted in the same way.
    public private(set) var prerequestScripts = Tally()
    /// The assertions, including skipped ones.
    public private(set) var assertions = Tally()
    /// The response times, in milliseconds.
    public private(set) var responseTime = RunningStatistics()
    /// The times of name lookups, in milliseconds.
    public private(set) var nameLookupTime = RunningStatistics()
    /// The times to the first byte, in milliseconds.
    public private(set) var firstByteTime = RunningStatistics()
    /// The bytes of all response bodies, as they were transferred.
    public private(set) var bytesReceived = 0
    /// The slowest requests.
    public private(set) var slowest = SlowestRequests()
    /// The items that passed only after an attempt was repeated.
    public private(set) var flaky = FlakyItems()
    /// The failures.
    public private(set) var failureLog: FailureLog
    /// How many warnings were given in addition to those that are kept.
    public private(set) var omittedWarnings = 0
    /// The first different warnings, in order of their first appearance.
    public private(set) var warnings: [RepeatedWarning] = []

    /// The times of requests, if the summary keeps them.
    public private(set) var times: RequestTimes?

    private var warningIndices: [Diagnostic: Int] = [:]
    private var failuresBeforeRun = 0
    private var failuresBeforeItem = 0
    private var failuresBeforeIteration = 0
    private var isInsideIteration = false

    /// Creates the summary of a run that has not begun; it can keep the start of each failure's
    /// exchange, join the same failure of several runs of a collection, and keep the times of
    /// requests.
    public init(
        keepsExchanges: Bool = false, joinsRuns: Bool = false, keepsTimes: Bool = false
    ) {
        if keepsTimes { times = RequestTimes() }
        failureLog = FailureLog(keepsExchanges: keepsExchanges, joinsRuns: joinsRuns)
    }

    /// How many failures there were, without those that only follow from another one.
    public var failureCount: Int { failureLog.count }

    /// The first failures, in order.
    public var failures: [RunFailure] { failureLog.entries }

    /// Whether anything failed: a request, a script, an assertion, or in a strict run a warning.
    public var hasFailures: Bool { failureCount > 0 }

    /// Why the run stopped early, or nil if it did not.
    public var interruption: RunEnd.Interruption? { end?.interruption }

    /// Takes the next event of the run.
    public mutating func fold(_ event: RunEvent) {
        failureLog.fold(event)
        times?.fold(event)
        switch event {
        case .runStarted(let start): begin(start)
        case .iterationStarted: beginIteration()
        case .iterationFinished: finishIteration(isCut: false)
        case .itemStarted: beginItem()
        case .itemFinished(let item): finish(item)
        case .itemSkipped: items.skipped += 1
        case .request(let record, let item):
            count(record)
            slowest.add(record, of: item)
        case .attempt(let record, _): count(record)
        case .assertion(let record, _): count(record)
        case .script(let record, _): count(record)
        case .warning(let diagnostic): count(diagnostic)
        case .console, .nextRequest, .visualization, .strictFailure: break
        case .runFinished(let end): finish(end)
        }
    }

    private mutating func begin(_ start: RunStart) {
        self.start = start
        end = nil
        failuresBeforeRun = failureCount
    }

    private mutating func beginIteration() {
        iterations.total += 1
        isInsideIteration = true
        failuresBeforeIteration = failureCount
    }

    private mutating func beginItem() {
        failuresBeforeItem = failureCount
        flaky.begin()
    }

    private mutating func finish(_ item: ItemReference) {
        if item.id == ItemReference.thresholdsID { return }
        let hasFailed = failureCount > failuresBeforeItem
        items.count(failed: hasFailed)
        flaky.finish(item, hasFailed: hasFailed)
    }

    private mutating func finishIteration(isCut: Bool) {
        guard isInsideIteration else { return }
        isInsideIteration = false
        if isCut || failureCount > failuresBeforeIteration { iterations.failed += 1 }
    }

    private mutating func finish(_ end: RunEnd) {
        self.end = end
        duration += end.duration
        let isSkipped = end.interruption?.isBeforeBegin ?? false
        if isSkipped { runs.skipped += 1 }
        runs.count(
            failed: !isSkipped && (failureCount > failuresBeforeRun || end.interruption != nil))
        finishIteration(isCut: true)
    }

    private mutating func count(_ record: RequestRecord) {
        requests.count(failed: record.failure != nil)
        if let response = record.response { measure(response) }
    }

    private mutating func count(_ attempt: AttemptRecord) {
        retries += 1
        flaky.add(attempt)
        for request in attempt.requests {
            requests.count(failed: false)
            if let response = request.response { measure(response) }
        }
    }

    private mutating func measure(_ response: HTTPResponse) {
        bytesReceived += response.downloadedSize
        responseTime.add(response.timings.total.milliseconds)
        nameLookupTime.add(response.timings.nameLookup.milliseconds)
        firstByteTime.add(response.timings.firstByte.milliseconds)
    }

    private mutating func count(_ record: AssertionRecord) {
        assertions.count(failed: record.failure != nil)
        if record.isSkipped { assertions.skipped += 1 }
    }

    private mutating func count(_ record: ScriptRecord) {
        switch record.event {
        case .test: testScripts.count(failed: record.failure != nil)
        case .prerequest: prerequestScripts.count(failed: record.failure != nil)
        }
    }

    /// The path of an item with the name of its run, if the runs have names.
    private func named(_ item: String?) -> String? {
        guard let label = start?.label else { return item }
        return item.map { "\(label) / \($0)" } ?? label
    }

    private mutating func count(_ warning: Diagnostic) {
        // The same warning for many requests is one warning to the reader.
        var key = warning
        key.place.item = nil
        if let index = warningIndices[key] {
            warnings[index].add(named(warning.place.item))
        } else if warnings.count < Self.keptWarnings {
            warningIndices[key] = warnings.count
            var repeated = RepeatedWarning(diagnostic: key)
            repeated.add(named(warning.place.item))
            warnings.append(repeated)
        } else {
            omittedWarnings += 1
        }
    }
}

extension Duration {
    /// The duration in milliseconds, fractions kept.
    public var milliseconds: Double {
        // Nearly all are below a second, and taking one apart is a division by software.
        if self < .seconds(1), self > .zero { return Double(Int64(attoseconds)) / 1e15 }
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
    }
}
