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

    /// The set-ups that the requests obtain their tokens with, each once, in the order of the requests.
    public func configurations() throws(OAuth2Error) -> [OAuth2Configuration] {
        var seen: Set<OwnedAuthorization> = []
        var keys: Set<OAuth2Configuration.Key> = []
        var found: [OAuth2Configuration] = []
        for authorization in plan.items.compactMap(\.authorization)
        where authorization.definition.type == "oauth2" && seen.insert(authorization).inserted {
            let block = try OAuth2Block(
                authorization.parameters(resolver).value, overrides: services.overrides)
            for warning in block.warnings { observer.note(.warning(warning)) }
            if case .acquired(let configuration) = block.source,
                keys.insert(configuration.key).inserted
            {
                found.append(configuration)
            }
        }
        return found
    }
}
