import Diagnostics
public import RunModel

/// A page for people, streamed: what failed first, then every request with its details.
///
/// It is one file that needs nothing else, and it is complete at any moment between two writes
/// (``TailedFile``), so even a killed run leaves a page of what it did. What is known only at the
/// end of the run is written twice: the counts at the top in place, into room that is kept for
/// them, and the list of failures at the end, from where the style sheet moves it to the top. Only
/// the item that runs is held in memory, the list of failures up to a limit, and what is not
/// written yet.
public final class HTMLReport: GradualReport {
    private static let flushBytes = 256 << 10
    /// How many rows a browser lays out, or leaves out, at a time.
    private static let rowsPerChunk = 40
    private static let longestTitle = 300

    private let options: Options
    private let generator: String
    private var file: TailedFile
    private var page = HTML()
    private let repeats = HTMLRepeats()
    private var recorder = ItemRecorder()
    private var overall = RunSummary(keepsTimes: true)
    private var run = RunSummary()
    private var findings = HTMLFindings()
    private var matrix = HTMLMatrix()
    private var timeline = HTMLTimeline()
    private var first: RunStart?
    private var iterationCount = 0
    /// Whether the time limits the iterations, and not their number.
    private var isTimed = false
    private var runCount = 0
    private var itemCount = 0
    /// How many rows the open chunk has, or nil if none is open.
    private var rows: Int?
    private var folders: [String]?
    /// The milliseconds from the first run's start to the last known moment.
    private var milliseconds = 0.0
    /// The place of the part at the top, with its room.
    private var summaryPlace = 0..<0

