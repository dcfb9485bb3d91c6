import Diagnostics
import HTTPModel
import RunModel
import TextEncoding

/// Writes a finished suite as XML.
///
/// The suite's time is the request's. Its first test case after the request carries it and the
/// others carry zero, so consumers that add up test cases get the same sum as those that read
/// suites.
///
/// No two test cases have the same class and name: GitLab uses both as a key and keeps the first
/// one, so it would lose a failure of the second.
struct JUnitSuiteWriter {
    /// What the run is about.
    let start: RunStart
    /// Its number among the runs of that name, from 1.
    private let run: Int
    /// The class names that runs of other names have.
    private let takenNames: Set<String>
    /// How many suites of the iteration had each class name.
    private var suiteCounts: [String: Int] = [:]
    private var countedIteration = 0
    /// The first properties of each suite.
    private let commonProperties: [UInt8]
    /// The class name of test cases about the run itself.
    private let runClassName: String
    /// What is the same in all iterations of an item, by its id.
    private var names: [String: Names] = [:]

    /// What JUnit files call an item, as XML.
    private struct Names {
        let item: String
        let folders: [String]
        let className: String
        /// The suite's start tag up to the item's path.
        let opening: [UInt8]
        /// The attribute of test cases, between the values of `name` and `time`.
        let classAttribute: [UInt8]
        /// The property with the item's id.
        let identity: [UInt8]
    }

    private static let messageCharacters = 1_000

    init(start: RunStart, run: Int, takenNames: Set<String> = []) {
        self.start = start
        self.run = run
        let takenNames = run == 1 ? takenNames : []
        self.takenNames = takenNames
        runClassName = ClassName.free(
            ClassName.of(start.title, fallback: "Run"), among: takenNames)
        var properties = Array("    <properties>\n".utf8)
        JUnitProperty("collection").append(start.collectionName, to: &properties)
        if let environment = start.environmentName {
            JUnitProperty("environment").append(environment, to: &properties)
        }
        commonProperties = properties
    }

    /// Appends the suite and returns its sums.
    mutating func append(_ suite: JUnitSuite, to bytes: inout [UInt8]) -> JUnitSums {
        var sums = JUnitSums()
        for testCase in suite.cases { sums.count(testCase.outcome) }
        sums.milliseconds = Self.milliseconds(suite.item.requestTime)
        let names = names(of: suite.item.reference)
        let place = place(of: suite.item.reference)
        bytes += names.opening
        if !place.isEmpty { bytes += Self.brackets(place).utf8 }
        bytes += JUnitMarkup.quote
        sums.append(to: &bytes)
        bytes += JUnitMarkup.timestamp
        bytes += Timestamp.iso8601(suite.item.reference.startedAt ?? start.startedAt).utf8
        bytes += JUnitMarkup.quote
        if let file = suite.item.reference.file {
            XMLText.attribute("file", file, to: &bytes)
        }
        bytes += JUnitMarkup.elementStart
        appendProperties(suite.item, names, to: &bytes)
        appendCases(suite, names, place, sums, to: &bytes)
        appendText("system-out", suite.output, to: &bytes)
        appendText("system-err", suite.errors, to: &bytes)
        bytes += JUnitMarkup.suiteEnd
        return sums
    }

    /// Appends the suite about the run itself, unless it is empty.
    func append(
        _ ending: JUnitEnding, at moment: Double, to bytes: inout [UInt8]
    ) -> JUnitSums {
        var sums = JUnitSums()
        if ending.isEmpty { return sums }
        for testCase in ending.cases { sums.count(testCase.outcome) }
        bytes += "  <testsuite".utf8
        let mark = Self.brackets(run > 1 ? ["run \(run)"] : [])
        XMLText.attribute("name", start.title + mark, to: &bytes)
        sums.append(to: &bytes)
        XMLText.attribute("timestamp", Timestamp.iso8601(moment), to: &bytes)
        bytes += ">\n".utf8
        let className = Self.classAttribute(runClassName)
        for var testCase in ending.cases {
            testCase.name += mark
            append(testCase, className, milliseconds: 0, to: &bytes) { failure, _ in
                failure.message
            }
        }
        appendText("system-err", ending.warnings, to: &bytes)
        bytes += "  </testsuite>\n".utf8
        return sums
    }

    private mutating func names(of item: ItemReference) -> Names {
        // Ids of files that were written by hand may be of several items.
        if let known = names[item.id], known.item == item.name, known.folders == item.folders {
            return known
        }
        let path = start.path(of: item)
        let className = ClassName.free(
            ClassName.of(path, fallback: start.collectionName), among: takenNames)
        var opening = Array("  <testsuite name=\"".utf8)
        XMLText.appendValue(path, to: &opening)
        var identity: [UInt8] = []
        JUnitProperty("itemId").append(item.id, to: &identity)
        let fresh = Names(
            item: item.name, folders: item.folders, className: className, opening: opening,
            classAttribute: Self.classAttribute(className), identity: identity)
        names[item.id] = fresh
        return fresh
    }

    /// The class names of the run.
    var classNames: Set<String> { Set(names.values.map(\.className)).union([runClassName]) }

    private static func classAttribute(_ name: String) -> [UInt8] {
        var bytes = JUnitMarkup.quote
        XMLText.attribute("classname", name, to: &bytes)
        return bytes + Array(" time=\"".utf8)
    }

