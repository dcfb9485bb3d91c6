import Diagnostics
public import RunModel

/// A JUnit file, streamed: one suite per request and iteration, in the order in which they ran.
///
/// Several runs follow one another in it.
///
/// The file is well-formed at any moment between two writes (``TailedFile``). The sums in the
/// root's start tag come before everything they count, so room is kept there, and they are
/// rewritten in place. Only the suite that is running is held in memory, what is not written yet,
/// and the names of the items of all runs, none of which may be there twice.
///
/// Until the last run has ended, the file has an error that says so: a process that is killed
/// leaves a file that has failed.
public final class JUnitReport: GradualReport {
    private static let end = Array("</testsuites>\n".utf8)
    /// Room for four attributes whose numbers have up to twelve digits.
    private static let sumsWidth = 112

    private var file: TailedFile
    private var writer: JUnitSuiteWriter?
    /// The class names of the runs before.
    private var classNames: Set<String> = []
    /// How many runs had each name.
    private var runCounts: [String: Int] = [:]
    private var recorder = ItemRecorder()
    private var ending = JUnitEnding()
    private var sums = JUnitSums()
    private var sumsOffset = 0
    /// The suite that says that a run has not ended, and its sums; nil after the last one.
    private var unfinished: (text: [UInt8], sums: JUnitSums)?
    private var isLast = true

    /// Creates a report that writes to an empty file.
    public init(file: any ReportFile) {
        self.file = TailedFile(file)
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        let isAboutRun = !recorder.isInsideItem
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .runStarted(let start): try begin(start)
        case .itemStarted(let item):
            if let now = item.startedAt { try flushIfDue(now) }
        case .warning(let diagnostic) where isAboutRun: ending.add(diagnostic)
        case .strictFailure(let failure, _) where isAboutRun: ending.add(strict: failure)
        case .runFinished(let end): try finish(end)
        default: break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { if file.offset > 0 { try write() } }

    /// Closes the file.
    public func finish() throws(ListenerError) {
        // A shard may have nothing to run.
        if writer == nil { try beginFile(name: "posthaste") }
        if unfinished != nil {
            unfinished = nil
            try write()
        }
        try file.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        let isFirst = writer == nil
        isLast = start.isLast
        runCounts[start.title, default: 0] += 1
        if let writer { classNames.formUnion(writer.classNames) }
        writer = JUnitSuiteWriter(
            start: start, run: runCounts[start.title] ?? 1, takenNames: classNames)
        unfinished = writer.map { Self.unfinished($0, start) }
        guard isFirst else { return }
        file.begin(at: start.startedAt)
        try beginFile(name: start.runCount > 1 ? "posthaste" : start.collectionName)
    }

    private func beginFile(name: String) throws(ListenerError) {
        file.pending += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites".utf8
        XMLText.attribute("name", name, to: &file.pending)
        sumsOffset = file.pending.count
        file.pending += paddedSums()
        file.pending += ">\n".utf8
        try flush()
    }

    private func append(_ item: ItemRecord) throws(ListenerError) {
        if let added = writer?.append(JUnitSuite(item), to: &file.pending) { sums.add(added) }
        let elapsed = item.requestTime + item.prerequestTime + item.testTime
        try flushIfDue((item.reference.startedAt ?? 0) + elapsed.milliseconds / 1_000)
    }

    private static func unfinished(
        _ writer: JUnitSuiteWriter, _ start: RunStart
    ) -> (text: [UInt8], sums: JUnitSums) {
        var ending = JUnitEnding()
        ending.add(.unfinished)
        var text: [UInt8] = []
        let sums = writer.append(ending, at: start.startedAt, to: &text)
        return (text, sums)
    }

    private func finish(_ end: RunEnd) throws(ListenerError) {
        if isLast { unfinished = nil }
        if let interruption = end.interruption { ending.add(interruption) }
        if let writer { sums.add(writer.append(ending, at: end.endedAt, to: &file.pending)) }
        ending = JUnitEnding()
        try write()
    }

    private func flushIfDue(_ now: Double) throws(ListenerError) {
        if file.isDue(at: now) { try flush() }
    }

    /// Writes what is pending, and then the sums.
    private func flush() throws(ListenerError) {
        if !file.pending.isEmpty { try write() }
    }

    private func write() throws(ListenerError) {
        let isFirst = file.offset == 0
        try file.flush(tail: (unfinished?.text ?? []) + Self.end)
        if !isFirst { try file.rewrite(paddedSums(), at: sumsOffset) }
        try file.commit()
    }

    private func paddedSums() -> [UInt8] {
        var bytes: [UInt8] = []
        var sums = sums
        if let unfinished { sums.add(unfinished.sums) }
        sums.append(to: &bytes, countsSkipped: false)
        bytes += repeatElement(UInt8(ascii: " "), count: max(0, Self.sumsWidth - bytes.count))
        return bytes
    }
}
