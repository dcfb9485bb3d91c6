import Authentication
import CollectionModel
import Diagnostics
import HTTPModel
import RunModel
import Scripting
import Variables

/// What the items of a run share.
final class RunContext {
    let scopes: VariableScopes
    let settings: RunSettings
    let services: RunServices
    let publisher: EventPublisher
    let resolver: TemplateResolver
    let builder: RequestBuilder
    let authorization: RequestAuthorization
    let host: RunScriptHost
    let sandbox: ScriptSandbox
    /// Whether a request was not sent because its token could not be had.
    var missedToken = false

    init(
        scopes: VariableScopes, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        self.scopes = scopes
        self.settings = settings
        self.services = services
        self.publisher = publisher
        resolver = TemplateResolver(scopes: scopes, ambience: services.ambience)
        builder = RequestBuilder(
            files: services.files, ambience: services.ambience, userAgent: settings.userAgent,
            hostName: services.hostName)
        authorization = RequestAuthorization(
            resolver: resolver, settings: settings, services: services, publisher: publisher)
        host = RunScriptHost(
            settings: settings, services: services, publisher: publisher, builder: builder,
            authorization: authorization)
        sandbox = ScriptSandbox(
            scopes: scopes, ambience: services.ambience, host: host,
            options: ScriptOptions(
                timeout: settings.scriptTimeout, memoryLimit: settings.scriptMemory,
                isInterrupted: { [signal = services.signal] in signal() != nil }))
        for scope in scopes.inPrecedence + [scopes.vault].compactMap(\.self) {
            scope.secretObserver = { [weak publisher] in publisher?.addSecret($0) }
        }
    }

    /// Warns of the variables that stayed unresolved since the last call.
    func warnOfUnresolvedNames(in item: ItemReference) {
        for name in resolver.takeUnresolvedNames() {
            publisher.warn(
                Diagnostic(
                    .warning, "variable '\(name)' is not defined", at: Place(item: item.path),
                    help: scopes.nearestName(to: name).map { ["did you mean '\($0)'?"] } ?? []))
        }
    }
}

extension VariableScopes {
    /// The name of a variable that a misspelled one may mean.
    func nearestName(to name: String) -> String? {
        let names = inPrecedence.flatMap { $0.enabledEntries.map(\.key) }
        return Spelling.nearest(to: name, among: names)
    }
}
