import Diagnostics
import HTTPModel
public import RunModel

/// A page for people, streamed: what failed first, then every request with all that is known of it.
///
/// It is one file that needs nothing else, and is complete at any moment between two writes, so that a killed
/// run leaves a page of what it did: every write ends with the end of the page, and the next one begins upon
/// that. What the end of the run decides is written twice: the counts at the top in place, into room that is kept for
/// them, and the list of failures at the end, from where the style sheet puts it at the top. Only the item that runs
/// is held in memory, the list of failures up to a limit, and up to `flushBytes`.
public final class HTMLReport: RunListener {
    private static let flushBytes = 256 << 10
    private static let flushSeconds = 1.0
    /// How many rows a browser lays out, or leaves out, at a time.
    private static let rowsPerChunk = 40

    private let file: any ReportFile
    private let options: Options
    private let generator: String
    private var body = HTML()
    private var item: HTMLItem?
    private var overall = RunSummary()
    private var run = RunSummary()
    private var findings = HTMLFindings()
    private var timeline = HTMLTimeline()
    private var first: RunStart?
    private var iterationCount = 0
    private var runCount = 0
    private var itemCount = 0
    /// How many rows the open chunk has; nil where none is open.
    private var rows: Int?
    private var folders: [String]?
    /// The milliseconds from the first run's start to the last thing that is known.
    private var milliseconds = 0.0
    /// Where the part at the top begins, and how much room it has.
    private var summaryPlace = 0..<0
    private var offset = 0
    private var end = 0
    private var flushedAt = 0.0

    /// Makes a report that writes to a file without content; the generator is named in it.
    public init(file: any ReportFile, options: Options = Options(), generator: String) {
        self.file = file
        self.options = options
        self.generator = generator
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        overall.fold(event)
        run.fold(event)
        switch event {
        case .runStarted(let start): try begin(start)
        case .iterationStarted(let start): begin(start)
        case .itemStarted(let reference): try begin(reference)
        case .console(let record, _): item?.add(record)
        case .request(let record, let reference): add(record, reference)
        case .attempt(let record, _): item?.add(record)
        case .assertion(let record, _): add(record)
        case .script(let record, _): add(record)
        case .itemSkipped: item?.skipRequest()
        case .nextRequest(let name, _): item?.choose(next: name)
        case .visualization(let record, _): item?.show(record)
        case .warning(let diagnostic): item?.add(diagnostic)
        case .strictFailure(let failure, _): add(strict: failure)
        case .itemFinished: try finishItem()
        case .iterationFinished: break
        case .runFinished(let end): try finish(end)
        }
    }

    /// Writes the last of it, and closes the file.
    public func finish() throws(ListenerError) {
        if first != nil { try flush(isComplete: true) }
        try file.close()
    }
}

// MARK: Failures

extension HTMLReport {
    private func add(_ record: RequestRecord, _ reference: ItemReference) {
        item?.add(record)
        guard let failure = record.failure else { return }
        let title =
            record.origin == .item
            ? reference.name : "\(record.request.method) \(record.request.url)"
        add(failure, title)
    }

    private func add(_ record: AssertionRecord) {
        item?.add(record)
        if let failure = record.failure { add(failure, record.name) }
    }

    private func add(_ record: ScriptRecord) {
        item?.add(record)
        guard let failure = record.failure else { return }
        add(
            failure,
            "\(failure.name) in \(RunFailure.Source.script(record.event).location(of: failure))")
    }

    private func add(strict failure: Failure) {
        item?.add(strict: failure)
        add(failure, "A warning, in a strict run")
    }

    private func add(_ failure: Failure, _ title: String) {
        findings.add(failure, title, of: item, isSeveralIterations: iterationCount > runCount)
    }
}

// MARK: Structure

extension HTMLReport {
    private func begin(_ start: RunStart) throws(ListenerError) {
        closeChunk()
        run = RunSummary()
        run.fold(.runStarted(start))
        runCount += 1
        iterationCount += start.iterationCount
        if first == nil {
            first = start
            flushedAt = start.startedAt
            beginDocument()
            try flush(isComplete: false)
        }
        guard start.runCount > 1 else { return }
        body.add("<h3 class=\"run\" id=\"run")
        body.add(number: runCount)
        body.add("\">")
        body.add(text: start.collectionName)
        if let environment = start.environmentName {
            body.add(" <span>")
            body.add(text: environment)
            body.add("</span>")
        }
        body.add("</h3>")
    }

    private func beginDocument() {
        body.add("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        body.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        body.add("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"generator\"")
        body.attribute("content", generator)
        body.add("><style>")
        body.add(asset: reportStyle)
        body.add("</style><script>")
        body.add(asset: themeScript)
        body.add(asset: reportScript)
        body.add("</script>\n")
        let start = body.bytes.count
        summary(isComplete: false).append(to: &body)
        summaryPlace = start..<(body.bytes.count + HTMLSummary.slack)
        body.pad(to: summaryPlace.upperBound)
        body.add("\n<section id=\"requests\" aria-label=\"Requests\"><h2>Requests</h2>")
        body.add("<p class=\"columns\" aria-hidden=\"true\"><span class=\"n\">Request</span>")
        body.add("<span>Status</span><span class=\"t\">Tests</span><span class=\"z\">Size</span>")
        body.add("<span class=\"d\">Time</span><span class=\"w\">Timeline</span></p>\n")
    }

