import Authentication
import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import Variables

/// Signs requests: puts variables into the auth block and hands the block to its scheme.
final class RequestAuthorization {
    private let resolver: TemplateResolver
    private let authorizer: RequestAuthorizer
    private let warn: (Diagnostic) -> Void

    init(
        resolver: TemplateResolver, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        self.resolver = resolver
        warn = { [weak publisher] in publisher?.warn($0) }
        let observer = services.authenticationObserver(publisher)
        authorizer = RequestAuthorizer(
            tokens: services.tokenProvider(settings.transferOptions, observer),
            environment: services.authenticationEnvironment, overrides: services.overrides,
            observer: observer)
    }

    /// Obtains the token of a block before the first request needs it; leaves a block for later if
    /// it lacks variables that scripts may yet set.
    func prepare(
        _ authorization: OwnedAuthorization, mayChange: Bool
    ) throws(AuthenticationError) {
        let resolved = authorization.parameters(resolver)
        if mayChange && !resolved.unresolvedNames.isEmpty { return }
        try authorizer.prepare(resolved.value)
    }

    /// Signs the request, whose body will be sent with that content type.
    func sign(
        _ request: inout HTTPRequest, with authorization: OwnedAuthorization, contentType: String?
    ) throws(AuthenticationError) -> RequestSignature {
        // A parameter that the scheme needs and that has no value is an error of its own; the rest
        // does not matter.
        let parameters = authorization.parameters(resolver).value
        do {
            return try authorizer.authorize(
                &request, with: parameters, contentType: contentType)
        } catch {
            let error = hinting(error, authorization)
            guard Self.isDispensable(error, type: parameters.type) else { throw error }
            var warning = error.diagnostic
            warning.severity = .warning
            warning.message += "; the request is sent unsigned"
            warn(warning)
            return RequestSignature()
        }
    }

    /// Whether a request may go out unsigned.
    ///
    /// Newman sends it so, and many collections with a bearer token or an API key begin with the
    /// sign-in that obtains it (NewmanReference §5.2).
    private static func isDispensable(_ error: AuthenticationError, type: String) -> Bool {
        guard type == "bearer" || type == "apikey" else { return false }
        return switch error.kind {
        case .emptyParameter, .unresolvedVariable: true
        default: false
        }
    }

    /// Whether a response asks for the request to be signed and sent again.
    func isChallenged(
        by exchange: HTTPExchange, to request: HTTPRequest, _ signature: RequestSignature,
        isReplay: Bool
    ) throws(AuthenticationError) -> Bool {
        try authorizer.isChallenged(by: exchange, to: request, signature, isReplay: isReplay)
    }

    /// Says why an API may have refused the token of a request; a note, since a test may want it
    /// so.
    func explainRefusal(in exchange: HTTPExchange, of signature: RequestSignature) {
        guard let token = signature.managedToken, let refusal = APIRefusal(exchange.response) else {
            return
        }
        warn(refusal.diagnostic(owner: token.configuration.owner))
    }

    /// The error with hints from the block's templates: which variable is empty, or misspelled.
    private func hinting(
        _ error: AuthenticationError, _ authorization: OwnedAuthorization
    ) -> AuthenticationError {
        var error = error
        switch error.kind {
        case .emptyParameter(let key, _):
            let template = authorization.definition[key]?.string ?? ""
            for name in TemplateResolver.names(in: template) {
                error.hints.append("variable '\(name)' is empty: set it before this request")
            }
        case .unresolvedVariable where !authorization.takesVariables:
            error.hints.append(
                "requests of scripts have no variables put in: use pm.variables.replaceIn")
        case .unresolvedVariable(let name, _):
            if let near = resolver.scopes.nearestName(to: name) {
                error.hints.append("did you mean '\(near)'?")
            }
        default: break
        }
        return error
    }
}

extension OwnedAuthorization {
    /// The block with its variables put in.
    func parameters(_ resolver: TemplateResolver) -> Resolved<AuthorizationParameters> {
        guard takesVariables else { return Resolved(value: parameters(definition), findings: []) }
        let resolved = resolver.resolve(definition)
        return Resolved(value: parameters(resolved.value), findings: resolved.findings)
    }

    private func parameters(_ definition: AuthorizationDefinition) -> AuthorizationParameters {
        AuthorizationParameters(
            type: definition.type, parameters: JSONObject(definition.parameters), owner: owner)
    }
}
