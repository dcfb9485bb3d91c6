import HTTPModel
public import RunModel

/// The report on the terminal, in the shape that Newman's users know.
///
/// Every event becomes at most one write to the sink. It does not decide whether it is shown, when the
/// sink is flushed, or what else the command prints.
public final class TerminalReport: RunListener {
    /// How the report looks.
    public struct Options: Sendable, Hashable {
        /// Whether ANSI colours are used.
        public var usesColor: Bool
        /// Whether headers, bodies and timings of every exchange are shown (`--verbose`).
        public var isVerbose: Bool
        /// The terminal's columns, or nil where there is no terminal.
        public var width: Int?

        /// Makes options.
        public init(usesColor: Bool = false, isVerbose: Bool = false, width: Int? = nil) {
            self.usesColor = usesColor
            self.isVerbose = isVerbose
            self.width = width
        }

        /// The columns that foreign text is broken at; 60 without a terminal, as Newman's.
        var textWidth: Int {
            guard let width, width > 20 else { return 54 }
            return width - 6
        }
    }

    private let sink: any TextSink
    private let options: Options
    private var summary = RunSummary()
    private var text: TerminalText
    private var folders: [String] = []
    private var consoleFrame: Ink?

    /// Makes a report that writes to the sink.
    public init(sink: any TextSink, options: Options = Options()) {
        self.sink = sink
        self.options = options
        text = TerminalText(usesColor: options.usesColor)
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        summary.fold(event)
        text.clear()
        if case .console(let record, _) = event {
            console(record)
        } else {
            print(event)
        }
        if !text.text.isEmpty { try sink.write(text.text) }
    }

    private func print(_ event: RunEvent) {
        switch event {
        case .runStarted(let start): header(start)
        case .iterationStarted(let start): iteration(start)
        case .itemStarted(let item): heading(item)
        case .request(let record, _): request(record)
        case .attempt(let record, _): attempt(record)
        case .assertion(let record, _): assertion(record)
        case .script(let record, _): script(record)
        case .strictFailure(let failure, _): strictFailure(failure)
        case .itemSkipped: skippedRequest()
        case .nextRequest(let name, _): nextRequest(name)
        case .runFinished: conclusion()
        case .console, .visualization, .itemFinished, .iterationFinished, .warning: break
        }
    }

    private func header(_ start: RunStart) {
        text.add("posthaste\n\n")
        text.foreign(start.collectionName)
        text.add("\n")
    }

    private func iteration(_ start: IterationStart) {
        folders = []
        guard let count = summary.start?.iterationCount, count > 1 else { return }
        closeFrame()
        text.add("\n")
        text.add("Iteration \(start.number + 1)/\(count)", .underlinedGray)
        text.add("\n")
        if let row = start.rowText {
            text.foreign(row, .gray)
            text.add("\n")
        }
    }

    private func heading(_ item: ItemReference) {
        closeFrame()
        text.add("\n")
        if item.folders != folders {
            folders = item.folders
            if !folders.isEmpty {
                text.add("❏ ")
                text.foreign(folders.joined(separator: " / "))
                text.add("\n")
            }
        }
        text.add(folders.isEmpty ? "→ " : "↳ ")
        text.foreign(item.name)
        text.add("\n")
    }

    private func request(_ record: RequestRecord) {
        closeFrame()
        text.begin(.gray)
        text.add("  ")
        text.foreign(record.request.method)
        text.add(" ")
        text.foreign(record.request.url)
        text.end()
        if let response = record.response, options.isVerbose {
            text.add("\n")
            let width = options.width == nil ? nil : options.textWidth
            VerboseExchange(record: record, response: response, width: width).append(to: &text)
        } else if let response = record.response {
            text.begin(.gray)
            text.add(" [\(response.status)")
            if !response.reason.isEmpty {
                text.add(" ")
                text.foreign(response.reason)
            }
            text.add(", \(HumanUnits.size(response.headerSize + response.downloadedSize)), ")
            text.add("\(HumanUnits.time(response.timings.total))]")
            text.end()
            text.add("\n")
        }
        if let failure = record.failure { requestFailure(failure) }
    }

    private func requestFailure(_ failure: Failure) {
        text.add(" ")
        text.add("[errored]", .red)
        text.add("\n")
        for line in TerminalText.printable(failure.message, keepsLines: true).split(separator: "\n")
        {
            text.add("     \(line)", .red)
            text.add("\n")
        }
    }

    private func attempt(_ record: AttemptRecord) {
        for sent in record.requests { request(sent) }
        closeFrame()
        text.begin(.yellow)
        text.add("  ")
        text.foreign(record.outcome)
        text.add(", again in \(HumanUnits.time(record.delay))")
        text.end()
        text.add("\n")
    }

    private func assertion(_ record: AssertionRecord) {
        closeFrame()
        if record.failure != nil {
            text.begin(.boldRed)
            text.add("\(failureNumber()). ")
            text.foreign(record.name)
            text.end()
        } else if record.isSkipped {
            text.add("  -  ", .cyan)
            text.add("[skipped] ", .cyan)
            text.foreign(record.name, .cyan)
        } else {
            text.add("  ✓  ", .green)
            text.foreign(record.name, .gray)
        }
        text.add("\n")
    }

    private func script(_ record: ScriptRecord) {
        guard let failure = record.failure else { return }
        closeFrame()
        text.begin(.boldRed)
        text.add("\(failureNumber())⠄ ")
        text.foreign(failure.name)
        text.add(" in \(record.event.scriptName)")
        text.end()
        text.add("\n")
    }

    private func strictFailure(_ failure: Failure) {
        closeFrame()
        text.begin(.boldRed)
        text.add("\(failureNumber()). ")
        text.foreign(String(failure.message.prefix { $0 != "\n" }))
        text.end()
        text.add("\n")
    }

    private func skippedRequest() {
        closeFrame()
        text.add("  -  [skipped] request", .cyan)
        text.add("\n")
    }

    private func nextRequest(_ name: String?) {
        guard let name, !name.isEmpty else { return }
        closeFrame()
        text.add("\n")
        text.begin(.gray)
        text.add("Attempting to set next request to ")
        text.foreign(name)
        text.end()
        text.add("\n")
    }

    /// Consecutive lines share a frame; its colour is the level's.
    private func console(_ record: ConsoleRecord) {
        let ink = record.level.ink
        if consoleFrame == nil || (consoleFrame != ink && options.usesColor) {
            closeFrame()
            text.add("  ┌", ink)
            text.add("\n")
            consoleFrame = ink
        }
        let message = TerminalText.printable(
            record.arguments.joined(separator: ", "), keepsLines: true)
        for line in message.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            for piece in LineBreaker.cut(line, width: options.textWidth) {
                text.add("  │ ", ink)
                text.add(String(piece), .gray)
                text.add("\n")
            }
        }
    }

    private func closeFrame() {
        guard let ink = consoleFrame else { return }
        text.add("  └", ink)
        text.add("\n")
        consoleFrame = nil
    }

    private func conclusion() {
        closeFrame()
        RunConclusion(summary: summary, options: options).append(to: &text)
    }

    private func failureNumber() -> String {
        let digits = String(summary.failureCount)
        return String(repeating: " ", count: max(0, 3 - digits.utf8.count)) + digits
    }
}

extension ConsoleRecord.Level {
    fileprivate var ink: Ink {
        switch self {
        case .debug: .blue
        case .log: .gray
        case .info: .cyan
        case .warn: .yellow
        case .error: .red
        }
    }
}
