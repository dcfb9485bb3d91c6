public import Diagnostics
import HTTPModel

/// How many of something there were, and how many of them came to grief.
public struct Tally: Sendable, Hashable {
    /// All of them, failed and skipped ones included.
    public var total = 0
    /// Those that failed.
    public var failed = 0
    /// Those that were skipped.
    public var skipped = 0

    /// Makes a tally of nothing.
    public init() {}

    /// Makes the sum of two tallies.
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

/// A warning, how often it was given, and the items that it was given for.
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

/// What a run came to, or several that follow one another, folded from the events one by one.
///
/// Its size does not grow with the run: beyond `keptFailures` and `keptWarnings` it only counts.
/// It keeps no exchange, no console line and no passed assertion.
public struct RunSummary: Sendable {
    /// How many failures are kept in full.
    public static let keptFailures = 1_000
    /// How many different warnings are kept in full.
    public static let keptWarnings = 1_000

    /// What the last run is about, or nil before it began.
    public private(set) var start: RunStart?
    /// How the last run ended, or nil while it goes on.
    public private(set) var end: RunEnd?
    /// The runs that are over; one has failed when anything in it did, or when it stopped early.
    public private(set) var runs = Tally()
    /// How long the runs took, all together; zero until the first is over.
    public private(set) var duration = Duration.zero
    /// The iterations; one that was cut short has failed.
    public private(set) var iterations = Tally()
    /// The items; one has failed when anything in it did.
    public private(set) var items = Tally()
    /// Every HTTP request, those of scripts and of authentication included.
    public private(set) var requests = Tally()
    /// How many attempts of items were followed by another one; what they sent is among the
    /// requests.
    public private(set) var retries = 0
    /// The test scripts, those of collection, folders and request counted apart.
    public private(set) var testScripts = Tally()
    /// The pre-request scripts, counted likewise.
    public private(set) var prerequestScripts = Tally()
    /// The assertions, skipped ones included.
    public private(set) var assertions = Tally()
    /// The response times, in milliseconds.
    public private(set) var responseTime = RunningStatistics()
    /// The times of looking up names, in milliseconds.
    public private(set) var nameLookupTime = RunningStatistics()
    /// The times to the first byte, in milliseconds.
    public private(set) var firstByteTime = RunningStatistics()
    /// The bytes of all response bodies, as they came over the wire.
    public private(set) var bytesReceived = 0
    /// How many failures there were.
    public private(set) var failureCount = 0
    /// The first failures, in order.
    public private(set) var failures: [RunFailure] = []
    /// How many warnings were given beyond those that are kept.
    public private(set) var omittedWarnings = 0
    /// The first different warnings, in order of their first appearance.
    public private(set) var warnings: [RepeatedWarning] = []

    private var warningIndices: [Diagnostic: Int] = [:]
    private var failuresBeforeRun = 0
    private var failuresBeforeItem = 0
    private var isInsideIteration = false

    /// Makes the summary of a run that has not begun.
    public init() {}

    /// Whether anything failed: a request, a script, an assertion, or in a strict run a warning.
    public var hasFailures: Bool { failureCount > 0 }

    /// Why the run stopped early, or nil where it did not.
    public var interruption: RunEnd.Interruption? { end?.interruption }

    /// Takes the next event of the run.
    public mutating func fold(_ event: RunEvent) {
        if let failure = event.failure(number: failureCount + 1) { add(failure) }
        switch event {
        case .runStarted(let start): begin(start)
        case .iterationStarted: beginIteration()
        case .iterationFinished: isInsideIteration = false
        case .itemStarted: failuresBeforeItem = failureCount
        case .itemFinished: items.count(failed: failureCount > failuresBeforeItem)
        case .itemSkipped: items.skipped += 1
        case .request(let record, _): count(record)
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
    }

    private mutating func finish(_ end: RunEnd) {
        self.end = end
        duration += end.duration
        runs.count(failed: failureCount > failuresBeforeRun || end.interruption != nil)
        if isInsideIteration { iterations.failed += 1 }
        isInsideIteration = false
    }

    private mutating func count(_ record: RequestRecord) {
        requests.count(failed: record.failure != nil)
        if let response = record.response { measure(response) }
    }

    private mutating func count(_ attempt: AttemptRecord) {
        retries += 1
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

    private mutating func count(_ warning: Diagnostic) {
        // The same trouble in many requests is one trouble to the reader.
        var key = warning
        key.place.item = nil
        if let index = warningIndices[key] {
            warnings[index].add(warning.place.item)
        } else if warnings.count < Self.keptWarnings {
            warningIndices[key] = warnings.count
            var repeated = RepeatedWarning(diagnostic: key)
            repeated.add(warning.place.item)
            warnings.append(repeated)
        } else {
            omittedWarnings += 1
        }
    }

    private mutating func add(_ failure: RunFailure) {
        failureCount += 1
        if failures.count < Self.keptFailures { failures.append(failure) }
    }
}

extension Duration {
    /// The duration in milliseconds, fractions kept.
    public var milliseconds: Double {
        Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
    }
}
