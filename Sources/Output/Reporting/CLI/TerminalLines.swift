import HTTPModel
import RunModel

/// The lines of the terminal report about each event.
///
/// It is a value, which spares the access checks that the members of a class need.
struct TerminalLines {
    private let options: TerminalReport.Options
    private let symbols: Symbols
    private let localTime: TerminalReport.LocalTime?
    private var summary = RunSummary(keepsExchanges: true, keepsTimes: true)
    private var total: TerminalTotal?
    private var text: TerminalText
    private var folders: [String] = []
    private var itemStartedAt: Double?
    private var consoleFrame: Ink?

    init(_ options: TerminalReport.Options, _ localTime: TerminalReport.LocalTime?) {
        self.options = options
        self.localTime = localTime
        symbols = options.symbols
        text = TerminalText(usesColor: options.usesColor)
    }

    /// Returns the lines about an event; empty if there are none.
    mutating func text(of event: RunEvent) -> String {
        if case .runStarted(let start) = event { begin(start) }
        summary.fold(event)
        total?.fold(event)
        text.clear()
        if case .console(let record, _) = event {
            if options.shows(.console) { console(record) }
        } else {
            print(event)
        }
        return text.text
    }

    /// Returns the lines about all runs together.
    mutating func tellTotal() -> String {
        text.clear()
        total?.append(to: &text, options)
        return text.text
    }

