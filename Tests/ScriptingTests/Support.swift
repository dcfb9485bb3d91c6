import Diagnostics
import HTTPModel
import JSON
import JavaScriptEngine
import RunModel
import Testing
import Variables

@testable import Scripting

/// A host that writes down everything as lines of one transcript.
final class RecordingHost: ScriptHost {
    var lines: [String] = []
    var assertions: [AssertionRecord] = []
    var requests: [JSONValue] = []
    var jar: [HTTPCookie] = []
    /// How often the host was to note that the status is read.
    var statusReads = 0
    /// What a request is answered with, by its URL; nil is refused.
    var answer: (String) -> HTTPResponse? = { url in
        url.contains("down") ? nil : HTTPResponse(status: 200, reason: "OK")
    }

    func console(_ record: ConsoleRecord) {
        lines.append("\(record.level.rawValue): \(record.arguments.joined(separator: ", "))")
    }

    func assertion(_ record: AssertionRecord) {
        assertions.append(record)
        if record.isSkipped {
            lines.append("skipped: \(record.name)")
        } else if let failure = record.failure {
            lines.append("failed: \(record.name): \(failure.name): \(failure.message)")
        } else {
            lines.append("passed: \(record.name)")
        }
    }

    func statusIsRead() { statusReads += 1 }

    func note(_ diagnostic: Diagnostic) {
        lines.append("\(diagnostic.severity.rawValue): \(diagnostic.message)")
    }

    func lost(_ record: ScriptRecord) { preconditionFailure("\(record)") }

    /// Whether a report shows what `pm.visualizer` makes.
    var rendersVisualizations = false

    func masked(_ text: String) -> String { text }

    func showable(_ text: String) -> String? {
        rendersVisualizations ? text.replacing("hunter2&", with: "****") : nil
    }

    func visualize(_ record: VisualizationRecord?) {
        lines.append(record.map { "visualizer: \($0.template) \($0.data)" } ?? "visualizer: -")
        if let html = record?.html { lines.append("html: \(html)") }
        if let message = record?.renderingFailure { lines.append("failed: \(message)") }
    }

    /// What is run for `pm.execution.runRequest`; made by a test that needs it.
    var referenced: (String, JSONObject) throws(Failure) -> HTTPResponse? = {
        (name, _) throws(Failure) in
        if name == "skipped" { return nil }
        if name == "missing" { throw Failure(name: "Error", message: "no request '\(name)'") }
        return HTTPResponse(status: 201, reason: "Created")
    }

    func runRequest(
        named name: String, variables: JSONObject,
        others: @escaping (() -> Bool) -> Bool
    ) throws(Failure) -> HTTPResponse? {
        lines.append("run: \(name) \(JSONWriter.compact(JSONValue(.object(variables))))")
        waits(others)
        return try referenced(name, variables)
    }

    /// Waits for the response of such a request.
    var waits: ((() -> Bool) -> Bool) -> Void = { _ in }

    private typealias Completion = (ScriptRequestID, Result<HTTPResponse, Failure>) -> Void
    private var requestCount = 0
    /// The requests in progress, in the order in which they end.
    private var started: [(id: ScriptRequestID, url: String, completion: Completion)] = []
    /// Where in that order a request is put; the last place by default.
    var place: (String) -> Int = { _ in .max }

    func startRequest(
        _ definition: JSONValue,
        completion: @escaping (ScriptRequestID, Result<HTTPResponse, Failure>) -> Void
    ) -> ScriptRequestID {
        requests.append(definition)
        requestCount += 1
        let id = ScriptRequestID(number: requestCount)
        let url = definition["url"].map { $0.string ?? JSONWriter.compact($0) } ?? ""
        started.insert((id, url, completion), at: min(place(url), started.count))
        return id
    }

    func waitForRequests(atMost duration: Duration) {
        guard !isStalled, !started.isEmpty else {
            return EventLoop.Clock.system.sleep(min(duration, .milliseconds(5)))
        }
        let next = started.removeFirst()
        if let response = answer(next.url) {
            next.completion(next.id, .success(response))
        } else {
            next.completion(
                next.id,
                .failure(
                    Failure(
                        name: "TransportError", message: "nobody answers at '\(next.url)'",
                        system: TransportError.Cause(
                            code: "ECONNREFUSED", errno: -111, syscall: "connect",
                            address: "127.0.0.1", port: 9))))
        }
    }

