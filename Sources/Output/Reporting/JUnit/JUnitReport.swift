import Diagnostics
public import RunModel

/// A JUnit file, streamed: one suite per request and iteration, in the order in which they ran;
/// several runs follow one another in it.
///
/// The file is well-formed at any moment between two writes (``TailedFile``). The sums in the root's
/// start tag come before everything they count, so room is kept there, and they are rewritten in
/// place. Only the suite that is running is held in memory, and what is not written yet.
public final class JUnitReport: RunListener {
    private static let tail = Array("</testsuites>\n".utf8)
    /// Room for four attributes whose numbers have up to twelve digits.
    private static let sumsWidth = 112

    private var file: TailedFile
    private var writer: JUnitSuiteWriter?
    /// How many runs each name of a collection had.
    private var runCounts: [String: Int] = [:]
    private var suite: JUnitSuite?
    private var iteration = IterationStart(0)
    private var ending = JUnitEnding()
    private var sums = JUnitSums()
    private var sumsOffset = 0

    /// Makes a report that writes to a file without content.
    public init(file: any ReportFile) {
        self.file = TailedFile(file)
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        switch event {
        case .runStarted(let start): try begin(start)
        case .itemStarted(let item): try begin(item)
        case .console(let record, _): suite?.add(record)
        case .request(let record, _): suite?.add(record)
        case .attempt(let record, _): suite?.add(record)
        case .assertion(let record, _): suite?.add(record)
        case .script(let record, _): suite?.add(record)
        case .itemSkipped: suite?.skipRequest()
        case .warning(let diagnostic): add(diagnostic)
        case .strictFailure(let failure, _): add(failure)
        case .iterationStarted(let start): iteration = start
        case .itemFinished: try finishSuite()
        case .runFinished(let end): try finish(end)
        case .iterationFinished, .nextRequest, .visualization: break
        }
    }

    /// Closes the file.
    public func finish() throws(ListenerError) { try file.close() }

    private func begin(_ start: RunStart) throws(ListenerError) {
        let isFirst = writer == nil
        runCounts[start.collectionName, default: 0] += 1
        writer = JUnitSuiteWriter(start: start, run: runCounts[start.collectionName] ?? 1)
        guard isFirst else { return }
        file.begin(at: start.startedAt)
        file.pending += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites".utf8
        let name = start.runCount > 1 ? "posthaste" : start.collectionName
        XMLText.attribute("name", name, to: &file.pending)
        sumsOffset = file.pending.count
        file.pending += paddedSums()
        file.pending += ">\n".utf8
        try flush()
    }

    private func begin(_ item: ItemReference) throws(ListenerError) {
        try finishSuite()
        suite = JUnitSuite(item: item, dataRow: iteration.rowText)
        if let now = item.startedAt { try flushIfDue(now) }
    }

    /// Takes a warning: about the item that runs, or about the run.
    private func add(_ warning: Diagnostic) {
        if suite == nil { ending.add(warning) } else { suite?.add(warning) }
    }

    private func add(_ strictFailure: Failure) {
        if suite == nil { ending.add(strictFailure) } else { suite?.add(strictFailure) }
    }

    private func finishSuite() throws(ListenerError) {
        guard var finished = suite else { return }
        suite = nil
        finished.finish()
        if let added = writer?.append(finished, to: &file.pending) { sums.add(added) }
        let elapsed = finished.requestTime + finished.scriptTime
        try flushIfDue((finished.item.startedAt ?? 0) + elapsed.milliseconds / 1_000)
    }

    private func finish(_ end: RunEnd) throws(ListenerError) {
        if case .lost? = end.interruption { suite?.lose() }
        try finishSuite()
        if let interruption = end.interruption { ending.add(interruption) }
        if let writer { sums.add(writer.append(ending, at: end.endedAt, to: &file.pending)) }
        ending = JUnitEnding()
        try flush()
    }

    private func flushIfDue(_ now: Double) throws(ListenerError) {
        if file.isDue(at: now) { try flush() }
    }

    /// Writes what is pending, and then the sums.
    private func flush() throws(ListenerError) {
        if file.pending.isEmpty { return }
        let isFirst = file.offset == 0
        try file.flush(tail: Self.tail)
        if !isFirst { try file.rewrite(paddedSums(), at: sumsOffset) }
    }

    private func paddedSums() -> [UInt8] {
        var bytes: [UInt8] = []
        sums.append(to: &bytes, countsSkipped: false)
        bytes += repeatElement(UInt8(ascii: " "), count: max(0, Self.sumsWidth - bytes.count))
        return bytes
    }
}
