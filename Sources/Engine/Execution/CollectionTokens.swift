import CollectionModel
import Diagnostics
public import OAuth2
import Scripting
import Variables

/// The tokens of a collection without a run, for the commands of `posthaste auth`.
public final class CollectionTokens {
    /// Obtains and keeps them.
    public let provider: TokenProvider
    /// Tests the settings that they are obtained with.
    public let check: OAuth2Check
    private let plan: RunPlan
    private let scopes: VariableScopes
    private let resolver: TemplateResolver
    private let tokens: BlockTokens
    private let observer: TokenObserver
    private let publisher: EventPublisher

    /// Creates the tokens from the inputs of a run.
    public init(
        _ inputs: RunInputs, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        plan = inputs.plan
        scopes = inputs.scopes
        self.publisher = publisher
        scopes.reportSecrets(to: publisher)
        resolver = TemplateResolver(scopes: scopes, ambience: services.ambience)
        observer = services.tokenObserver(publisher)
        provider = services.tokenProvider(settings.transferOptions, observer)
        tokens = BlockTokens(
            provider: provider, overrides: services.overrides, observer: observer)
        check = OAuth2Check(
            transport: services.transport, options: settings.transferOptions,
            environment: services.tokenEnvironment, observer: observer)
    }

    /// Returns the settings that the requests obtain their tokens with, each once, in the order of
    /// the requests.
    ///
    /// An incomplete block is left out with a warning if others are complete: a script may complete
    /// it in a run.
    public func configurations() throws(OAuth2Error) -> [OAuth2Configuration] {
        var seen: Set<ScopedAuthorization> = []
        var keys: Set<OAuth2Configuration.Key> = []
        var found: [OAuth2Configuration] = []
        var incomplete: [OAuth2Error] = []
        try assignSecrets()
        for item in plan.items {
            guard let authorization = item.authorization,
                authorization.definition.type == "oauth2",
                seen.insert(ScopedAuthorization(authorization, of: item)).inserted
            else { continue }
            scopes.enterFolder(of: item, reportingTo: publisher)
            do throws(OAuth2Error) {
                if let configuration = try configuration(authorization),
                    keys.insert(configuration.key).inserted
                {
                    found.append(configuration)
                }
            } catch {
                incomplete.append(hinting(error))
            }
        }
        if found.isEmpty, let error = incomplete.first { throw error }
        for error in incomplete {
            var warning = error.diagnostic
            warning.severity = .warning
            observer.note(.warning(warning))
        }
        return found
    }

    /// Returns the error with a hint at the script that sets the variable that has no value.
    private func hinting(_ error: OAuth2Error) -> OAuth2Error {
        let name: String
        switch error.kind {
        case .unresolvedVariable(let variable, _), .emptyVariable(let variable, _): name = variable
        default: return error
        }
        guard let item = plan.items.first(where: { $0.scriptSets(name) }) else { return error }
        var error = error
        error.hints.append(
            "a script of '\(item.name)' sets '\(name)' in a run; the commands of 'auth' run no "
                + "scripts")
        return error
    }

    /// Obtains the tokens that a person has to sign in for, before any request is sent.
    ///
    /// The run obtains the others, and reports why a token is missing.
    public func signIn() {
        do throws(OAuth2Error) { try assignSecrets() } catch { return }
        let preflight = Preflight(items: plan.items) { [self] (item, owned) throws(OAuth2Error) in
            scopes.enterFolder(of: item, reportingTo: publisher)
            guard let configuration = try configuration(owned), configuration.grant.needsPerson
            else { return }
            _ = try provider.token(for: configuration)
        }
        _ = preflight.run()
    }

    private func assignSecrets() throws(OAuth2Error) {
        let blocks = plan.items.oauth2Blocks(resolver) { [self] item in
            scopes.enterFolder(of: item, reportingTo: publisher)
        }
        try tokens.assignSecrets(among: blocks)
    }

    private func configuration(
        _ authorization: OwnedAuthorization
    ) throws(OAuth2Error) -> OAuth2Configuration? {
        let block = try tokens.read(authorization.parameters(resolver).value)
        guard case .acquired(let configuration) = block.source else { return nil }
        return configuration
    }
}

extension PlannedItem {
    /// Whether the text of a script contains a call that sets the variable.
    fileprivate func scriptSets(_ name: String) -> Bool {
        (prerequestScripts + testScripts).contains { script in
            ["'", "\"", "`"].contains { quote in
                ["set", "Variable"].contains { call in
                    script.code.contains("\(call)(\(quote)\(name)\(quote)")
                }
            }
        }
    }
}
