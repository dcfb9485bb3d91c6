import CollectionModel
import Diagnostics
public import OAuth2
import Variables

/// The tokens of a collection without a run, for the commands of `posthaste auth`.
public final class CollectionTokens {
    /// Obtains and keeps them.
    public let provider: TokenProvider
    /// Tests the settings that they are obtained with.
    public let check: OAuth2Check
    private let plan: RunPlan
    private let resolver: TemplateResolver
    private let tokens: BlockTokens
    private let observer: TokenObserver

    /// Creates the tokens from the inputs of a run.
    public init(
        _ inputs: RunInputs, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        plan = inputs.plan
        inputs.scopes.reportSecrets(to: publisher)
        resolver = TemplateResolver(scopes: inputs.scopes, ambience: services.ambience)
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
        let block = try tokens.read(authorization.parameters(resolver).value)
        guard case .acquired(let configuration) = block.source else { return nil }
        return configuration
    }
}
