import Foundation
import HTTPModel
import JSON
import RunModel
import Testing
import Variables

@testable import Scripting

/// A small script, what it sees, and what it must report: one element of `Cases/AREA.json`.
///
/// It runs in the real engine, in a world of its own (``Bench``). Members of the element:
///
/// - `name`: a sentence; the script itself if there is none.
/// - `script`: the code, a text or a list of lines; `event`: `test` unless it is `prerequest`.
/// - `report`: what the script reports, in order. Lines are `passed: NAME`, `failed: NAME: ERROR:
///   MESSAGE`, `skipped: NAME`, `log: …` (and `info`, `warn`, `error`, `debug`, arguments joined by
///   `, `), `note: …` (only if `notes` is true), then how the script ended: `error: NAME: MESSAGE
///   at LINE:COLUMN`, `next: NAME`, `skip`. A line may have islands of regular expression:
///   `<<<…>>>`.
/// - `response`: members that differ from ``Bench/response``: `status`, `reason`, `headers` (an
///   object), `body` (a text; an object or list is sent as JSON; `bytes` for a list of numbers),
///   `time` in milliseconds. `null` for a request that failed.
/// - `request`: the definition that replaces ``Bench/request``.
/// - `variables`: scope (`environment`, `globals`, `collection`, `data`) → name → value, set
///   beforehand.
/// - `vault`: name → secret of the vault that the run is given.
/// - `after`: scope → all of its variables when the script has ended.
/// - `sent`: the definitions that `pm.sendRequest` gave to the host.
/// - `changed`: some members of the request as a pre-request script left it; `null` if it changed
///   none.
/// - `timeout`: the limit of the script in milliseconds.
/// - `probe`: whether ``Step/probe`` must find the sandbox sound after the scripts.
/// - `then`: further scripts of the same run, each with `script`, `event` and `report`.
struct TableCase: Sendable, CustomTestStringConvertible {
    /// One script and its transcript.
    struct Step: Sendable {
        let code: String
        let event: ScriptEvent
        let report: [String]
    }

    let area: String
    let name: String?
    let steps: [Step]
    let json: JSONValue

    var testDescription: String { "\(area): \(name ?? steps[0].code)" }

    private static let members: Set<String> = [
        "name", "script", "event", "report", "response", "request", "variables", "after", "sent",
        "changed", "timeout", "then", "notes", "vault", "probe",
    ]

    init(_ json: JSONValue, area: String) {
        self.area = area
        self.json = json
        name = json["name"]?.string
        steps =
            ([json] + (json["then"]?.array ?? [])).map(Step.init)
            + (json["probe"]?.boolean == true ? [Step.probe] : [])
        for member in json.object?.members ?? [] where !Self.members.contains(member.key) {
            preconditionFailure("\(area).json: a case has no member '\(member.key)'")
        }
    }

    /// All cases of all files.
    static let all: [TableCase] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Cases")
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).sorted().filter { $0.hasSuffix(".json") }.flatMap { name in
            guard
                let text = try? String(
                    contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            else { preconditionFailure("\(name) cannot be read") }
            let area = String(name.dropLast(5))
            return (Bench.parse(text).array ?? []).map { TableCase($0, area: area) }
        }
    }()
}

extension TableCase.Step {
    /// Whether scripts may have damaged their world before.
    static let probe = TableCase.Step(
        code: """
            pm.test('good', () => {});
            pm.test('bad', () => { throw new Error('x') });
            pm.test('later', async () => { await 1 });
            pm.test('never right', async () => { await 1; throw 'y' });
            pm.test('done', (done) => setTimeout(done, 1));
            pm.test.skip('skipped');
            pm.environment.set('probe', 1);
            console.log('it is', pm.environment.get('probe'), pm.info.eventName);
            """,
        event: .test,
        report: [
            "passed: good", "failed: bad: Error: x", "skipped: skipped", "log: 'it is', 1, 'test'",
            "passed: later", "failed: never right: Error: y", "passed: done",
        ])

    init(_ json: JSONValue) {
        let script = json["script"]
        code = script?.string ?? (script?.array ?? []).compactMap(\.string).joined(separator: "\n")
        event = json["event"]?.string.flatMap(ScriptEvent.init) ?? .test
        report = (json["report"]?.array ?? []).compactMap(\.string)
    }
}

