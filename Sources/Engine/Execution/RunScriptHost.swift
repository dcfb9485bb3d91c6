import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import MonotonicClock
import RunModel
import Scripting
import Variables

/// What scripts reach of the run: its events, its network, its cookies, its other requests.
final class RunScriptHost: ScriptHost {
    private unowned let run: RunContext
    /// Made when the first script runs another request.
    private lazy var names = RequestNames(run.plan.referable)

    /// Script requests prune no body (NewmanReference §3.10).
    private static let behavior = JSONObject([
        JSONMember(key: "disableBodyPruning", value: .boolean(true))
    ])

    init(run: RunContext) {
        self.run = run
    }

    private var publisher: EventPublisher { run.publisher }

    // MARK: Events

    func console(_ record: ConsoleRecord) {
        if let item = run.item { publisher.publish(.console(record, item)) }
    }

    func assertion(_ record: AssertionRecord) {
        if record.event == .test, !record.isSkipped { run.scrutiny.hasTest = true }
        if let item = run.item { publisher.publish(.assertion(record, item)) }
    }

    func statusIsRead() { run.scrutiny.readsStatus = true }

    func note(_ diagnostic: Diagnostic) { publisher.warn(diagnostic) }

    func lost(_ record: ScriptRecord) {
        guard let item = run.item else { return }
        publisher.publish(.script(record, item))
        publisher.publish(.itemFinished(item))
        run.ending.lose(item)
    }

    func masked(_ text: String) -> String { publisher.redact(text) }

    /// Masked before it is rendered: the escapes of HTML would hide a secret from the redactor.
    func showable(_ text: String) -> String? {
        run.settings.rendersVisualizations ? publisher.redact(text) : nil
    }

    func visualize(_ record: VisualizationRecord?) {
        if let item = run.item { publisher.publish(.visualization(record, item)) }
    }

    // MARK: Requests

    /// Runs a request of the collection for a script of the item.
    func runRequest(
        named name: String, variables: JSONObject,
        others: @escaping (_ isDone: () -> Bool) -> Bool
    ) throws(Failure) -> HTTPResponse? {
        guard let item = run.item else { return nil }
        guard let (index, _) = names.find(name) else {
            throw Failure(
                name: "Error",
                message: "pm.execution.runRequest: the collection has no request '\(name)'")
        }
        let local = run.scopes.local
        let own = variables.members.map { ($0.key, local.value(for: $0.key)) }
        let outer = run.waitingScript
        // The script that waits has its own values of the variables.
        let folder = run.scopes.folder
        run.waitingScript = { [unowned run] isDone in
            let inner = run.scopes.folder
            run.scopes.folder = folder
            defer { run.scopes.folder = inner }
            return local.overriding(own) { others(isDone) }
        }
        defer { run.waitingScript = outer }
        let overrides = variables.members.map { ($0.key, Optional(VariableValue($0.value))) }
        return try local.overriding(overrides) { () throws(Failure) in
            var referenced = ItemRun(
                item: run.plan.referable[index], reference: item, context: run)
            return try referenced.runReferenced()
        }
    }

    func startRequest(
        _ definition: JSONValue,
        completion: @escaping (ScriptRequestID, Result<HTTPResponse, Failure>) -> Void
    ) -> ScriptRequestID {
        let item = run.item
        var id: ScriptRequestID?
        let number = start(definition) { [unowned run] outcome in
            let isCut = run.isCut && outcome.isAbandoned
            if let item, !isCut { run.publish(outcome.record(.script), of: item) }
            if let id { completion(id, outcome.result) }
        }
        let started = ScriptRequestID(number: number)
        id = started
        return started
    }

    private func start(
        _ definition: JSONValue, completion: @escaping StartedExchanges.Completion
    ) -> Int {
        let start = Moment.now
        var unsent = HTTPRequest(url: "")
        do throws(Failure) {
            let definition = try self.definition(definition)
            unsent = HTTPRequest(method: definition.method, url: definition.url.text)
            let rounds = try self.rounds(of: definition, since: start)
            return run.exchanges.start(rounds, completion: completion)
        } catch {
            let outcome = ExchangeOutcome(request: unsent, failure: error)
            return run.exchanges.start(failed: outcome, completion: completion)
        }
    }

    func waitForRequests(atMost duration: Duration) { run.exchanges.wait(atMost: duration) }

    func cancelRequests(_ ids: Set<ScriptRequestID>) {
        run.exchanges.cancel(Set(ids.map(\.number)))
    }

    private func rounds(
        of definition: RequestDefinition, since start: Moment
    ) throws(Failure) -> ExchangeRounds {
        let prepared = try prepare(definition)
        var options = run.settings.transferOptions
        options.apply(definition, of: run.item, publisher)
        return ExchangeRounds(
            prepared, behavior: Self.behavior, options: options,
            authorization: definition.authorization.map {
                OwnedAuthorization(definition: $0, owner: "pm.sendRequest", takesVariables: false)
            }, since: start, item: run.item, tools: run.tools)
    }

    private func prepare(_ definition: RequestDefinition) throws(Failure) -> PreparedRequest {
        do throws(RequestBuildError) {
            let prepared = try run.builder.prepare(definition, behavior: Self.behavior)
            for warning in prepared.warnings { publisher.warn(warning) }
            return prepared
        } catch {
            throw Failure(ofScript: error)
        }
    }

    /// The definition without what scripts may not send: files (NewmanReference §7.2).
    private func definition(_ json: JSONValue) throws(Failure) -> RequestDefinition {
        var definition: RequestDefinition
        do throws(DefinitionError) {
            definition = try DefinitionFile.request(json)
        } catch {
            let reasons = error.diagnostics.map(\.message).joined(separator: "; ")
            throw Failure(name: "Error", message: "pm.sendRequest: \(reasons)")
        }
        switch definition.body {
        case .file(let path?, _) where !path.isEmpty:
            definition.body = nil
            warnOfUpload()
        case .formdata(let fields) where fields.contains(where: { $0.isFile && $0.sources != nil }):
            definition.body = .formdata(fields.filter { !$0.isFile || $0.sources == nil })
            warnOfUpload()
        default: break
        }
        return definition
    }

    private func warnOfUpload() {
        publisher.warn(
            Diagnostic(
                .warning, "uploading files from scripts is not allowed; the file was left out"))
    }

    // MARK: Cookies

    func cookies(for url: String) -> [HTTPCookie] { run.services.transport.cookies(for: url) }

    func setCookie(_ cookie: HTTPCookie) { run.services.transport.setCookie(cookie) }

    func removeCookies(for url: String, named name: String?) {
        run.services.transport.removeCookies(for: url, named: name)
    }
}
