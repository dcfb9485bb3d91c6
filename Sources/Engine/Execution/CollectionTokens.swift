public import Authentication
import CollectionModel
import Diagnostics
import Variables

/// The tokens of a collection without a run, for commands that are about tokens alone.
public final class CollectionTokens {
    /// Who gets and keeps them.
    public let provider: OAuth2TokenProvider
    /// Who tests what they are got with.
    public let check: OAuth2Check
    private let plan: RunPlan
    private let resolver: TemplateResolver
    private let services: RunServices
    private let observer: AuthenticationObserver

    /// Takes the inputs of a run.
    public init(
        _ inputs: RunInputs, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        plan = inputs.plan
        self.services = services
        for scope in inputs.scopes.inPrecedence + [inputs.scopes.vault].compactMap(\.self) {
            scope.secretObserver = { [weak publisher] in publisher?.addSecret($0) }
        }
        resolver = TemplateResolver(scopes: inputs.scopes, ambience: services.ambience)
        observer = services.authenticationObserver(publisher)
        provider = services.tokenProvider(settings.transferOptions, observer)
        check = OAuth2Check(
            transport: services.transport, options: settings.transferOptions,
            environment: services.authenticationEnvironment, observer: observer)
    }

    /// What the requests get their tokens with, each once, in the order of the requests.
    public func configurations() throws(AuthenticationError) -> [OAuth2Configuration] {
        var seen: Set<OwnedAuthorization> = []
        var keys: Set<OAuth2Configuration.Key> = []
        var found: [OAuth2Configuration] = []
        for authorization in plan.items.compactMap(\.authorization)
        where authorization.definition.type == "oauth2" && seen.insert(authorization).inserted {
            let block = try OAuth2Block(
                authorization.parameters(resolver), overrides: services.overrides)
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
