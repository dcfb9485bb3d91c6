public import HTTPModel

/// Signs requests with the auth blocks of a collection, getting tokens where a block asks for one.
///
/// One belongs to one run. It never lets a request pass that its block wanted signed and that could
/// not be: it throws, also for an empty bearer token, which Newman takes for no authorization. Whether
/// such a request is sent all the same is the caller's to say.
public final class RequestAuthorizer {
    private let tokens: OAuth2TokenProvider
    private let environment: AuthenticationEnvironment
    private let digest = DigestScheme()
    private let overrides: OAuth2Overrides
    private let observer: AuthenticationObserver
    /// Blocks by their resolved parameters, so that inherited ones are read once.
    private var blocks: [AuthorizationParameters: OAuth2Block] = [:]
    private var reported: Set<AuthenticationNote> = []
    /// The configurations whose tokens are refused, whatever their age.
    private var futile: Set<OAuth2Configuration.Key> = []

    /// The types of authorization that there are.
    static let types = [
        "noauth", "basic", "bearer", "apikey", "digest", "hawk", "oauth1", "oauth2", "awsv4",
        "ntlm", "edgegrid", "jwt", "asap",
    ]

    /// Blocks that change with every request would fill the memory of a long run.
    private static let keptBlocks = 64

    /// Makes an authorizer.
    public init(
        tokens: OAuth2TokenProvider, environment: AuthenticationEnvironment,
        overrides: OAuth2Overrides = OAuth2Overrides(),
        observer: AuthenticationObserver = AuthenticationObserver()
    ) {
        self.tokens = tokens
        self.environment = environment
        self.overrides = overrides
        self.observer = observer
    }

    /// Gets the token of an oauth2 block before the first request; other blocks need nothing.
    public func prepare(_ block: AuthorizationParameters) throws(AuthenticationError) {
        guard block.type == "oauth2" else { return }
        var probe = HTTPRequest(url: "")
        _ = try authorize(&probe, with: block)
    }

    /// Signs the request, whose body will be sent with that content type; the result tells what of it
    /// is secret.
    public func authorize(
        _ request: inout HTTPRequest, with block: AuthorizationParameters,
        contentType: String? = nil
    ) throws(AuthenticationError) -> RequestSignature {
        let context = SigningContext(
            block: block, contentType: contentType, environment: environment)
        do {
            let signature = try sign(&request, context)
            for secret in signature.secrets { observer.secret(secret) }
            for secret in signature.passingSecrets { observer.passingSecret(secret) }
            return signature
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    /// Whether an answer asks for the request to be signed anew and sent again.
    ///
    /// A server that a redirect led to elsewhere gets no credentials. `isReplay` says whether the
    /// request was itself sent again for this reason.
    public func isChallenged(
        by exchange: HTTPExchange, to request: HTTPRequest, _ signature: RequestSignature,
        isReplay: Bool
    ) throws(AuthenticationError) -> Bool {
        guard signature.managedToken != nil || signature.digestBlock != nil,
            URLParts.origin(of: exchange.request.url) == URLParts.origin(of: request.url)
        else { return false }
        if let token = signature.managedToken {
            return isRefused(token, by: exchange.response, isReplay: isReplay)
        }
        guard let block = signature.digestBlock else { return false }
        let context = SigningContext(block: block, contentType: nil, environment: environment)
        do {
            return try digest.isChallenged(
                by: exchange.response, to: exchange.request, signature, isReplay: isReplay, context)
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    /// Whether a token was refused that another can replace without a person; where the next one is
    /// refused too, the token was not the trouble, and none is replaced again.
    private func isRefused(
        _ token: ManagedToken, by response: HTTPResponse, isReplay: Bool
    ) -> Bool {
        let names = response.headers.values(named: "WWW-Authenticate")
        let isForbidden =
            response.status == 403
            && AuthenticationChallenge.all(in: names).contains { $0["error"] == "invalid_token" }
        guard response.status == 401 || isForbidden else { return false }
        let configuration = token.configuration
        if isReplay {
            futile.insert(configuration.key)
            return false
        }
        guard !futile.contains(configuration.key) else { return false }
        guard tokens.renewsSilently(configuration) else {
            tokens.forget(token.accessToken, of: configuration)
            return false
        }
        tokens.invalidate(token.accessToken, of: configuration)
        report(.refused(owner: configuration.owner, status: response.status))
        return true
    }

    private func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(AuthenticationError) -> RequestSignature {
        switch context.block.type {
        case "noauth": return RequestSignature()
        case "basic": return try BasicScheme.sign(&request, with: context.block)
        case "bearer": return try BearerScheme.sign(&request, with: context.block)
        case "apikey": return try APIKeyScheme.sign(&request, with: context.block)
        case "oauth2": return try signWithToken(&request, context.block)
        case "digest": return try digest.sign(&request, context)
        case "hawk": return try HawkScheme.sign(&request, context)
        case "oauth1": return try OAuth1Scheme.sign(&request, context)
        case "awsv4": return try AWSScheme.sign(&request, context)
        case "ntlm":
            let warning = try NTLMScheme.warning(about: context.block)
            if let warning { report(.warning(warning)) }
            return try NTLMScheme.sign(&request, context)
        case "edgegrid": return try EdgeGridScheme.sign(&request, context)
        case "jwt": return try JWTScheme.sign(&request, context)
        case "asap": return try ASAPScheme.sign(&request, context)
        default: throw AuthenticationError(.unknownScheme(context.block.type))
        }
    }

    private func signWithToken(
        _ request: inout HTTPRequest, _ parameters: AuthorizationParameters
    ) throws(AuthenticationError) -> RequestSignature {
        let block = try read(parameters)
        switch block.source {
        case .given(let token):
            observer.secret(token)
            return try block.placement.place(token, in: &request)
        case .acquired(let configuration):
            let token = try tokens.token(for: configuration)
            var signature = try block.placement.place(token.accessToken, in: &request)
            signature.managedToken = ManagedToken(
                configuration: configuration, accessToken: token.accessToken)
            return signature
        }
    }

    private func read(
        _ parameters: AuthorizationParameters
    ) throws(AuthenticationError) -> OAuth2Block {
        if let known = blocks[parameters] { return known }
        let block = try OAuth2Block(parameters, overrides: overrides)
        for warning in block.warnings { report(.warning(warning)) }
        if blocks.count >= Self.keptBlocks { blocks.removeAll() }
        blocks[parameters] = block
        return block
    }

    /// Passes a note on, once.
    private func report(_ note: AuthenticationNote) {
        if reported.insert(note).inserted { observer.note(note) }
    }
}
