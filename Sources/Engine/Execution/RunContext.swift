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
    /// What help there is for names that were unresolved before.
    private var suggestions: [String: [String]] = [:]
    private static let keptSuggestions = 1_000

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
                isInterrupted: { [interruption = services.interruption] in interruption() != nil },
                modules: services.modules))
        for scope in scopes.inPrecedence + [scopes.vault].compactMap(\.self) {
            scope.secretObserver = { [weak publisher] in publisher?.addSecret($0) }
        }
    }

    /// Whether the run ends here: nothing more is sent, and no other script runs.
    var isEnding: Bool {
        services.interruption() != nil || settings.bail.apply(to: publisher.failures)
    }

    /// Warns of the variables that stayed unresolved since the last call.
    func warnOfUnresolvedNames() {
        for name in resolver.takeUnresolvedNames() {
            if scopes.isNullInData(name) {
                publisher.warn(Diagnostic(.warning, "variable '\(name)' is null in the data row"))
            } else {
                publisher.warn(
                    Diagnostic(
                        .warning, "variable '\(name)' is not defined",
                        help: suggestions(for: name)))
            }
        }
    }

    /// The name that was probably meant, looked for once.
    private func suggestions(for name: String) -> [String] {
        if let known = suggestions[name] { return known }
        if suggestions.count >= Self.keptSuggestions { return [] }
        let found = scopes.nearestName(to: name).map { ["did you mean '\($0)'?"] } ?? []
        suggestions[name] = found
        return found
    }
}

extension VariableScopes {
    /// The name of a variable that a misspelled one may mean.
    func nearestName(to name: String) -> String? {
        let names = inPrecedence.flatMap { $0.enabledEntries.map(\.key) }
        return Spelling.nearest(to: name, among: names)
    }
}
