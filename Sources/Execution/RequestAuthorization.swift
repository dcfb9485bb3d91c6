import Authentication
import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import Variables

/// The step that signs requests: variables put into the auth block, the block handed to its scheme.
final class RequestAuthorization {
    private let resolver: TemplateResolver
    private let authorizer: RequestAuthorizer

    init(
        resolver: TemplateResolver, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        self.resolver = resolver
        let note = services.note
        let observer = AuthenticationObserver(
            note: { [weak publisher] event in
                let diagnostic = event.diagnostic
                if diagnostic.severity == .note {
                    note(event)
                } else {
                    publisher?.warn(diagnostic)
                }
            },
            secret: { [weak publisher] in publisher?.addSecret($0) })
        let secretBytes = services.secretBytes
        let tokens = OAuth2TokenProvider(
            transport: services.transport, transferOptions: settings.transferOptions,
            environment: AuthenticationEnvironment(
                now: services.ambience.now, random: { secretBytes($0) }, sleep: services.sleep),
            interaction: services.interaction, observer: observer)
        authorizer = RequestAuthorizer(
            tokens: tokens, overrides: services.overrides, observer: observer)
    }

    /// Gets the token of a block before the first request needs it; a block that lacks variables
    /// which scripts may yet set is left for later.
    func prepare(
        _ authorization: OwnedAuthorization, mayChange: Bool
    ) throws(AuthenticationError) {
        let parameters = parameters(of: authorization)
        let lacksVariables = !resolver.takeUnresolvedNames().isEmpty
        if lacksVariables && mayChange { return }
        try authorizer.prepare(parameters)
    }

    /// Signs the request.
    func sign(
        _ request: inout HTTPRequest, with authorization: OwnedAuthorization
    ) throws(AuthenticationError) -> RequestSignature {
        let parameters = parameters(of: authorization)
        if authorization.definition.type == "oauth2" {
            // A block keeps what other grants left behind; what its own grant lacks, the error names.
            _ = resolver.takeUnresolvedNames()
        }
        return try authorizer.authorize(&request, with: parameters)
    }

    private func parameters(of authorization: OwnedAuthorization) -> AuthorizationParameters {
        let resolved = resolver.resolve(authorization.definition)
        return AuthorizationParameters(
            type: resolved.type, parameters: JSONObject(resolved.parameters),
            owner: authorization.owner)
    }
}