// MARK: Running

extension TableCase {
    /// Runs the scripts and compares all that the case speaks of.
    func check() {
        let bench = makeBench()
        for (index, step) in steps.enumerated() {
            let lines = bench.run(step.code, step.event).filter {
                !$0.hasPrefix("request: ")
                    && (json["notes"]?.boolean == true || !$0.hasPrefix("note: "))
            }
            let isRight =
                lines.count == step.report.count
                && zip(step.report, lines).allSatisfy(Self.matches)
            #expect(isRight, "\(lines) instead of \(step.report), script \(index + 1)")
        }
        if let sent = json["sent"]?.array { #expect(bench.host.requests == sent) }
        if let changed = json["changed"] { check(changed, bench.outcome.changedRequest) }
        for scope in json["after"]?.object?.members ?? [] {
            let entries = bench.scope(named: scope.key).enabledEntries
            let actual = JSONValue.object(entries.map { ($0.key, $0.value.json) })
            #expect(actual == scope.value, "variables of \(scope.key)")
        }
    }

    private func check(_ expected: JSONValue, _ actual: JSONValue?) {
        if expected.isNull { #expect(actual == nil) }
        for member in expected.object?.members ?? [] {
            let value = actual?[member.key]
            #expect(
                value == member.value,
                "\(member.key) is \(value.map(JSONWriter.compact) ?? "as it was")")
        }
    }

    private func makeBench() -> Bench {
        let bench = Bench(
            timeout: .milliseconds(json["timeout"]?.double ?? 20_000), response: response)
        if let vault = json["vault"]?.object {
            bench.scopes.vault = VariableScope()
            for secret in vault.members {
                bench.scopes.vault?.set(secret.key, VariableValue(secret.value))
            }
        }
        if let request = json["request"] { bench.scope.request = { request } }
        for scope in json["variables"]?.object?.members ?? [] {
            for variable in scope.value.object?.members ?? [] {
                bench.scope(named: scope.key).set(variable.key, VariableValue(variable.value))
            }
        }
        return bench
    }

    private var response: HTTPResponse? {
        guard let given = json["response"] else { return Bench.response }
        guard let members = given.object else { return nil }
        var response = Bench.response
        if let status = members["status"]?.double { response.status = Int(status) }
        if let reason = members["reason"]?.string { response.reason = reason }
        if let headers = members["headers"]?.object?.members {
            // A name may occur twice.
            response.headers = HTTPHeaders(
                headers.map { HTTPField(name: $0.key, value: $0.value.string ?? "") })
        }
        if let time = members["time"]?.double { response.timings.total = .milliseconds(time) }
        if let body = members["body"] {
            response.body = Array((body.string ?? JSONWriter.compact(body)).utf8)
        }
        if let bytes = members["bytes"]?.array {
            response.body = bytes.compactMap { $0.double.map { UInt8($0) } }
        }
        return response
    }

    /// Whether a line is as described: literal text with islands of regular expression.
    static func matches(_ expected: String, _ actual: String) -> Bool {
        guard expected.contains("<<<") else { return expected == actual }
        var pattern = ""
        for (index, piece) in expected.components(separatedBy: "<<<").enumerated() {
            let parts = piece.components(separatedBy: ">>>")
            if index > 0 { pattern += "(?:\(parts[0]))" }
            pattern += NSRegularExpression.escapedPattern(for: parts[index > 0 ? 1 : 0])
        }
        let range = actual.range(of: "\\A(?s:\(pattern))\\z", options: .regularExpression)
        return range != nil
    }
}

extension Bench {
    /// The scope that a case names.
    func scope(named name: String) -> VariableScope {
        switch name {
        case "environment": scopes.environment
        case "globals": scopes.globals
        case "collection": scopes.collection
        case "data": scopes.data
        case "local": scopes.local
        default: preconditionFailure("there is no scope '\(name)'")
        }
    }
}

@Suite struct TableTests {
    @Test("a case of Tests/ScriptingTests/Cases", arguments: TableCase.all)
    func runs(_ item: TableCase) { item.check() }

    @Test func casesAreFound() { #expect(TableCase.all.count > 100) }
}
