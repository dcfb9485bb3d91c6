public import HTTPModel

/// Signs requests with the auth blocks of a collection, getting tokens where a block asks for one.
///
/// One belongs to one run. It never lets a request pass that its block wanted signed and that could
/// not be: it throws. What Newman sends unsigned and passes (an empty bearer token, as a sign-in
/// request inherits it) goes out unsigned here too, with a warning.
public final class RequestAuthorizer {
    private let tokens: OAuth2TokenProvider
    private let overrides: OAuth2Overrides
    private let observer: AuthenticationObserver
    /// Blocks by their resolved parameters, so that inherited ones are read once.
    private var blocks: [AuthorizationParameters: OAuth2Block] = [:]
    private var reported: Set<AuthenticationNote> = []

    /// Blocks that change with every request would fill the memory of a long run.
    private static let keptBlocks = 64

    /// Makes an authorizer.
    public init(
        tokens: OAuth2TokenProvider, overrides: OAuth2Overrides = OAuth2Overrides(),
        observer: AuthenticationObserver = AuthenticationObserver()
    ) {
        self.tokens = tokens
        self.overrides = overrides
        self.observer = observer
    }

    /// Gets the token of an oauth2 block before the first request; other blocks need nothing.
    public func prepare(_ block: AuthorizationParameters) throws(AuthenticationError) {
        guard block.type == "oauth2" else { return }
        var probe = HTTPRequest(url: "")
        _ = try authorize(&probe, with: block)
    }

    /// Signs the request; the result tells what of it is secret.
    public func authorize(
        _ request: inout HTTPRequest, with block: AuthorizationParameters
    ) throws(AuthenticationError) -> RequestSignature {
        do {
            let signature = try sign(&request, with: block)
            for secret in signature.secrets { observer.secret(secret) }
            return signature
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    private func sign(
        _ request: inout HTTPRequest, with block: AuthorizationParameters
    ) throws(AuthenticationError) -> RequestSignature {
        switch block.type {
        case "noauth": return RequestSignature()
        case "basic": return try BasicScheme.sign(&request, with: block)
        case "bearer":
            return reportIfUnsigned(try BearerScheme.sign(&request, with: block), block, "token")
        case "apikey":
            return reportIfUnsigned(try APIKeyScheme.sign(&request, with: block), block, "key")
        case "oauth2": return try signWithToken(&request, block)
        case "digest", "hawk", "oauth1", "awsv4", "ntlm", "edgegrid", "jwt", "asap":
            throw AuthenticationError(.unsupportedScheme(block.type))
        default:
            throw AuthenticationError(.unknownScheme(block.type))
        }
    }

    private func reportIfUnsigned(
        _ signature: RequestSignature, _ block: AuthorizationParameters, _ parameter: String
    ) -> RequestSignature {
        if signature.headerNames.isEmpty, signature.queryNames.isEmpty {
            report(.unsigned(owner: block.owner, type: block.type, parameter: parameter))
        }
        return signature
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

/// What signing added to a request.
public struct RequestSignature: Sendable {
    /// The names of the headers that carry a credential.
    public var headerNames: [String] = []
    /// The names, lower-case, of the query parameters that carry a credential.
    public var queryNames: [String] = []
    /// The token that was used, where it is one that can be renewed.
    public var managedToken: ManagedToken?
    /// What must not be shown.
    var secrets: [String] = []

    /// Makes the signature of a request that is sent as it is.
    public init() {}
}

/// A token that a provider got, as one request used it.
public struct ManagedToken: Sendable {
    /// What it was got with.
    public var configuration: OAuth2Configuration
    /// The token that was sent.
    public var accessToken: String
}
