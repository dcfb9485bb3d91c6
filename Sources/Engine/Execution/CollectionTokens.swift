import CollectionModel
import Diagnostics
public import OAuth2
import Variables

/// The tokens of a collection without a run, for commands that are about tokens alone.
public final class CollectionTokens {
    /// Obtains and keeps the tokens.
    public let provider: TokenProvider
    /// Checks the set-ups that the tokens are obtained with.
    public let check: OAuth2Check
    private let plan: RunPlan
    private let resolver: TemplateResolver
    private let services: RunServices
    private let observer: TokenObserver

    /// Creates the tokens from the inputs of a run.
    public init(
        _ inputs: RunInputs, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        plan = inputs.plan
        self.services = services
        inputs.scopes.reportSecrets(to: publisher)
        resolver = TemplateResolver(scopes: inputs.scopes, ambience: services.ambience)
        observer = services.tokenObserver(publisher)
        provider = services.tokenProvider(settings.transferOptions, observer)
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
        var seen: Set<OwnedAuthorization> = []
        var keys: Set<OAuth2Configuration.Key> = []
        var found: [OAuth2Configuration] = []
        var incomplete: [OAuth2Error] = []
        for authorization in plan.items.compactMap(\.authorization)
        where authorization.definition.type == "oauth2" && seen.insert(authorization).inserted {
            do throws(OAuth2Error) {
                if let configuration = try configuration(authorization),
                    keys.insert(configuration.key).inserted
                {
                    found.append(configuration)
                }
            } catch {
                incomplete.append(error)
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

    private func configuration(
        _ authorization: OwnedAuthorization
    ) throws(OAuth2Error) -> OAuth2Configuration? {
        let block = try OAuth2Block(
            authorization.parameters(resolver).value, overrides: services.overrides)
        for warning in block.warnings { observer.note(.warning(warning)) }
        guard case .acquired(let configuration) = block.source else { return nil }
        return configuration
    }
}