    /// Creates a report that writes to an empty file; the generator is named in it.
    public init(file: any ReportFile, options: Options = Options(), generator: String) {
        self.file = TailedFile(file, flushBytes: Self.flushBytes)
        self.options = options
        self.generator = generator
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        overall.fold(event)
        run.fold(event)
        let isAboutRun = !recorder.isInsideItem
        if let item = recorder.fold(event) { try append(item) }
        switch event {
        case .runStarted(let start): try begin(start)
        case .iterationStarted(let start): begin(start)
        case .itemStarted(let item): if let now = item.startedAt { try flushIfDue(now) }
        case .strictFailure(let failure, _) where isAboutRun: findings.add(strict: failure)
        case .runFinished(let end): try finish(end)
        default: break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { if first != nil { try flush(isComplete: false) } }

    /// Writes the rest, and closes the file.
    public func finish() throws(ListenerError) {
        if first == nil { beginDocument() }
        try flush(isComplete: true)
        try file.close()
    }
}

// MARK: Structure

extension HTMLReport {
    private func begin(_ start: RunStart) throws(ListenerError) {
        closeChunk()
        run = RunSummary()
        run.fold(.runStarted(start))
        runCount += 1
        matrix.begin(start)
        iterationCount += start.iterationCount
        if start.duration != nil { isTimed = true }
        if first == nil {
            first = start
            file.begin(at: start.startedAt)
            beginDocument()
            try flush(isComplete: false)
        }
        first?.runCount = start.runCount
        guard start.runCount > 1 else { return }
        page.element("h3", class: "run", .init("id", "run", runCount)) { html in
            html.add(text: start.title)
            guard start.label == nil, let environment = start.environmentName else { return }
            html.add(" ")
            html.element("span", text: environment)
        }
    }

    private func beginDocument() {
        page.add("<!doctype html>\n")
        page.open("html", .init("lang", "en"))
        page.open("head")
        page.void("meta", .init("charset", "utf-8"))
        page.void(
            "meta", .init("name", "viewport"),
            .init("content", "width=device-width, initial-scale=1"))
        page.void("meta", .init("name", "color-scheme"), .init("content", "light dark"))
        page.void("meta", .init("name", "generator"), .init("content", text: generator))
        page.element("style") { $0.add(asset: reportStyle) }
        page.element("script") { html in
            html.add(asset: themeScript)
            html.add(asset: reportScript)
        }
        page.add("\n")
        let start = page.bytes.count
        summary(isComplete: false).append(to: &page)
        summaryPlace = start..<(page.bytes.count + HTMLSummary.slack)
        page.pad(to: summaryPlace.upperBound)
        page.add("\n")
        page.open("section", .init("id", "requests"), .init("aria-label", "Requests"))
        page.element("h2", text: "Requests")
        page.element("p", class: "columns", .init("aria-hidden", "true")) { html in
            let columns: [(Markup?, String)] = [
                ("n", "Request"), (nil, "Status"), ("t", "Tests"), ("z", "Size"), ("d", "Time"),
                ("w", "Timeline"),
            ]
            for (mark, name) in columns { html.element("span", class: mark, text: name) }
        }
        page.add("\n")
    }

    private func begin(_ start: IterationStart) {
        folders = nil
        if !isTimed, iterationCount <= runCount, start.row.isEmpty { return }
        openChunk()
        page.element("h3", class: "iteration") { html in
            html.add(text: "Iteration \(start.number + 1)")
            for cell in start.row {
                html.add(" ")
                html.element("span") { html in
                    html.add(text: cell.name)
                    html.add(" ")
                    html.element("b", text: cell.value)
                }
            }
        }
    }

    private func append(_ record: ItemRecord) throws(ListenerError) {
        itemCount += 1
        let item = HTMLItem(record: record, number: itemCount)
        openChunk()
        beginFolder(record.reference.folders)
        let origin = first?.startedAt ?? 0
        HTMLItemWriter(options: options, origin: origin, repeats: repeats)
            .append(item, to: &page)
        rows = (rows ?? 0) + 1
        findings.add(item, of: run.start, run: runCount)
        matrix.add(item)
        let start = ((record.reference.startedAt ?? origin) - origin) * 1_000
        timeline.add(item, at: start + item.offset)
        milliseconds = max(milliseconds, start + item.elapsed.milliseconds)
        try flushIfDue(origin + milliseconds / 1_000)
    }

    /// Writes the headline of a folder if another one begins.
    private func beginFolder(_ next: [String]) {
        if folders == next || folders == nil && next.isEmpty { return }
        folders = next
        page.element("h3", class: "folder") { html in
            for (index, name) in next.enumerated() {
                if index > 0 {
                    html.add(" ")
                    html.element("i", text: "/")
                    html.add(" ")
                }
                html.add(text: name)
            }
            if next.isEmpty { html.element("i", text: "outside of folders") }
        }
    }

    /// Opens a chunk unless one is open that has room for another row.
    private func openChunk() {
        if let rows, rows < Self.rowsPerChunk { return }
        closeChunk()
        rows = 0
        page.open("div", class: "chunk")
        page.add("\n")
    }

    private func closeChunk() {
        if rows != nil { page.close() }
        rows = nil
    }

    private func finish(_ end: RunEnd) throws(ListenerError) {
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
        if file.isDue(at: now, with: page.bytes.count) { try flush(isComplete: false) }
    }

    /// Writes what is pending, the end of the page behind it, and then the summary at the top.
    private func flush(isComplete: Bool) throws(ListenerError) {
        let isFirst = file.offset == 0
        page.move(to: &file.pending)
        try file.flush(tail: tail(isComplete: isComplete))
        if !isFirst { try rewriteSummary(isComplete: isComplete) }
        try file.commit()
    }

    private func rewriteSummary(isComplete: Bool) throws(ListenerError) {
        var top = HTML(inside: ["html", "head"])
        summary(isComplete: isComplete).append(to: &top)
        // Its texts are those that it began with, and the slack is more than numbers can add.
        guard top.bytes.count <= summaryPlace.count else { return }
        top.pad(to: summaryPlace.count)
        try file.rewrite(top.bytes, at: summaryPlace.lowerBound)
    }

    /// The end of the page: it closes what is open, and has the findings.
    private func tail(isComplete: Bool) -> [UInt8] {
        var html = HTML(inside: page.openElements)
        if rows != nil { html.close() }
        if itemCount == 0, isComplete {
            html.element("p", class: "none", text: "No request was run.")
        }
        html.close()
        html.add("\n")
        findings.append(
            overall, timeline, matrix,
            iterations: isTimed || iterationCount > runCount ? shownIterations : 1,
            isComplete: isComplete, to: &html)
        html.close()
        html.element("footer") { html in
            html.element("p", class: "facts", text: generator)
        }
        html.close()
        html.close()
        html.add("\n")
        return html.bytes
    }

    private var shownIterations: Int {
        isTimed ? overall.iterations.total : iterationCount
    }

    /// The title of a page about several runs.
    private static func title(ofSeveral start: RunStart?) -> String {
        guard let start else { return "No runs" }
        return start.label == nil
            ? "\(start.runCount) collections" : "\(start.collectionName): \(start.runCount) runs"
    }

    private func summary(isComplete: Bool) -> HTMLSummary {
        let start = first
        let collection = start?.collectionName ?? ""
        let count = start?.runCount ?? 1
        let isOne = start != nil && count == 1
        let title = options.title ?? (!isOne ? Self.title(ofSeveral: start) : collection)
        var subtitle: [String] = []
        if options.title != nil, isOne { subtitle.append(collection) }
        if let environment = start?.environmentName, count == 1 { subtitle.append(environment) }
        return HTMLSummary(
            summary: overall, title: HTMLFailure.clipped(title, to: Self.longestTitle),
            subtitle: subtitle.map {
                HTMLFailure.clipped($0, to: Self.longestTitle) + " · "
            }.joined(),
            iterationCount: shownIterations, startedAt: start?.startedAt ?? 0,
            milliseconds: milliseconds, isComplete: isComplete,
            isInterrupted: findings.isInterrupted)
    }
}
