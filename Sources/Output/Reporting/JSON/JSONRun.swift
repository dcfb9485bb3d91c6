import JSON
import RunModel

/// The JSON report of one run, written while the run proceeds.
struct JSONRun {
    private let options: JSONReport.Options
    private let items: ItemCatalog
    private var totals: JSONTotals
    /// The file, with everything that was written.
    private(set) var file: TailedFile
    /// Whether it is one of several in the file.
    let isPart: Bool
    private var failures = FailureList()
    private let repeats = JSONRepeats()
    private var recorder = ItemRecorder()
    private var hasExecutions = false

    init(
        _ start: RunStart, options: JSONReport.Options, file: TailedFile, isPart: Bool = false
    ) {
        self.options = options
        var shown = start
        shown.collection = start.collection.map(DefinitionOmission(options).applied)
        items = ItemCatalog(shown, isWhole: options.layout == .newman)
        totals = JSONTotals(start)
        self.file = file
        self.isPart = isPart
    }

    /// What closes the file behind the run.
    private var suffix: [UInt8] { isPart ? Array("]\n}\n".utf8) : [] }

    mutating func begin(isFirst: Bool) throws(ListenerError) {
        file.begin(at: totals.start.startedAt)
        if isPart { file.pending += (isFirst ? "{\n\"runs\": [\n" : ",\n").utf8 }
        file.pending += "{\n".utf8
        if isPart {
            file.pending += "\"name\": ".utf8
            file.pending += JSONWriter.compactBytes(.string(totals.start.title))
            file.pending += ",\n".utf8
        }
        file.pending += "\"collection\": ".utf8
        file.pending += JSONWriter.compactBytes(items.collection)
        file.pending += ",\n\"run\": {\n\"executions\": [".utf8
        try flush()
    }

    mutating func receive(_ event: RunEvent) throws(ListenerError) {
        totals.fold(event)
        if let failure = event.failure(number: 0) { try add(failure) }
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .itemStarted(let item):
            if let now = item.startedAt, file.isDue(at: now) { try flush() }
        case .runFinished(let end): try finish(end)
        default: break
        }
    }

    private mutating func add(_ failure: RunFailure) throws(ListenerError) {
        try failures.append(entry(failure)) { () throws(ListenerError) in
            try file.makeSpool()
        }
    }

    /// An entry of `run.failures`.
    private func entry(_ failure: RunFailure) -> [UInt8] {
        let list = JSONFailure(items: items, start: totals.start, layout: options.layout)
        var json = MemberWriter()
        list.write(failure, to: &json)
        return json.bytes
    }

    /// The failure of the run as a whole.
    private static func ofRun(_ failure: Failure) -> RunFailure {
        RunFailure(number: 0, source: .run, failure: failure, item: nil)
    }

    private mutating func append(_ item: ItemRecord) throws(ListenerError) {
        let execution = JSONExecution(
            item: item, options: options, items: items, start: totals.start, repeats: repeats)
        var json = MemberWriter()
        swap(&json.bytes, &file.pending)
        for entry in execution.entries {
            json.literal(hasExecutions ? ",\n" : "\n")
            hasExecutions = true
            execution.write(entry, to: &json)
        }
        swap(&json.bytes, &file.pending)
        if file.isDue(at: totals.now) { try flush() }
    }

    /// Writes what is pending, and the rest as far as it is known.
    mutating func flush() throws(ListenerError) {
        let unfinished = failures.separated(entry(Self.ofRun(JSONTotals.incompleteness)))
        try file.flush(
            tail: totals.headOfTail() + failures.head + unfinished + totals.endOfTail() + suffix)
        try file.commit()
    }

    /// Writes the final rest, with all failures.
    private mutating func finish(_ end: RunEnd) throws(ListenerError) {
        // That of a lost run came as one of its own.
        if let interruption = end.interruption, !interruption.isLost,
            let failure = interruption.failure
        {
            try add(Self.ofRun(failure))
        }
        let (end, suffix) = (totals.endOfTail(), self.suffix)
        file.pending += totals.headOfTail() + failures.head
        try failures.readRest { (piece) throws(ListenerError) in
            file.pending += piece
            try file.flush(tail: end + suffix)
        }
        if isPart {
            file.pending += end
            try file.flush(tail: suffix)
        } else {
            try file.flush(tail: end)
        }
        try file.commit()
    }
}
