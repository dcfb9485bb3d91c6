import Diagnostics
import HTTPModel
import RunModel
import TextEncoding

/// Spells a finished suite as XML.
///
/// The suite's time is the request's; its first test case after the request carries it, the others
/// carry zero, so that consumers who add up test cases get the same sum as those who read suites.
struct JUnitSuiteWriter {
    /// What the run is about.
    let start: RunStart

    private static let excerptBytes = 1_024
    private static let messageCharacters = 1_000

    /// Appends the suite and returns its sums.
    func append(_ suite: JUnitSuite, to bytes: inout [UInt8]) -> JUnitSums {
        var sums = JUnitSums()
        for testCase in suite.cases { sums.count(testCase.outcome) }
        sums.milliseconds = Self.milliseconds(suite.requestTime)
        bytes += "  <testsuite".utf8
        XMLText.attribute("name", name(suite.item), to: &bytes)
        sums.append(to: &bytes)
        let moment = Timestamp.iso8601(suite.item.startedAt ?? start.startedAt)
        XMLText.attribute("timestamp", moment, to: &bytes)
        bytes += ">\n".utf8
        appendProperties(suite, to: &bytes)
        appendCases(suite, sums, to: &bytes)
        appendText("system-out", suite.output, to: &bytes)
        appendText("system-err", suite.warnings, to: &bytes)
        bytes += "  </testsuite>\n".utf8
        return sums
    }

    /// Appends a suite of one test case that tells why the run stopped early.
    func append(
        _ interruption: RunEnd.Interruption, at moment: Double, to bytes: inout [UInt8]
    ) -> JUnitSums {
        var sums = JUnitSums()
        let failure = Self.failure(interruption)
        sums.count(.error(failure, location: "run"))
        bytes += "  <testsuite".utf8
        XMLText.attribute("name", start.collectionName, to: &bytes)
        sums.append(to: &bytes)
        XMLText.attribute("timestamp", Timestamp.iso8601(moment), to: &bytes)
        bytes += ">\n    <testcase name=\"run\"".utf8
        let className = ClassName.of(start.collectionName, fallback: "Run")
        XMLText.attribute("classname", className, to: &bytes)
        bytes += " time=\"0.000\">\n      <error".utf8
        appendFailure("error", failure, failure.message, to: &bytes)
        bytes += "    </testcase>\n  </testsuite>\n".utf8
        return sums
    }

    private func name(_ item: ItemReference) -> String {
        start.iterationCount > 1 ? "\(item.path) [iteration \(item.iteration + 1)]" : item.path
    }

    private func appendProperties(_ suite: JUnitSuite, to bytes: inout [UInt8]) {
        bytes += "    <properties>\n".utf8
        property("collection", start.collectionName, to: &bytes)
        if let environment = start.environmentName {
            property("environment", environment, to: &bytes)
        }
        property("iteration", String(suite.item.iteration + 1), to: &bytes)
        property("itemId", suite.item.id, to: &bytes)
        if let record = suite.record {
            property("method", record.request.method, to: &bytes)
            property("url", record.request.url, to: &bytes)
            if let response = record.response {
                property("status", String(response.status), to: &bytes)
            }
        }
        let scriptTime = JUnitSums.seconds(Self.milliseconds(suite.scriptTime))
        property("scriptTime", scriptTime, to: &bytes)
        bytes += "    </properties>\n".utf8
    }

    private func property(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes += "      <property".utf8
        XMLText.attribute("name", name, to: &bytes)
        XMLText.attribute("value", value, to: &bytes)
        bytes += "/>\n".utf8
    }

    private func appendCases(
        _ suite: JUnitSuite, _ sums: JUnitSums, to bytes: inout [UInt8]
    ) {
        let className = ClassName.of(suite.item.path, fallback: start.collectionName)
        let timed = suite.cases.firstIndex { !$0.isBeforeRequest } ?? 0
        var showsBody = true
        for (index, testCase) in suite.cases.enumerated() {
            bytes += "    <testcase".utf8
            XMLText.attribute("name", testCase.name, to: &bytes)
            XMLText.attribute("classname", className, to: &bytes)
            let time = JUnitSums.seconds(index == timed ? sums.milliseconds : 0)
            XMLText.attribute("time", time, to: &bytes)
            switch testCase.outcome {
            case .passed:
                bytes += "/>\n".utf8
                continue
            case .skipped(let reason):
                bytes += ">\n      <skipped".utf8
                if let reason { XMLText.attribute("message", reason, to: &bytes) }
                bytes += "/>\n".utf8
            case .failed(let failure, let location):
                bytes += ">\n      <failure".utf8
                let text = text(failure, location, suite, showsBody: showsBody)
                appendFailure("failure", failure, text, to: &bytes)
                showsBody = false
            case .error(let failure, let location):
                bytes += ">\n      <error".utf8
                let text = text(failure, location, suite, showsBody: false)
                appendFailure("error", failure, text, to: &bytes)
            }
            bytes += "    </testcase>\n".utf8
        }
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

    /// What a person reads of a failure: the reason, the place, the exchange.
    private func text(
        _ failure: Failure, _ location: String, _ suite: JUnitSuite, showsBody: Bool
    ) -> String {
        var text = "\(failure.message)\nat \(location)\n"
        if let stack = failure.stack, !stack.isEmpty { text += "\(stack)\n" }
        guard let record = suite.record else { return text }
        text += "\n\(record.request.method) \(record.request.url)\n"
        guard let response = record.response else { return text }
        let reason = response.reason.isEmpty ? "" : " \(response.reason)"
        let size = HumanUnits.size(response.headerSize + response.downloadedSize)
        text += "\(response.status)\(reason), \(size), \(HumanUnits.time(response.timings.total))\n"
        if showsBody { text += excerpt(response) }
        return text
    }

    private func excerpt(_ response: HTTPResponse) -> String {
        guard !response.body.isEmpty,
            let shown = BodyExcerpt.text(of: response, limit: Self.excerptBytes)
        else { return "" }
        let rest =
            shown.utf8.count < response.bodySize
            ? "\n(the first \(HumanUnits.size(shown.utf8.count)) of "
                + "\(HumanUnits.size(response.bodySize)))"
            : ""
        return "\n\(shown)\(rest)\n"
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

    private static func failure(_ interruption: RunEnd.Interruption) -> Failure {
        switch interruption {
        case .signal(let number):
            Failure(name: "Interrupted", message: "the run was interrupted by signal \(number)")
        case .authentication(let diagnostic):
            Failure(
                name: "AuthenticationError",
                message: ([diagnostic.message] + diagnostic.help).joined(separator: "\n"))
        case .script(let diagnostic):
            Failure(
                name: "ScriptError",
                message: ([diagnostic.message] + diagnostic.help).joined(separator: "\n"))
        }
    }
}