    private mutating func print(_ event: RunEvent) {
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

    private mutating func begin(_ start: RunStart) {
        if start.runCount > 1, total == nil {
            let scope = start.label == nil ? TerminalTotal.Scope.counts : .failures
            total = TerminalTotal(scope, options, after: summary)
        }
        summary = RunSummary(
            keepsExchanges: options.failureDetails != .none, joinsRuns: true, keepsTimes: true)
    }

    private mutating func header(_ start: RunStart) {
        if start.number > 0 {
            text.add("\n")
        } else if options.shows(.banner) {
            text.add("posthaste\n\n")
        }
        text.foreign(start.title)
        if let place = start.place { text.add(" (\(place))", .gray) }
        text.add("\n")
    }

    private mutating func iteration(_ start: IterationStart) {
        folders = []
        guard let run = summary.start, run.isIterated else { return }
        closeFrame()
        text.add("\n")
        let count = run.duration == nil ? "/\(run.iterationCount)" : ""
        text.add("Iteration \(start.number + 1)\(count)", .underlinedGray)
        text.add("\n")
        if let row = start.rowText {
            text.foreign(row, .gray)
            text.add("\n")
        }
    }

    private mutating func heading(_ item: ItemReference) {
        itemStartedAt = item.startedAt
        closeFrame()
        text.add("\n")
        if item.folders != folders {
            folders = item.folders
            if !folders.isEmpty {
                text.add(symbols.folder)
                text.add(" ")
                text.foreign(folders.joined(separator: " / "))
                text.add("\n")
            }
        }
        text.add(folders.isEmpty ? symbols.root : symbols.sub)
        text.add(" ")
        text.foreign(item.name)
        text.add("\n")
    }

    private mutating func request(_ record: RequestRecord) {
        closeFrame()
        text.begin(.gray)
        if let localTime { text.add("[\(localTime(itemStartedAt))] ") }
        text.add("  ")
        text.foreign(record.request.method)
        text.add(" ")
        text.foreign(ExchangeText.url(of: record))
        text.end()
        if let response = record.response, options.isVerbose {
            text.add("\n")
            let width = options.width == nil ? nil : options.textWidth
            VerboseExchange(record: record, response: response, width: width, symbols: symbols)
                .append(to: &text)
        } else if let response = record.response {
            text.begin(.gray)
            text.add(" [")
            text.add(String(response.status))
            if !response.reason.isEmpty {
                text.add(" ")
                text.foreign(response.reason)
            }
            text.add(", ")
            text.add(HumanUnits.size(response.headerSize + response.downloadedSize))
            text.add(", ")
            text.add(symbols.time(response.timings.total))
            text.add("]")
            text.end()
            text.add("\n")
        }
        if let failure = record.failure { requestFailure(failure) }
    }

    private mutating func requestFailure(_ failure: Failure) {
        text.add(" ")
        text.add("[errored]", .red)
        text.add("\n")
        for line in TerminalText.printable(failure.message, keepsLines: true).split(separator: "\n")
        {
            text.add("     \(line)", .red)
            text.add("\n")
        }
    }

    private mutating func attempt(_ record: AttemptRecord) {
        for sent in record.requests { request(sent) }
        closeFrame()
        text.begin(.yellow)
        text.add("  ")
        text.foreign(record.outcome)
        text.add(", again in \(HumanUnits.time(record.delay))")
        text.end()
        text.add("\n")
    }

    private mutating func assertion(_ record: AssertionRecord) {
        guard options.shows(.assertions),
            record.failure != nil || options.shows(.passedAssertions)
        else { return }
        closeFrame()
        if record.failure != nil {
            failureHeading(". ", record.name)
            return
        }
        stamp()
        if record.isSkipped {
            text.add("  -  [skipped] ", .cyan)
            text.foreign(record.name, .cyan)
            text.add("\n")
        } else {
            text.begin(.green)
            text.add("  ")
            text.add(symbols.pass)
            text.add("  ")
            text.end()
            text.foreign(record.name, .gray)
            text.add("\n")
        }
    }

    private mutating func script(_ record: ScriptRecord) {
        guard let failure = record.failure else { return }
        closeFrame()
        failureHeading("\(symbols.bullet) ", "\(failure.name) in \(record.event.scriptName)")
    }

    private mutating func strictFailure(_ failure: Failure) {
        closeFrame()
        failureHeading(". ", String(failure.message.prefix { $0 != "\n" }))
    }

    /// Writes a line with the number that the failure has in the list at the end.
    private mutating func failureHeading(_ mark: String, _ name: String) {
        stamp()
        text.begin(.boldRed)
        guard let number = summary.failureLog.lastNumber else {
            // It follows from another failure, which has the number.
            text.add("  \(symbols.fail)  ")
            text.foreign(name)
            text.end()
            text.add("\n")
            return
        }
        let digits = String(number)
        text.add(String(repeating: " ", count: max(0, 3 - digits.utf8.count)))
        text.add(digits)
        text.add(mark)
        text.foreign(name)
        text.end()
        text.add("\n")
    }

    private mutating func skippedRequest() {
        closeFrame()
        text.add("  -  [skipped] request", .cyan)
        text.add("\n")
    }

    private mutating func nextRequest(_ name: String?) {
        guard let name, !name.isEmpty else { return }
        closeFrame()
        text.add("\n")
        text.begin(.gray)
        text.add("Attempting to set next request to ")
        text.foreign(name)
        text.end()
        text.add("\n")
    }

    /// Writes console lines.
    ///
    /// Consecutive lines share a frame, in the colour of the level.
    private mutating func console(_ record: ConsoleRecord) {
        let ink = record.level.ink
        if consoleFrame == nil || (consoleFrame != ink && options.usesColor) {
            closeFrame()
            text.add("  \(symbols.frame.top)", ink)
            text.add("\n")
            consoleFrame = ink
        }
        var message = localTime.map { "[\($0(itemStartedAt).suffix(8))] " } ?? ""
        message += TerminalText.printable(
            record.arguments.joined(separator: ", "), keepsLines: true)
        for line in message.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            for piece in LineBreaker.cut(line, width: options.textWidth) {
                text.add("  \(symbols.frame.middle) ", ink)
                text.add(String(piece), .gray)
                text.add("\n")
            }
        }
    }

    private mutating func closeFrame() {
        guard let ink = consoleFrame else { return }
        text.add("  \(symbols.frame.bottom)", ink)
        text.add("\n")
        consoleFrame = nil
    }

    private mutating func conclusion() {
        closeFrame()
        RunConclusion(summary: summary, options: options).append(to: &text)
    }

    /// Writes the time of day before a line.
    private mutating func stamp() {
        guard let localTime else { return }
        text.add("[\(localTime(itemStartedAt).suffix(8))] ", .gray)
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
