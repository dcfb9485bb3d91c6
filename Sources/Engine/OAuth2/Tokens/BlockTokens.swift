public import HTTPModel
import JSON
public import Signing

/// The tokens of a run's oauth2 blocks: obtains them, puts them into requests, and notices
/// refusals.
///
/// One belongs to one run. A request whose token cannot be obtained is never sent unsigned.
public final class BlockTokens {
    private let provider: TokenProvider
    private var overrides: OAuth2Overrides
    /// The clients that the secrets among the overrides are for.
    private var given = GivenSecrets()
    private let observer: TokenObserver
    /// Blocks by their resolved parameters, so that inherited ones are read once.
    private var blocks: [AuthBlock: OAuth2Block] = [:]
    private var reported: Set<TokenNote> = []
    /// The configurations whose tokens are refused, however new they are.
    private var futile: Set<OAuth2Configuration.Key> = []

    /// Blocks that change with every request would fill the memory of a long run.
    private static let keptBlocks = 64

    /// Creates the tokens of a run.
    public init(
        provider: TokenProvider, overrides: OAuth2Overrides = OAuth2Overrides(),
        observer: TokenObserver = TokenObserver()
    ) {
        self.provider = provider
        self.overrides = overrides
        self.observer = observer
    }

    /// Decides which client the secrets of the command line are for, by the blocks of a run.
    ///
    /// - Throws: An error if the blocks name several, and nothing shows which one is meant.
    public func assignSecrets(among blocks: [AuthBlock]) throws(OAuth2Error) {
        try given.assign(overrides, among: blocks)
    }

    /// Reads a block whose variables are substituted, and reports what is doubtful about it.
    public func read(_ parameters: AuthBlock) throws(OAuth2Error) -> OAuth2Block {
        if let known = blocks[parameters] { return known }
        let block = try readAskingForSecret(parameters)
        for warning in block.warnings { report(.warning(warning)) }
        if case .given(let token) = block.source {
            let url = parameters.parameters["accessTokenUrl"]?.string
            for warning in TokenDoubts.warnings(
                aboutGiven: token, owner: parameters.owner,
                tokenURL: url.flatMap { try? EndpointURL($0, key: "accessTokenUrl") },
                now: provider.environment.now())
            {
                report(.warning(warning))
            }
        }
        if blocks.count >= Self.keptBlocks { blocks.removeAll() }
        blocks[parameters] = block
        return block
    }

    /// Reads a block; asks the person who will sign in for a secret that a variable leaves empty.
    private func readAskingForSecret(_ parameters: AuthBlock) throws(OAuth2Error) -> OAuth2Block {
        do throws(OAuth2Error) {
            return try OAuth2Block(parameters, overrides: try overrides(for: parameters))
        } catch {
            guard case .emptyVariable(let name, "clientSecret") = error.kind,
                overrides.grant(of: parameters)?.usesBrowser == true,
                let secret = provider.interaction?.secret(
                    of: parameters.parameters["clientId"]?.scalarText ?? "", variable: name)
            else { throw error }
            observer.secret(secret)
            given.take(secret, for: parameters, overrides)
            return try OAuth2Block(parameters, overrides: try overrides(for: parameters))
        }
    }

    /// The overrides for a block, with the metadata of the issuer that they name.
    private func overrides(for block: AuthBlock) throws(OAuth2Error) -> OAuth2Overrides {
        if let issuer = overrides.issuer, overrides.server == nil {
            overrides.server = try provider.endpoint.metadata(
                ofIssuer: issuer, allowsInsecureHTTP: overrides.allowsInsecureHTTP)
        }
        let result = try given.overrides(overrides, for: block)
        if overrides.accessToken != nil, result.accessToken == nil,
            given.keepsAccessToken(from: block, overrides)
        {
            report(.accessTokenKept(owner: block.owner))
        }
        return result
    }

    /// Obtains the token of a block, so that it is at hand when requests need it.
    public func obtain(_ block: AuthBlock) throws(OAuth2Error) {
        do throws(OAuth2Error) {
            if case .acquired(let configuration) = try read(block).source {
                _ = try provider.token(for: configuration)
            }
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    /// Puts the block's token into the request.
    ///
    /// - Returns: What was added, and the token if Posthaste can renew it.
    public func sign(
        _ request: inout HTTPRequest, with block: AuthBlock
    ) throws(OAuth2Error) -> (signature: RequestSignature, token: ManagedToken?) {
        do throws(OAuth2Error) {
            let read = try read(block)
            switch read.source {
            case .given(let token):
                observer.secret(token)
                return (try read.placement.place(token, in: &request), nil)
            case .acquired(let configuration):
                let token = try provider.token(for: configuration)
                if token.dpopKey != nil { return try bind(&request, token, configuration) }
                let text = try token.carried(configuration)
                return (
                    try read.placement.place(text, in: &request),
                    ManagedToken(configuration: configuration, accessToken: token.accessToken)
                )
            case .unconfigured: return (RequestSignature(), nil)
            }
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    /// Puts a bound token into the request, with the proof that the sender has its key.
    private func bind(
        _ request: inout HTTPRequest, _ token: OAuth2Token, _ configuration: OAuth2Configuration
    ) throws(OAuth2Error) -> (signature: RequestSignature, token: ManagedToken?) {
        var signature = try TokenPlacement.header(prefix: "DPoP").place(
            token.accessToken, in: &request)
        let target = DPoPKey.Target(
            method: request.method, url: request.url, accessToken: token.accessToken,
            nonce: provider.endpoint.nonces[request.url])
        if let proof = try token.dpopKey?.proof(of: target, provider.environment) {
            request.headers.set("DPoP", proof)
            signature.headerNames.append("DPoP")
        }
        return (
            signature, ManagedToken(configuration: configuration, accessToken: token.accessToken)
        )
    }

    /// Whether an API refused a token that can be replaced without a person.
    ///
    /// If the next token is refused too, the token was not the problem, and none is replaced again.
    ///
    /// `isReplay` says whether the request was itself sent again for this reason.
    public func isRefused(
        _ token: ManagedToken, by response: HTTPResponse, isReplay: Bool
    ) -> Bool {
        let lines = response.headers.values(named: "WWW-Authenticate")
        if token.configuration.usesDPoP, response.status == 401,
            Challenge.all(in: lines).contains(where: { $0["error"] == "use_dpop_nonce" })
        {
            return provider.endpoint.nonces.adopt(response, from: response.url)
        }
        let isInvalid = Challenge.all(in: lines).contains { $0["error"] == "invalid_token" }
        guard response.status == 401 || response.status == 403 && isInvalid else { return false }
        let configuration = token.configuration
        if isReplay {
            futile.insert(configuration.key)
            return false
        }
        guard !futile.contains(configuration.key) else { return false }
        guard provider.renewsSilently(configuration) else {
            // An API may refuse a good token for many other reasons.
            if isInvalid { provider.forget(token.accessToken, of: configuration) }
            return false
        }
        provider.invalidate(token.accessToken, of: configuration)
        report(.refused(owner: configuration.owner, status: response.status))
        return true
    }

    /// Passes a note on, once.
    private func report(_ note: TokenNote) {
        if reported.insert(note).inserted { observer.note(note) }
    }
}

/// A token of a provider, as one request used it.
///
/// It is a class since its settings are large, and requests without one should not carry their
/// room.
public final class ManagedToken: Sendable {
    /// The settings that it was obtained with.
    public let configuration: OAuth2Configuration
    /// The token that was sent.
    public let accessToken: String

    init(configuration: OAuth2Configuration, accessToken: String) {
        self.configuration = configuration
        self.accessToken = accessToken
    }
}
