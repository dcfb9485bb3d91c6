import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import OAuth2
import Signing
import Variables

/// The step that authorizes requests: substitutes the variables of the auth block, and signs the
/// request with it, or puts the block's token into it.
final class RequestAuthorization {
    private let resolver: TemplateResolver
    private let signer: RequestSigner
    private let tokens: BlockTokens
    private let overrides: OAuth2Overrides
    private let addSecret: (String, Redactor.Lifetime) -> Void
    private let warn: (Diagnostic) -> Void
    /// Warnings about settings, which are the same for each request.
    private var reported: Set<Diagnostic> = []

    init(
        resolver: TemplateResolver, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        self.resolver = resolver
        warn = { [weak publisher] in publisher?.warn($0) }
        addSecret = { [weak publisher] in publisher?.addSecret($0, for: $1) }
        let observer = services.tokenObserver(publisher)
        signer = RequestSigner(environment: services.signingEnvironment)
        overrides = services.overrides
        tokens = BlockTokens(
            provider: services.tokenProvider(settings.transferOptions, observer),
            overrides: overrides, observer: observer)
    }

    /// Decides which of the clients of a run the secrets of the command line are for.
    ///
    /// `enter` makes the variables of an item's folder known.
    func assignSecrets(
        among items: [PlannedItem], enter: (PlannedItem) -> Void
    ) throws(OAuth2Error) {
        guard overrides.haveSecrets else { return }
        try tokens.assignSecrets(among: items.oauth2Blocks(resolver, enter: enter))
    }

    /// Obtains the token of a block before the first request needs it.
    ///
    /// A block that is incomplete is left for its request, since a script may complete it.
    func prepare(_ authorization: OwnedAuthorization) throws(OAuth2Error) {
        do throws(OAuth2Error) {
            try tokens.obtain(authorization.parameters(resolver).value)
        } catch {
            if !error.isAboutSettings { throw error }
        }
    }

    /// Authorizes the request, whose body will be sent with that content type.
    func sign(
        _ request: inout HTTPRequest, with authorization: OwnedAuthorization, contentType: String?,
        isEmptyForm: Bool
    ) throws(AuthorizationError) -> AppliedAuthorization {
        // The scheme itself reports a parameter that it needs and that has no value. Others do not
        // matter.
        let resolved = authorization.parameters(resolver)
        resolved.findings.compactMap(\.structureWarning).forEach(warn)
        let parameters = resolved.value
        if parameters.type == "oauth2" {
            return try addToken(to: &request, parameters, authorization)
        }
        do throws(SigningError) {
            let signature = try signer.sign(
                &request, with: parameters, contentType: contentType, isEmptyForm: isEmptyForm)
            report(signature)
            return AppliedAuthorization(signature: signature)
        } catch {
            let error = hinting(error, authorization)
            guard Self.isDispensable(error, type: parameters.type) else {
                throw AuthorizationError(diagnostic: error.diagnostic, missesToken: false)
            }
            warnOfUnsigned(error.diagnostic)
            return AppliedAuthorization()
        }
    }

    private func addToken(
        to request: inout HTTPRequest, _ block: AuthBlock, _ authorization: OwnedAuthorization
    ) throws(AuthorizationError) -> AppliedAuthorization {
        do throws(OAuth2Error) {
            let (signature, token) = try tokens.sign(&request, with: block)
            report(signature)
            return AppliedAuthorization(signature: signature, token: token)
        } catch {
            throw AuthorizationError(
                diagnostic: hinting(error, authorization).diagnostic, missesToken: true)
        }
    }

    private func warnOfUnsigned(_ diagnostic: Diagnostic) {
        var warning = diagnostic
        warning.severity = .warning
        warning.message += "; the request is sent unsigned"
        warn(warning)
    }

    /// Passes on what a signature says about itself, before the request is used.
    private func report(_ signature: RequestSignature) {
        for secret in signature.secrets { addSecret(secret, .use) }
        for secret in signature.passingSecrets { addSecret(secret, .request) }
        for warning in signature.warnings where reported.insert(warning).inserted { warn(warning) }
    }

    /// Whether a request may be sent unsigned: Newman does so, and many collections with a bearer
    /// token or an API key begin with the login that obtains it (NewmanReference §5.2).
    private static func isDispensable(_ error: SigningError, type: String) -> Bool {
        guard type == "bearer" || type == "apikey" else { return false }
        return switch error.kind {
        case .emptyParameter, .emptyVariable, .unresolvedVariable, .unsubstitutedVariable: true
        default: false
        }
    }

