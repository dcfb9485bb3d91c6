public import RunModel

/// A report with the structure of Newman's JSON report, streamed, one file for each run.
///
/// Runs of environments are in one file, in the list `runs`, and so are those of several streams,
/// unless the layout is Newman's.
///
/// An execution is written when its item has ended, and is not kept. Sums, failures and variables
/// are known only at the end. They follow the executions, in a tail that every write renews, so the
/// file is complete at any moment. Unlike in Newman's report, an item that sent several requests is
/// one execution, and skipped items have one, too.
public final class JSONReport: GradualReport {
    /// What the user wants of the report.
    public struct Options: Sendable, Hashable {
        /// Which bodies are kept.
        public enum Bodies: String, Sendable, Hashable, CaseIterable {
            /// None.
            case none
            /// Those of executions in which something failed.
            case failed
            /// All.
            case all
        }

        /// How close the file is to Newman's.
        public enum Layout: String, Sendable, Hashable, CaseIterable {
            /// Newman's structure, with bodies as text, and items by their names.
            case compact
            /// Bodies as Node's buffers, and the whole item in every execution.
            case newman
        }

        /// Which bodies are kept; nil for the layout's default.
        public var bodies: Bodies?
        /// How close the file is to Newman's.
        public var layout = Layout.compact
        /// Whether it leaves out the bodies of requests.
        public var omitsRequestBodies = false
        /// Whether it leaves out the bodies of responses.
        public var omitsResponseBodies = false
        /// Whether it leaves out the headers of requests and responses.
        public var omitsHeaders = false

        /// Creates the default options.
        public init() {}

        /// Which bodies are kept.
        public var keptBodies: Bodies { bodies ?? (layout == .newman ? .all : .failed) }
    }

    private let options: Options
    /// Whether runs without names of their own are in one file, too.
    private let joinsRuns: Bool
    private let open: (RunStart) throws(ListenerError) -> any ReportFile
    private var run: JSONRun?
    private var hasBegun = false
    /// The file of several runs, between two of them.
    private var joined: TailedFile?

    /// Creates a report that opens an empty file for each run, or one for all that it joins: runs
    /// with names of their own, and others if it should.
    public init(
        options: Options = Options(), joinsRuns: Bool = false,
        open: @escaping (RunStart) throws(ListenerError) -> any ReportFile
    ) {
        self.options = options
        self.joinsRuns = joinsRuns
        self.open = open
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if case .runStarted(let start) = event { return try begin(start) }
        try run?.receive(event)
        guard case .runFinished = event, let ended = run else { return }
        run = nil
        if ended.isPart { joined = ended.file } else { try ended.file.close() }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { try run?.flush() }

    /// Closes the file of several runs, or writes one without runs if none began.
    public func finish() throws(ListenerError) {
        if !hasBegun {
            var file = TailedFile(
                try open(
                    RunStart(collectionName: "", iterationCount: 0, itemCount: 0, startedAt: 0)))
            try file.flush(tail: Array("{\"runs\": []}\n".utf8))
            try file.commit()
            joined = file
        }
        try joined?.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        hasBegun = true
        let isPart = (start.label != nil || joinsRuns) && options.layout == .compact
        let isFirst = joined == nil
        let file: TailedFile
        if isPart, let joined { file = joined } else { file = TailedFile(try open(start)) }
        run = JSONRun(start, options: options, file: file, isPart: isPart)
        try run?.begin(isFirst: isFirst)
    }
}