    /// The run and the iteration, if there are several.
    private func place(of item: ItemReference) -> [String] {
        (run > 1 ? ["run \(run)"] : [])
            + (start.iterationNumber(of: item).map { ["iteration \($0)"] } ?? [])
    }

    private static func brackets(_ parts: [String]) -> String {
        parts.isEmpty ? "" : " [\(parts.joined(separator: ", "))]"
    }

    private func appendProperties(
        _ item: ItemRecord, _ names: Names, to bytes: inout [UInt8]
    ) {
        bytes += commonProperties
        JUnitProperty.iteration.append(String(item.reference.iteration + 1), to: &bytes)
        if let row = item.iteration.rowText { JUnitProperty("dataRow").append(row, to: &bytes) }
        bytes += names.identity
        if let record = item.request { appendProperties(record, to: &bytes) }
        if item.attempts > 1 {
            JUnitProperty("attempts").append(String(item.attempts), to: &bytes)
        }
        if item.isFlaky {
            JUnitProperty("flaky").append("passed on attempt \(item.attempts)", to: &bytes)
        }
        let scriptTime = Self.milliseconds(item.prerequestTime + item.testTime)
        JUnitProperty.scriptTime.append(JUnitSums.seconds(scriptTime), to: &bytes)
        bytes += JUnitMarkup.propertiesEnd
    }

    private func appendProperties(_ record: RequestRecord, to bytes: inout [UInt8]) {
        JUnitProperty.method.append(record.request.method, to: &bytes)
        JUnitProperty.url.append(record.request.url, to: &bytes)
        for hop in record.hops {
            JUnitProperty("redirect").append(ExchangeText.hop(hop), to: &bytes)
        }
        guard let response = record.response else { return }
        JUnitProperty.status.append(String(response.status), to: &bytes)
        let isSecure = record.request.url.hasPrefix("https:")
        JUnitProperty.timings.append(to: &bytes) { bytes in
            ExchangePhases.append(response.timings, isSecure: isSecure, to: &bytes)
        }
    }

    private mutating func appendCases(
        _ suite: JUnitSuite, _ names: Names, _ place: [String], _ sums: JUnitSums,
        to bytes: inout [UInt8]
    ) {
        let mark = mark(suite.item.reference, names.className, place)
        let text = FailureText(start: start, item: suite.item)
        var showsBody = true
        for (index, testCase) in suite.cases.enumerated() {
            let time = index == suite.item.timedTestCase ? sums.milliseconds : 0
            var named = testCase
            named.name += mark
            append(named, names.classAttribute, milliseconds: time, to: &bytes) {
                failure, location in
                var isFailure = false
                if case .failed = testCase.outcome { isFailure = true }
                defer { if isFailure { showsBody = false } }
                return text.text(failure, at: location, showsBody: isFailure && showsBody)
            }
        }
    }

    /// The end of the names of a suite's test cases: its run and iteration, and its number among
    /// the suites of that iteration that have the same class name.
    private mutating func mark(
        _ item: ItemReference, _ className: String, _ place: [String]
    ) -> String {
        if item.iteration != countedIteration { suiteCounts.removeAll(keepingCapacity: true) }
        countedIteration = item.iteration
        var parts = place
        let count = suiteCounts[className, default: 0] + 1
        suiteCounts[className] = count
        if count > 1 { parts.append("#\(count)") }
        return Self.brackets(parts)
    }

    /// Appends a test case; the closure returns the text of a failure at a place.
    private func append(
        _ testCase: TestCase, _ classAttribute: [UInt8], milliseconds: Int,
        to bytes: inout [UInt8], text: (Failure, String) -> String
    ) {
        bytes += JUnitMarkup.testCase
        XMLText.appendValue(testCase.name, to: &bytes)
        bytes += classAttribute
        bytes += JUnitSums.seconds(milliseconds).utf8
        if case .passed = testCase.outcome {
            bytes += JUnitMarkup.emptyElementEnd
            return
        }
        bytes += JUnitMarkup.attributesEnd
        switch testCase.outcome {
        case .passed: break
        case .skipped(let reason):
            bytes += "      <skipped".utf8
            if let reason { XMLText.attribute("message", reason, to: &bytes) }
            bytes += "/>\n".utf8
        case .failed(let failure, let location):
            bytes += "      <failure".utf8
            appendFailure("failure", failure, text(failure, location), to: &bytes)
        case .error(let failure, let location):
            bytes += "      <error".utf8
            appendFailure("error", failure, text(failure, location), to: &bytes)
        }
        bytes += JUnitMarkup.testCaseEnd
    }

    /// Appends the rest of a `<failure` or `<error` element.
    private func appendFailure(
        _ element: String, _ failure: Failure, _ text: String, to bytes: inout [UInt8]
    ) {
        var message = String(failure.message.prefix(Self.messageCharacters))
        if message.utf8.count < failure.message.utf8.count { message += "…" }
        XMLText.attribute("type", failure.name, to: &bytes)
        XMLText.attribute("message", message, to: &bytes)
        bytes += ">".utf8
        XMLText.append(text, to: &bytes)
        bytes += "</\(element)>\n".utf8
    }

    private func appendText(_ element: String, _ text: String, to bytes: inout [UInt8]) {
        guard !text.isEmpty else { return }
        bytes += "    <\(element)>".utf8
        XMLText.append(text, to: &bytes)
        bytes += "</\(element)>\n".utf8
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        Int(duration.milliseconds.rounded())
    }
}
