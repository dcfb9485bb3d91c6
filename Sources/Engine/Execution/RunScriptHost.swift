import Authentication
import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import RunModel
import Scripting
import Variables

/// What scripts reach of the run: its events, its network, its cookies.
final class RunScriptHost: ScriptHost {
    private let settings: RunSettings
    private let services: RunServices
    private let publisher: EventPublisher
    private let builder: RequestBuilder
    private let authorization: RequestAuthorization
    /// The item whose scripts run.
    var item: ItemReference?
    /// Whether a test script has come to a verdict about the item's answer.
    var hasTested = false
    /// What ends the run when a script cannot be ended.
    var giveUp: (ItemReference) -> Void = { _ in }
    /// What runs another request for a script of an item.
    var runReferenced: (ItemReference, String, JSONObject) throws(Failure) -> HTTPResponse? = {
        _, _, _ in nil
    }

    /// Script requests prune no body (reference §3.10).
    private static let behavior = JSONObject([
        JSONMember(key: "disableBodyPruning", value: .boolean(true))
    ])

    init(
        settings: RunSettings, services: RunServices, publisher: EventPublisher,
        builder: RequestBuilder, authorization: RequestAuthorization
    ) {
        self.settings = settings
        self.services = services
        self.publisher = publisher
        self.builder = builder
        self.authorization = authorization
    }

    func console(_ record: ConsoleRecord) {
        if let item { publisher.publish(.console(record, item)) }
    }

    func assertion(_ record: AssertionRecord) {
        if record.event == .test, !record.isSkipped { hasTested = true }
        if let item { publisher.publish(.assertion(record, item)) }
    }

    func note(_ diagnostic: Diagnostic) { publisher.warn(diagnostic) }

    func lost(_ record: ScriptRecord) {
        guard let item else { return }
        publisher.publish(.script(record, item))
        publisher.publish(.itemFinished(item))
        giveUp(item)
    }

    /// Masked before it is rendered: the escapes of HTML would hide a secret from the redactor.
    func showable(_ text: String) -> String? {
        settings.rendersVisualizations ? publisher.redact(text) : nil
    }

    func visualize(_ record: VisualizationRecord?) {
        if let item { publisher.publish(.visualization(record, item)) }
    }

    func runRequest(
        named name: String, variables: JSONObject
    ) throws(Failure) -> HTTPResponse? {
        guard let item else { return nil }
        return try runReferenced(item, name, variables)
    }

    func sendRequest(_ definition: JSONValue) throws(Failure) -> HTTPResponse {
        let outcome = exchange(definition)
        publish(outcome.record(.script))
        guard let response = outcome.response else {
            throw outcome.failure ?? Failure(name: "Error", message: "pm.sendRequest: no answer")
        }
        return response
    }

    private func exchange(_ json: JSONValue) -> AuthorizedExchange.Outcome {
        let start = ContinuousClock.now
        let definition: RequestDefinition
        let prepared: PreparedRequest
        do throws(Failure) {
            definition = try self.definition(json)
            prepared = try prepare(definition)
        } catch {
            return AuthorizedExchange.Outcome(request: HTTPRequest(url: ""), failure: error)
        }
        return AuthorizedExchange(
            builder: builder, authorization: authorization, transport: services.transport,
            report: publish
        ).run(
            prepared, behavior: Self.behavior,
            options: settings.transferOptions.applying(definition, item: item?.path, publisher),
            authorization: definition.authorization.map {
                OwnedAuthorization(definition: $0, owner: "pm.sendRequest", takesVariables: false)
            }, since: start)
    }

    private func prepare(_ definition: RequestDefinition) throws(Failure) -> PreparedRequest {
        do throws(RequestBuildError) {
            let prepared = try builder.prepare(definition, behavior: Self.behavior)
            for warning in prepared.warnings { publisher.warn(warning) }
            return prepared
        } catch {
            throw Failure(error)
        }
    }

    /// The definition without what scripts may not send: files (reference §7.2).
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

    private func publish(_ record: RequestRecord) {
        if let item { publisher.publish(.request(record, item)) }
    }

    func cookies(for url: String) -> [HTTPCookie] { services.transport.cookies(for: url) }

    func setCookie(_ cookie: HTTPCookie) { services.transport.setCookie(cookie) }

    func removeCookies(for url: String, named name: String?) {
        services.transport.removeCookies(for: url, named: name)
    }
}
