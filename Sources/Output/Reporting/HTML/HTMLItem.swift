import Diagnostics
import HTTPModel
import RunModel

/// One request in one iteration, gathered while it runs.
///
/// Whatever scripts do, it stays of bounded size: what is over the limits is counted only.
struct HTMLItem {
    /// Markup that grows up to a limit.
    struct Section {
        private(set) var html = HTML()
        /// How much was left out.
        private(set) var omitted = 0

        private static let limit = 512 << 10

        /// Adds what the closure makes, unless the limit is reached.
        mutating func add(_ append: (inout HTML) -> Void) {
            if html.bytes.count < Self.limit { append(&html) } else { omitted += 1 }
        }
    }

    /// A request beside the item's own: of a script, of a handshake, of an earlier attempt.
    struct OtherRequest {
        /// What it was sent for.
        let name: String
        let record: RequestRecord
    }

    /// The request and iteration.
    let reference: ItemReference
    /// Its number in the report, from 1.
    let number: Int
    /// The item's own request, once it was sent or failed.
    private(set) var record: RequestRecord?
    private(set) var others: [OtherRequest] = []
    private(set) var omittedOthers = 0
    private(set) var attempts = 1
    private(set) var testCount = 0
    private(set) var failedTests = 0
    private(set) var skippedTests = 0
    private(set) var failed = Section()
    private(set) var tests = Section()
    private(set) var console = Section()
    private(set) var warnings = Section()
    private(set) var visualization: VisualizationRecord?
    private(set) var prerequestTime = Duration.zero
    private(set) var testTime = Duration.zero
    private(set) var hasFailed = false
    private(set) var isSkipped = false
    /// The request that a script chose as the next; nil within for the end.
    private(set) var next: String??

    private static let keptOthers = 50

    init(_ reference: ItemReference, number: Int) {
        self.reference = reference
        self.number = number
    }

    /// The milliseconds from the item's start to that of its request.
    var offset: Double { prerequestTime.milliseconds }

    /// How long it took, as far as that is known.
    var elapsed: Duration {
        prerequestTime + testTime + (record?.response?.timings.overall ?? .zero)
    }
}

// MARK: Gathering

extension HTMLItem {
    mutating func add(_ record: RequestRecord) {
        if record.failure != nil { hasFailed = true }
        switch record.origin {
        case .item: self.record = record
        case .script: addOther("sent by a script", record)
        case .authentication: addOther("handshake", record)
        }
    }

    mutating func add(_ attempt: AttemptRecord) {
        attempts = attempt.number + 1
        let wait = HumanUnits.time(attempt.delay)
        for request in attempt.requests {
            addOther("\(attempt.outcome), again in \(wait)", request)
        }
        if attempt.requests.isEmpty {
            add(ConsoleRecord(level: .info, arguments: ["\(attempt.outcome), again in \(wait)"]))
        }
    }

    private mutating func addOther(_ name: String, _ record: RequestRecord) {
        if others.count < Self.keptOthers {
            others.append(OtherRequest(name: name, record: record))
        } else {
            omittedOthers += 1
        }
    }

    mutating func add(_ record: AssertionRecord) {
        testCount += 1
        let source = RunFailure.Source.assertion(
            name: record.name, index: record.index, record.event)
        guard let failure = record.failure else {
            if record.isSkipped { skippedTests += 1 }
            tests.add { html in
                html.add(record.isSkipped ? "<li class=\"sk\">" : "<li class=\"ok\">")
                html.add(text: record.name)
                html.add(record.isSkipped ? " <i>skipped</i></li>" : "</li>")
            }
            return
        }
        failedTests += 1
        addFailure(record.name, failure, source.location(of: failure))
    }

    mutating func add(_ record: ScriptRecord) {
        switch record.event {
        case .prerequest: prerequestTime += record.duration
        case .test: testTime += record.duration
        }
        guard let failure = record.failure else { return }
        let script = record.event == .test ? "test script" : "pre-request script"
        addFailure(
            "The \(script) of '\(record.owner)' failed", failure,
            RunFailure.Source.script(record.event).location(of: failure))
    }

    /// Says that nobody knows how the request ended.
    mutating func lose() { addFailure("The request was lost", .lostRequest, "request") }

    mutating func add(strict failure: Failure) {
        addFailure("A warning that a strict run fails by", failure, "warning")
    }

    private mutating func addFailure(_ title: String, _ failure: Failure, _ place: String) {
        hasFailed = true
        failed.add { html in
            html.add("<li class=\"ko\">")
            html.add(text: title)
            HTMLFailure(failure, at: place).append(to: &html)
            html.add("</li>")
        }
    }

    mutating func add(_ line: ConsoleRecord) {
        console.add { html in
            html.add("<span class=\"")
            switch line.level {
            case .debug: html.add("debug\">")
            case .log, .info: html.add("log\">")
            case .warn: html.add("warn\">")
            case .error: html.add("error\">")
            }
            html.add(text: line.arguments.joined(separator: " "))
            html.add("\n</span>")
        }
    }

    mutating func add(_ warning: Diagnostic) {
        warnings.add { html in
            html.add("<li>")
            HTMLWarning.append(warning, to: &html)
            html.add("</li>")
        }
    }

    mutating func skipRequest() { isSkipped = true }

    mutating func show(_ visualization: VisualizationRecord?) {
        self.visualization = visualization
    }

    mutating func choose(next: String?) { self.next = .some(next) }
}

/// A warning or note.
enum HTMLWarning {
    static func append(_ warning: Diagnostic, to html: inout HTML) {
        html.add(text: warning.message)
        var places: [String] = []
        if let file = warning.place.file {
            let position = warning.place.position.map { ":\($0.line):\($0.column)" } ?? ""
            places.append(file + position)
        }
        if let path = warning.place.jsonPath { places.append(path) }
        for text in places {
            html.add(" <code>")
            html.add(text: text)
            html.add("</code>")
        }
        for help in warning.help {
            html.add("<p class=\"facts\">")
            html.add(text: help)
            html.add("</p>")
        }
    }
}
