import HTTPModel
import JSON
public import RunModel

/// A report with the structure of Newman's JSON report, streamed, one file for each run.
///
/// An execution is written when its item has ended, and is forgotten then. What can only be told at
/// the end (sums, failures, variables) stands behind the executions, in a tail that every write renews,
/// so that the file is whole at any moment. Unlike Newman's, an item that sent several requests is one
/// execution, and items that were skipped have one too.
public final class JSONReport: RunListener {
    /// What the user says about the report.
    public struct Options: Sendable, Hashable {
        /// Whose bodies are kept.
        public enum Bodies: String, Sendable, Hashable, CaseIterable {
            /// Nobody's.
            case none
            /// Those of executions in which something failed.
            case failed
            /// All.
            case all
        }

        /// How close the file is to Newman's.
        public enum Layout: String, Sendable, Hashable, CaseIterable {
            /// Its structure, with bodies as text, and items by their names.
            case compact
            /// Bodies as Node's buffers, and the whole item in every execution.
            case newman
        }

        /// Whose bodies are kept; nil for what goes with the layout.
        public var bodies: Bodies?
        /// How close the file is to Newman's.
        public var layout = Layout.compact

        /// Makes the options of a report that nothing is said about.
        public init() {}

        /// Whose bodies are kept.
        public var keptBodies: Bodies { bodies ?? (layout == .newman ? .all : .failed) }
    }

    private let options: Options
    private let open: (RunStart) throws(ListenerError) -> any ReportFile
    private var run: JSONRun?

    /// Makes a report that gets a file without content for each run.
    public init(
        options: Options = Options(),
        open: @escaping (RunStart) throws(ListenerError) -> any ReportFile
    ) {
        self.options = options
        self.open = open
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event {
            run = JSONRun(start, options: options, file: try open(start))
            try run?.begin()
            return
        }
        try run?.receive(event)
        if case .runFinished = event {
            try run?.close()
            run = nil
        }
    }
}

/// The report of one run.
private struct JSONRun {
    private let options: JSONReport.Options
    private let items: ItemCatalog
    private var totals: JSONTotals
    private var file: TailedFile
    private var failures = FailureList()
    private var execution: JSONExecution?
    private var iteration = IterationStart(0)
    private var hasExecutions = false

    init(_ start: RunStart, options: JSONReport.Options, file: any ReportFile) {
        self.options = options
        items = ItemCatalog(start, isWhole: options.layout == .newman)
        totals = JSONTotals(start)
        self.file = TailedFile(file)
    }

    mutating func begin() throws(ListenerError) {
        file.begin(at: totals.start.startedAt)
        file.pending += "{\n\"collection\": ".utf8
        file.pending += JSONWriter.compactBytes(items.collection)
        file.pending += ",\n\"run\": {\n\"executions\": [".utf8
        try flush()
    }

    mutating func receive(_ event: RunEvent) throws(ListenerError) {
        totals.fold(event)
        if let failure = event.failure(number: 0) { try add(failure) }
        switch event {
        case .iterationStarted(let start): iteration = start
        case .itemStarted(let item):
            execution = JSONExecution(item, iteration: iteration)
            if let now = item.startedAt, file.isDue(at: now) { try flush() }
        case .console(let record, _): execution?.add(record)
        case .request(let record, _): execution?.add(record)
        case .attempt(let record, _): execution?.add(record)
        case .assertion(let record, _): execution?.add(record)
        case .script(let record, _): execution?.add(record)
        case .visualization(let record, _): execution?.visualization = record
        case .nextRequest(let name, _): execution?.nextRequest = .some(name)
        case .itemSkipped: execution?.isSkipped = true
        case .warning(let diagnostic): execution?.warnings.append(diagnostic)
        case .strictFailure(let failure, _): execution?.add(strict: failure)
        case .itemFinished: try finishExecution()
        case .runFinished: try finish()
        case .runStarted, .iterationFinished: break
        }
    }

    private mutating func add(_ failure: RunFailure) throws(ListenerError) {
        let json = JSONFailure.entry(failure, items: items, start: totals.start)
        try failures.append(JSONWriter.compactBytes(json)) { () throws(ListenerError) in
            try file.makeSpool()
        }
    }

    private mutating func finishExecution() throws(ListenerError) {
        guard let finished = execution else { return }
        execution = nil
        file.pending += (hasExecutions ? ",\n" : "\n").utf8
        hasExecutions = true
        let json = finished.json(options, items: items, start: totals.start)
        file.pending += JSONWriter.compactBytes(json)
        if file.isDue(at: totals.now) { try flush() }
    }

    /// Writes what is pending, and what is known of the rest.
    private mutating func flush() throws(ListenerError) {
        try file.flush(tail: totals.headOfTail() + failures.head + totals.endOfTail())
    }

    /// Writes the rest for good, with all failures.
    private mutating func finish() throws(ListenerError) {
        try finishExecution()
        let end = totals.endOfTail()
        file.pending += totals.headOfTail() + failures.head
        try failures.readRest { (piece) throws(ListenerError) in
            file.pending += piece
            try file.flush(tail: end)
        }
        try file.flush(tail: end)
    }

    func close() throws(ListenerError) { try file.close() }
}

/// The failures of a run as JSON, the first ones in memory, the others in a spool.
private struct FailureList {
    /// The first ones.
    private(set) var head: [UInt8] = []
    private var spool: (any ReportSpool)?
    private var pending: [UInt8] = []

    private static let keptBytes = 16_384
    private static let pendingBytes = 65_536

    mutating func append(
        _ failure: [UInt8], makeSpool: () throws(ListenerError) -> any ReportSpool
    ) throws(ListenerError) {
        let separated = Array((head.isEmpty ? "\n" : ",\n").utf8) + failure
        if spool == nil, head.count < Self.keptBytes {
            head += separated
            return
        }
        pending += separated
        if spool == nil { spool = try makeSpool() }
        if pending.count >= Self.pendingBytes { try spill() }
    }

    /// Hands out what is not in `head`, in pieces.
    mutating func readRest(
        _ take: ([UInt8]) throws(ListenerError) -> Void
    ) throws(ListenerError) {
        try spill()
        try spool?.read(take)
    }

    private mutating func spill() throws(ListenerError) {
        try spool?.append(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