    /// Whether a response asks for the request to be signed and sent again.
    func isChallenged(
        by exchange: HTTPExchange, to request: HTTPRequest, _ applied: AppliedAuthorization,
        isReplay: Bool
    ) throws(AuthorizationError) -> Bool {
        if let token = applied.token {
            // A server that a redirect led to is not the one that the token is for.
            return URLParts.origin(of: exchange.request.url) == URLParts.origin(of: request.url)
                && tokens.isRefused(token, by: exchange.response, isReplay: isReplay)
        }
        do throws(SigningError) {
            return try signer.isChallenged(
                by: exchange, to: request, applied.signature, isReplay: isReplay)
        } catch {
            throw AuthorizationError(diagnostic: error.diagnostic, missesToken: false)
        }
    }

    /// Warns of credentials that a redirect took to another origin.
    func warnOfRedirect(of request: HTTPRequest, in exchange: HTTPExchange) {
        if let credentials = RedirectedCredentials(of: request, in: exchange) {
            warn(credentials.diagnostic)
        }
    }

    /// Says why an API may have refused the token of a request; a note, since a test may expect it.
    func explainRefusal(in exchange: HTTPExchange, of applied: AppliedAuthorization) {
        guard let token = applied.token, let refusal = APIRefusal(exchange.response) else {
            return
        }
        warn(refusal.diagnostic(owner: token.configuration.owner))
    }
}

/// Hints about variables that are misspelled.
extension RequestAuthorization {
    private func hinting(
        _ error: SigningError, _ authorization: OwnedAuthorization
    ) -> SigningError {
        guard case .unresolvedVariable(let name, let key) = error.kind else { return error }
        var error = error
        if authorization.takesVariables {
            error.hints += hints(for: name)
        } else {
            error.kind = .unsubstitutedVariable(name: name, key: key)
        }
        return error
    }

    private func hinting(
        _ error: OAuth2Error, _ authorization: OwnedAuthorization
    ) -> OAuth2Error {
        guard case .unresolvedVariable(let name, let key) = error.kind else { return error }
        var error = error
        if authorization.takesVariables {
            error.hints += hints(for: name)
        } else {
            error.kind = .unsubstitutedVariable(name: name, key: key)
        }
        return error
    }

    private func hints(for name: String) -> [String] {
        resolver.scopes.nearestName(to: name).map { ["did you mean '\($0)'?"] } ?? []
    }
}

/// What authorization added to a request.
struct AppliedAuthorization {
    var signature = RequestSignature()
    /// The token that was put in, if Posthaste can renew it.
    var token: ManagedToken?
}

/// Why a request is not sent: it cannot be signed, or its token cannot be obtained.
struct AuthorizationError: Error {
    var diagnostic: Diagnostic
    /// Whether the reason is a token that cannot be obtained.
    var missesToken: Bool
}

extension OwnedAuthorization {
    /// Returns the block with its variables substituted.
    func parameters(_ resolver: TemplateResolver) -> Resolved<AuthBlock> {
        guard takesVariables else { return Resolved(value: block(definition), findings: []) }
        let resolved = resolver.resolve(definition)
        var block = self.block(resolved.value)
        for (member, found) in zip(definition.parameters, resolved.value.parameters)
        where found.value.string == "" {
            block.emptyVariables[member.key] =
                TemplateResolver.names(in: member.value.string ?? "").first
        }
        return Resolved(value: block, findings: resolved.findings)
    }

    private func block(_ definition: AuthorizationDefinition) -> AuthBlock {
        AuthBlock(
            type: definition.type, parameters: JSONObject(definition.parameters), owner: owner)
    }

    /// The names of the variables in the block.
    var variableNames: Set<String> {
        guard takesVariables else { return [] }
        return definition.parameters.reduce(into: []) { names, member in
            names.formUnion(TemplateResolver.names(in: member.value))
        }
    }
}

extension [PlannedItem] {
    /// Returns the oauth2 blocks of the items, each once, with the values that their variables have
    /// before the first script.
    func oauth2Blocks(
        _ resolver: TemplateResolver, enter: (PlannedItem) -> Void
    ) -> [AuthBlock] {
        var seen: Set<ScopedAuthorization> = []
        var blocks: [AuthBlock] = []
        for item in self {
            guard let authorization = item.authorization,
                authorization.definition.type == "oauth2",
                seen.insert(ScopedAuthorization(authorization, of: item)).inserted
            else { continue }
            enter(item)
            blocks.append(authorization.parameters(resolver).value)
        }
        return blocks
    }
}
