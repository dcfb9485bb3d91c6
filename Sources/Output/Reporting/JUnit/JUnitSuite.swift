import Diagnostics
import HTTPModel
import RunModel

/// What one `<testsuite>` is made of: one request in one iteration, gathered while it runs.
struct JUnitSuite {
    /// The request and iteration.
    let item: ItemReference
    /// The first values of the iteration's data row, or nil without data.
    let dataRow: String?
    /// The test cases so far.
    private(set) var cases: [JUnitCase] = []
    /// The item's own request, once it was sent or failed.
    private(set) var record: RequestRecord?
    /// How many attempts the item took.
    private(set) var attempts = 1
    /// How long the scripts took, all together.
    private(set) var scriptTime = Duration.zero
    /// The console's lines, and those about attempts, for `<system-out>`.
    private(set) var output = ""
    /// The warnings, for `<system-err>`.
    private(set) var warnings = JUnitWarnings()

    private var timeOfOtherAttempts = Duration.zero
    private var droppedLines = 0
    private var isRequestSkipped = false

    /// The most bytes of console lines that one suite keeps.
    private static let keptOutput = 262_144

    init(item: ItemReference, dataRow: String?) {
        self.item = item
        self.dataRow = dataRow
    }

    /// The request's time in all attempts, on which all sums of times rest.
    var requestTime: Duration {
        timeOfOtherAttempts + (record?.duration ?? .zero)
    }

    mutating func add(_ record: RequestRecord) {
        if record.origin == .item { self.record = record }
        guard let failure = record.failure else { return }
        let request = "\(record.request.method) \(record.request.url)"
        let name =
            switch record.origin {
            case .item: item.name
            case .script: "pm.sendRequest \(request)"
            case .authentication: "authentication \(request)"
            }
        add(name, .error(failure, location: "request"))
    }

    mutating func add(_ attempt: AttemptRecord) {
        attempts = attempt.number + 1
        timeOfOtherAttempts += attempt.requestTime
        for record in attempt.requests {
            let status = record.response.map { " [\($0.status)]" } ?? ""
            add(line: "request: \(record.request.method) \(record.request.url)\(status)")
        }
        add(line: "\(attempt.outcome), again in \(HumanUnits.time(attempt.delay))")
    }

    mutating func add(_ record: AssertionRecord) {
        let source = RunFailure.Source.assertion(
            name: record.name, index: record.index, record.event)
        let outcome: JUnitCase.Outcome =
            if let failure = record.failure {
                .failed(failure, location: source.location(of: failure))
            } else if record.isSkipped {
                .skipped(reason: nil)
            } else {
                .passed
            }
        add(record.name, outcome)
    }

    mutating func add(_ record: ScriptRecord) {
        scriptTime += record.duration
        guard let failure = record.failure else { return }
        let script = record.event.scriptName
        let place = RunFailure.Source.script(record.event).location(of: failure)
        let name = record.owner == item.name ? script : "\(script) of \(record.owner)"
        add(name, .error(failure, location: place))
    }

    /// Says that nobody knows how the item ended.
    mutating func lose() { add(item.name, .error(.lostRequest, location: "request")) }

    mutating func skipRequest() { isRequestSkipped = true }

    mutating func add(_ record: ConsoleRecord) {
        add(line: "\(record.level.rawValue): \(record.arguments.joined(separator: ", "))")
    }

    private mutating func add(line: String) {
        guard output.utf8.count < Self.keptOutput else {
            droppedLines += 1
            return
        }
        output += line + "\n"
    }

    mutating func add(_ warning: Diagnostic) { warnings.add(warning) }

    mutating func add(_ strictFailure: Failure) {
        cases.append(.strict(strictFailure, isBeforeRequest: record == nil))
    }

    /// Ends the gathering: nothing is invisible, so an item without tests gets its one case.
    mutating func finish() {
        if cases.isEmpty {
            let reason = "a script skipped the request"
            add(item.name, isRequestSkipped ? .skipped(reason: reason) : .passed)
        }
        if droppedLines > 0 { output += "and \(droppedLines) more lines, not kept\n" }
    }

    private mutating func add(_ name: String, _ outcome: JUnitCase.Outcome) {
        cases.append(
            JUnitCase(name: name, outcome: outcome, isBeforeRequest: record == nil))
    }
}