    private func begin(_ start: IterationStart) {
        folders = nil
        if iterationCount <= runCount, start.row.isEmpty { return }
        openChunk()
        body.add("<h3 class=\"iteration\">Iteration ")
        body.add(number: start.number + 1)
        for cell in start.row {
            body.add(" <span>")
            body.add(text: cell.name)
            body.add(" <b>")
            body.add(text: cell.value)
            body.add("</b></span>")
        }
        body.add("</h3>")
    }

    private func begin(_ reference: ItemReference) throws(ListenerError) {
        try finishItem()
        itemCount += 1
        item = HTMLItem(reference, number: itemCount)
        if let now = reference.startedAt { try flushIfDue(now) }
    }

    private func finishItem() throws(ListenerError) {
        guard let finished = item else { return }
        item = nil
        openChunk()
        beginFolder(finished.reference.folders)
        let origin = first?.startedAt ?? 0
        HTMLItemWriter(options: options, origin: origin).append(finished, to: &body)
        rows = (rows ?? 0) + 1
        let start = ((finished.reference.startedAt ?? origin) - origin) * 1_000
        timeline.add(finished, at: start + finished.offset)
        milliseconds = max(milliseconds, start + finished.elapsed.milliseconds)
        try flushIfDue(origin + milliseconds / 1_000)
    }

    /// Writes the headline of a folder where another one begins.
    private func beginFolder(_ next: [String]) {
        if folders == next || folders == nil && next.isEmpty { return }
        folders = next
        body.add("<h3 class=\"folder\">")
        for (index, name) in next.enumerated() {
            if index > 0 { body.add(" <i>/</i> ") }
            body.add(text: name)
        }
        if next.isEmpty { body.add("<i>outside of folders</i>") }
        body.add("</h3>")
    }

    /// Opens a chunk where none is open that takes another row.
    private func openChunk() {
        if let rows, rows < Self.rowsPerChunk { return }
        closeChunk()
        rows = 0
        body.add("<div class=\"chunk\">\n")
    }

    private func closeChunk() {
        if rows != nil { body.add("</div>") }
        rows = nil
    }

    private func finish(_ end: RunEnd) throws(ListenerError) {
        if case .lost? = end.interruption { item?.lose() }
        try finishItem()
        closeChunk()
        findings.add(run)
        if let interruption = end.interruption { findings.add(interruption) }
        milliseconds = max(milliseconds, (end.endedAt - (first?.startedAt ?? 0)) * 1_000)
        try flushIfDue(end.endedAt)
    }
}

// MARK: Writing

extension HTMLReport {
    private func flushIfDue(_ now: Double) throws(ListenerError) {
        let isDue = body.bytes.count >= Self.flushBytes || now - flushedAt >= Self.flushSeconds
        guard isDue, !body.isEmpty else { return }
        try flush(isComplete: false)
        flushedAt = max(flushedAt, now)
    }

    /// Writes what is pending over the end of the page, the end anew, and then the summary at the top.
    private func flush(isComplete: Bool) throws(ListenerError) {
        var text = body.take()
        let length = text.count
        var tail = HTML()
        if rows != nil { tail.add("</div>") }
        if itemCount == 0, isComplete { tail.add("<p class=\"none\">No request was run.</p>") }
        tail.add("</section>\n")
        findings.append(overall, timeline, isComplete: isComplete, to: &tail)
        tail.add("</main><footer><p class=\"facts\">")
        tail.add(text: generator)
        tail.add("</p></footer></body></html>\n")
        // An older end may have been longer.
        tail.pad(to: end - offset - length)
        text += tail.bytes
        let isFirst = offset == 0
        try file.write(text, at: offset)
        end = offset + text.count
        offset += length
        if isFirst { return }
        var top = HTML()
        summary(isComplete: isComplete).append(to: &top)
        // Its texts are those that it began with, and the slack is more than numbers can add.
        guard top.bytes.count <= summaryPlace.count else { return }
        top.pad(to: summaryPlace.count)
        try file.write(top.bytes, at: summaryPlace.lowerBound)
    }

    private func summary(isComplete: Bool) -> HTMLSummary {
        let start = first
        let collection = start?.collectionName ?? ""
        let count = start?.runCount ?? 1
        let title = options.title ?? (count > 1 ? "\(count) collections" : collection)
        var subtitle: [String] = []
        if options.title != nil, count == 1 { subtitle.append(collection) }
        if let environment = start?.environmentName, count == 1 { subtitle.append(environment) }
        let longest = 300
        return HTMLSummary(
            summary: overall, title: HTMLFailure.clipped(title, to: longest),
            subtitle: subtitle.map { HTMLFailure.clipped($0, to: longest) + " · " }.joined(),
            iterationCount: iterationCount, startedAt: start?.startedAt ?? 0,
            milliseconds: milliseconds, isComplete: isComplete,
            isInterrupted: findings.isInterrupted)
    }
}
