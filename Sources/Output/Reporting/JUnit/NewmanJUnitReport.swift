public import RunModel

/// A JUnit file with Newman's own elements and attributes, for pipelines that depend on them.
///
/// It has one suite for each request with all its iterations, and one test case for each name of an
/// assertion. Errors are in `<system-err>`. Its sums are right, which Newman's are not: a failure
/// remains one even if a later iteration passes, `tests` and `failures` count test cases, and the
/// root sums up its suites. Suites are complete only when the run is, so they are held in memory,
/// with limits on their size. Every few seconds the file is written as far as the run has come,
/// with an error that says that the run has not ended.
public final class NewmanJUnitReport: GradualReport {
    private static let secondsBetweenWrites = 5.0
    private static let tail = Array("</testsuites>\n".utf8)
    /// Room for two attributes whose numbers have up to twelve digits.
    private static let sumsWidth = 48

    private var file: TailedFile
    private var start: RunStart?
    private var suites: [NewmanSuite] = []
    private var indices: [String: Int] = [:]
    /// The class names of the runs before, and those that this run must not have.
    private var classNames: Set<String> = []
    private var takenNames: Set<String> = []
    private var titles: Set<String> = []
    private var recorder = ItemRecorder()
    /// The sums of the finished runs in the file.
    private var sums = NewmanSuite.Sums()
    private var sumsOffset = 0
    private var writtenAt = 0.0
    /// Whether the file says that a run has not ended.
    private var isUnfinished = false

    /// Creates a report that writes to an empty file.
    public init(file: any ReportFile) {
        self.file = TailedFile(file)
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .runStarted(let start): try begin(start)
        case .strictFailure(let failure, nil): addToRun(failure)
        case .runFinished(let end): try finish(end)
        default: break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { if start != nil { try flushUnfinished() } }

    /// Closes the file.
    public func finish() throws(ListenerError) {
        if isUnfinished { try write(sums) }
        try file.close()
    }

    private func begin(_ start: RunStart) throws(ListenerError) {
        let isFirst = self.start == nil
        self.start = start
        // Runs of one name have the same classes.
        takenNames = titles.insert(start.title).inserted ? classNames : []
        guard isFirst else { return }
        writtenAt = start.startedAt
        file.pending += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites".utf8
        let name = start.runCount > 1 ? "posthaste" : start.collectionName
        XMLText.attribute("name", name, to: &file.pending)
        sumsOffset = file.pending.count
        file.pending += padded(sums)
        file.pending += ">\n".utf8
        try flushUnfinished()
    }

    /// Adds a failure of the run as a whole to a suite with the collection's name.
    private func addToRun(_ failure: Failure) {
        guard let start else { return }
        let index = index(ofSuite: "", named: start.title)
        suites[index].add(error: "\(failure.name): \(failure.message)\n\n---\n")
    }

    private func append(_ item: ItemRecord) throws(ListenerError) {
        if item.isSkipped && item.verdicts.count == 0 { return }
        let name = start?.path(of: item.reference) ?? item.reference.path
        suites[index(ofSuite: item.reference.id, named: name)].add(item)
        let now = item.reference.startedAt ?? 0
        guard now - writtenAt >= Self.secondsBetweenWrites else { return }
        writtenAt = now
        try flushUnfinished()
    }

    /// Writes the file as it is until the last run has ended.
    private func flushUnfinished() throws(ListenerError) {
        let kept = (suites, indices)
        if let failure = RunEnd.Interruption.unfinished.failure { addToRun(failure) }
        var bytes: [UInt8] = []
        let total = appendSuites(to: &bytes)
        (suites, indices) = kept
        isUnfinished = true
        try write(sums + total, tail: bytes)
    }

    /// Writes what is pending, and behind it a tail that the next write replaces.
    private func write(_ sums: NewmanSuite.Sums, tail: [UInt8] = []) throws(ListenerError) {
        try file.flush(tail: tail + Self.tail)
        try file.rewrite(padded(sums), at: sumsOffset)
        try file.commit()
    }

    private func index(ofSuite id: String, named name: String) -> Int {
        if let index = indices[id] { return index }
        indices[id] = suites.count
        let className = ClassName.of(name, fallback: start?.collectionName ?? "")
        suites.append(
            NewmanSuite(
                id: id, name: name, className: ClassName.free(className, among: takenNames)))
        return suites.count - 1
    }

    private func finish(_ end: RunEnd) throws(ListenerError) {
        if let failure = end.interruption?.failure { addToRun(failure) }
        sums = sums + appendSuites(to: &file.pending)
        classNames.formUnion(suites.map(\.className))
        suites = []
        indices = [:]
        if start?.isLast == false { return try flushUnfinished() }
        isUnfinished = false
        try write(sums)
    }

    private func appendSuites(to bytes: inout [UInt8]) -> NewmanSuite.Sums {
        guard let start else { return NewmanSuite.Sums() }
        return suites.reduce(NewmanSuite.Sums()) { $0 + $1.append(to: &bytes, start: start) }
    }

    private func padded(_ sums: NewmanSuite.Sums) -> [UInt8] {
        var bytes: [UInt8] = []
        XMLText.attribute("tests", String(sums.tests), to: &bytes)
        XMLText.attribute("time", JUnitSums.seconds(sums.milliseconds), to: &bytes)
        bytes += repeatElement(UInt8(ascii: " "), count: max(0, Self.sumsWidth - bytes.count))
        return bytes
    }
}
