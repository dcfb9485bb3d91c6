import HTTPModel
import RunModel
import TextEncoding

/// The parts of an item that Newman's JUnit file has.
extension ItemRecord {
    /// The time of the request's last attempt.
    fileprivate var responseMilliseconds: Int {
        Int((request?.response?.timings.total.milliseconds ?? 0).rounded())
    }

    /// The failures that are not assertions, in the order of Newman's file.
    fileprivate var errors: [Verdict] {
        let failures = failures
        return failures.filter { $0.source == .request }
            + failures.filter { $0.source == .script(.test) }
            + failures.filter { $0.source == .script(.prerequest) }
            + failures.filter { $0.source == .warning }
    }

    /// The errors as Newman writes them into `<system-err>`.
    fileprivate func errorText(_ errors: [Verdict]) -> String {
        var text = "Iteration: \(reference.iteration)\n"
        for error in errors where error.source == .request {
            let name = error.failure?.asNodeError.name
            let kind = name == "RequestError" ? "" : "RequestError: "
            text += "\(kind)\(Self.stack(of: error))\n"
        }
        text += "\n---\n"
        for error in errors where error.source != .request {
            var kind = ""
            if case .script(let event) = error.source { kind = "\(event.rawValue)ScriptError: " }
            text += "\(kind)\(Self.stack(of: error))\n---\n"
        }
        return text
    }

    private static func stack(of error: Verdict) -> String {
        guard let failure = error.failure?.asNodeError else { return "" }
        let first = "\(failure.name): \(failure.message)"
        return failure.frames.map { "\(first)\n\($0)" } ?? first
    }
}

/// One `<testsuite>` of Newman's: a request with all its iterations.
struct NewmanSuite {
    /// The sums of the root.
    struct Sums {
        var tests = 0
        var milliseconds = 0

        static func + (a: Sums, b: Sums) -> Sums {
            Sums(tests: a.tests + b.tests, milliseconds: a.milliseconds + b.milliseconds)
        }
    }

    /// All assertions of one name.
    private struct Test {
        let name: String
        var failureCount = 0
        var firstMessage = ""
        var firstStack = ""
    }

    /// The item's id; empty for the suite about the run as a whole.
    private let id: String
    private let name: String
    /// The class name of its test cases.
    let className: String
    private var tests: [Test] = []
    private var indices: [String: Int] = [:]
    private var unlistedTests = 0
    private var executionCount = 0
    private var milliseconds = 0
    private var lastMilliseconds = 0
    private var errorCount = 0
    private var errors = ""
    private var unlistedErrors = 0

    /// The most test cases that one suite lists; scripts can make names from data without end.
    private static let keptTests = 10_000
    /// The most bytes of errors that one suite keeps.
    private static let keptErrors = 65_536

    init(id: String, name: String, className: String) {
        self.id = id
        self.name = name
        self.className = className
    }

    mutating func add(_ item: ItemRecord) {
        executionCount += 1
        lastMilliseconds = item.responseMilliseconds
        milliseconds += lastMilliseconds
        for case .assertion(let record) in item.verdicts.elements {
            add(record, of: item.reference)
        }
        unlistedTests += item.verdicts.omitted
        let errors = item.errors
        if !errors.isEmpty { add(error: item.errorText(errors), count: errors.count) }
    }

    mutating func add(error text: String, count: Int = 1) {
        errorCount += count
        if errors.utf8.count < Self.keptErrors { errors += text } else { unlistedErrors += count }
    }

    private mutating func add(_ record: AssertionRecord, of item: ItemReference) {
        guard let index = index(ofTest: record.name) else {
            unlistedTests += 1
            if let failure = record.failure {
                add(error: "\(record.name): \(failure.message)\n---\n", count: 0)
            }
            return
        }
        guard let failure = record.failure else { return }
        tests[index].failureCount += 1
        guard tests[index].failureCount == 1 else { return }
        let error = failure.name.isEmpty ? "AssertionError" : failure.name
        tests[index].firstMessage = failure.message
        tests[index].firstStack =
            "\(error): \(failure.message)\n   at Object.eval sandbox-script.js:"
            + "\(record.index + 1):\(item.position + 1))"
    }

    private mutating func index(ofTest name: String) -> Int? {
        if let index = indices[name] { return index }
        guard tests.count < Self.keptTests else { return nil }
        indices[name] = tests.count
        tests.append(Test(name: name))
        return tests.count - 1
    }

    // MARK: - As XML

    /// Appends the suite and returns what it adds to the root's sums.
    func append(to bytes: inout [UInt8], start: RunStart) -> Sums {
        let failureCount = tests.count { $0.failureCount > 0 }
        let mean = executionCount > 0 ? Double(milliseconds) / Double(executionCount) : 0
        bytes += "  <testsuite".utf8
        XMLText.attribute("name", name, to: &bytes)
        if !id.isEmpty { XMLText.attribute("id", id, to: &bytes) }
        XMLText.attribute("timestamp", Timestamp.iso8601(start.startedAt), to: &bytes)
        XMLText.attribute("tests", String(tests.count), to: &bytes)
        XMLText.attribute("failures", String(failureCount), to: &bytes)
        XMLText.attribute("errors", String(errorCount), to: &bytes)
        XMLText.attribute("time", JUnitSums.seconds(Int(mean.rounded())), to: &bytes)
        let text = errorText
        if text.isEmpty && tests.isEmpty {
            bytes += "/>\n".utf8
        } else {
            bytes += ">\n".utf8
            if !text.isEmpty { Self.append(errors: text, to: &bytes) }
            for test in tests { append(test, start, to: &bytes) }
            bytes += "  </testsuite>\n".utf8
        }
        return Sums(tests: tests.count, milliseconds: milliseconds)
    }

    private var errorText: String {
        var text = errors
        if unlistedErrors > 0 { text += "and \(unlistedErrors) more errors, not kept\n" }
        if unlistedTests > 0 { text += "and \(unlistedTests) more tests, not listed\n" }
        return text
    }

    private static func append(errors: String, to bytes: inout [UInt8]) {
        bytes += "    <system-err>\n      ".utf8
        XMLText.appendCharacterData(errors, to: &bytes)
        bytes += "\n    </system-err>\n".utf8
    }

    private func append(
        _ test: Test, _ start: RunStart, to bytes: inout [UInt8]
    ) {
        bytes += "    <testcase".utf8
        XMLText.attribute("name", test.name, to: &bytes)
        XMLText.attribute("time", JUnitSums.seconds(lastMilliseconds), to: &bytes)
        XMLText.attribute("classname", className, to: &bytes)
        if test.failureCount == 0 {
            bytes += "/>\n".utf8
            return
        }
        bytes += ">\n      <failure type=\"AssertionFailure\"".utf8
        XMLText.attribute("message", test.firstMessage, to: &bytes)
        bytes += ">\n".utf8
        for line in [
            "Failed \(test.failureCount) times.",
            "Collection JSON ID: \(start.collectionID ?? "").",
            "Collection name: \(start.collectionName).", "Request name: \(name).",
            "Test description: \(test.name).", "Error message: \(test.firstMessage).",
            "Stacktrace: \(test.firstStack).",
        ] {
            bytes += "        ".utf8
            XMLText.appendCharacterData(line, to: &bytes)
            bytes += "\n".utf8
        }
        bytes += "      </failure>\n    </testcase>\n".utf8
    }
}
