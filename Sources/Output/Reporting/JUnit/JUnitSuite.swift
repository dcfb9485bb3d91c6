import Diagnostics
import HTTPModel
import RunModel

/// The test cases and texts of one `<testsuite>`: one request in one iteration.
struct JUnitSuite {
    /// The request and iteration.
    let item: ItemRecord
    /// The test cases in order; an item without tests has one, so that it is not invisible.
    let cases: [TestCase]

    /// Creates the suite of an item that has ended.
    init(_ item: ItemRecord) {
        self.item = item
        cases = item.testCases
    }

    /// The lines of the console and about attempts, for `<system-out>`.
    var output: String {
        if item.output.count == 0 { return "" }
        var lines: [String] = []
        for output in item.output.elements {
            switch output {
            case .console(let record):
                let line = record.arguments.joined(separator: ", ")
                lines.append("\(record.level.rawValue): \(line)")
            case .attempt(let attempt): lines += Self.lines(attempt)
            }
        }
        let omitted = item.output.omitted
        if omitted > 0 { lines.append("and \(omitted) more lines, not kept") }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(_ attempt: AttemptRecord) -> [String] {
        let requests = attempt.requests.map { record in
            let status = record.response.map { " [\($0.status)]" } ?? ""
            return "request: \(record.request.method) \(record.request.url)\(status)"
        }
        return requests + ["\(attempt.outcome), again in \(HumanUnits.time(attempt.delay))"]
    }

    /// The warnings and the number of test cases that were left out, for `<system-err>`.
    var errors: String {
        if item.warnings.count == 0 && item.verdicts.omitted == 0 { return "" }
        let renderer = DiagnosticRenderer(usesColor: false)
        var text = item.warnings.elements.map { renderer.render($0) }.joined()
        if item.warnings.omitted > 0 {
            text += "and \(item.warnings.omitted) more warnings, not kept\n"
        }
        if item.verdicts.omitted > 0 {
            text += "and \(item.verdicts.omitted) more tests, not kept\n"
        }
        return text
    }
}