    /// Whether no request gets a response.
    var isStalled = false
    /// Called when a script has set a cookie.
    var cookieWasSet: () -> Void = {}
    /// The requests that were canceled.
    private(set) var canceled: [ScriptRequestID] = []

    func cancelRequests(_ ids: Set<ScriptRequestID>) {
        canceled += ids
        started.removeAll { ids.contains($0.id) }
    }

    func cookies(for url: String) -> [HTTPCookie] { jar.filter { url.contains($0.domain) } }
    func setCookie(_ cookie: HTTPCookie) {
        jar.append(cookie)
        cookieWasSet()
    }

    func removeCookies(for url: String, named name: String?) {
        jar.removeAll { url.contains($0.domain) && (name == nil || $0.name == name) }
    }
}

/// A sandbox with all that a script may touch, and the transcript of what it did.
final class Bench {
    let host = RecordingHost()
    let scopes: VariableScopes
    let sandbox: ScriptSandbox
    var scope: ScriptScope
    private(set) var outcome = ScriptOutcome()

    init(
        timeout: Duration? = nil, response: HTTPResponse? = Bench.response,
        isInterrupted: (@Sendable () -> Bool)? = nil, modules: ModulePlaces? = nil,
        keptScripts: Int = .max
    ) {
        scopes = VariableScopes(
            data: Bench.scope(["row": .number(3)]),
            environment: VariableScope(
                id: "env-id", name: "Contoso", variables: []),
            collection: Bench.scope(["shared": .string("collection")]),
            globals: Bench.scope(["shared": .string("globals"), "g": .boolean(true)]))
        scopes.environment.set("host", .string("api.test"))
        sandbox = ScriptSandbox(
            scopes: scopes,
            ambience: Ambience(now: { 0 }, randomBytes: { .init(repeating: 7, count: $0) }),
            host: host,
            options: ScriptOptions(
                timeout: timeout, isInterrupted: isInterrupted, modules: modules,
                keptScripts: keptScripts))
        scope = ScriptScope(
            iteration: 1, iterationCount: 4, requestName: "Get order", requestID: "r-1",
            location: ["Shop", "Orders", "Get order"], request: { Bench.request },
            response: response,
            cookies: {
                [HTTPCookie(name: "sid", value: "42", domain: "api.test")]
            })
    }

    static func scope(_ values: KeyValuePairs<String, VariableValue>) -> VariableScope {
        let scope = VariableScope()
        for (key, value) in values { scope.set(key, value) }
        return scope
    }

    static let request = parse(
        """
        {"url":"https://{{host}}/orders/:id?full=1&page=2","method":"POST","custom":7,
         "header":[{"key":"Accept","value":"*/*"},{"key":"X-Tag","value":"a"},{"key":"x-tag","value":"b"}],
         "body":{"mode":"raw","raw":"{\\"a\\":1}","options":{"raw":{"language":"json"}}},
         "auth":{"type":"bearer","bearer":[{"key":"token","value":"{{t}}","type":"string"}]}}
        """)

    static let response: HTTPResponse = {
        var response = HTTPResponse(
            status: 200, reason: "OK",
            headers: HTTPHeaders([
                HTTPField(name: "Content-Type", value: "application/json; charset=utf-8"),
                HTTPField(name: "X-Id", value: "7"),
            ]), body: Array(#"{"id":7,"items":[{"n":"ä"}]}"#.utf8), headerSize: 60)
        response.timings.total = .milliseconds(12)
        return response
    }()

    static func parse(_ text: String) -> JSONValue {
        do { return try JSONParser.parse(text) } catch { preconditionFailure("\(error)") }
    }

    /// Runs a script and returns its transcript; its failure, next request and skip come last.
    @discardableResult
    func run(_ code: String, _ event: ScriptEvent = .test) -> [String] {
        host.lines = []
        var scope = scope
        if event == .prerequest { scope.response = nil }
        outcome = sandbox.run(
            ScriptSource(code: code, id: "s-1", event: event, owner: "Orders"), in: scope)
        var lines = host.lines
        if let failure = outcome.failure {
            let place = failure.position.map { " at \($0.line):\($0.column)" } ?? ""
            lines.append("error: \(failure.name): \(failure.message)\(place)")
        }
        if case .named(let name) = outcome.nextRequest { lines.append("next: \(name ?? "null")") }
        if outcome.skipsRequest { lines.append("skip") }
        if let changed = outcome.changedRequest {
            lines.append("request: \(JSONWriter.compact(changed))")
        }
        return lines
    }
}
