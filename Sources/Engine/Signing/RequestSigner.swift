import Diagnostics
public import HTTPModel

/// Signs requests with the auth blocks of a collection, whose credentials are in the block itself.
///
/// One signer belongs to one run: digest challenges are remembered from request to request. It
/// never lets a request pass unsigned that its block wanted signed: it throws instead, also for an
/// empty bearer token, which Newman treats as no authorization. The caller decides whether to send
/// such a request anyway. Blocks of type `oauth2` are not its business, since their tokens come
/// from a server.
public final class RequestSigner {
    private let environment: SigningEnvironment
    private let digest = DigestScheme()

    /// The types of authorization that a collection can name.
    public static let types = [
        "noauth", "basic", "bearer", "apikey", "digest", "hawk", "oauth1", "oauth2", "awsv4",
        "ntlm", "edgegrid", "jwt", "asap",
    ]

    /// Creates a signer.
    public init(environment: SigningEnvironment) {
        self.environment = environment
    }

    /// Signs the request; the result says what was added, and which parts are secret.
    ///
    /// The body will be sent with `contentType`. `isEmptyForm` says that there is no body only
    /// because a form has no parameters yet.
    public func sign(
        _ request: inout HTTPRequest, with block: AuthBlock, contentType: String? = nil,
        isEmptyForm: Bool = false
    ) throws(SigningError) -> RequestSignature {
        let context = SigningContext(
            block: block, contentType: contentType, isEmptyForm: isEmptyForm,
            environment: environment)
        do {
            var signature = try sign(&request, context)
            let names = signature.headerNames
            signature.warnings += request.headers.fields.compactMap { field in
                let isSigned = names.contains { HTTPHeaders.same($0, field.name) }
                return isSigned ? field.encodingNote.map { Diagnostic(.note, $0) } : nil
            }
            return signature
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    /// Whether a response asks for the request to be signed and sent again.
    ///
    /// A server that a redirect led to receives no credentials of another one.
    ///
    /// `isReplay` says whether the request was itself sent again for this reason.
    public func isChallenged(
        by exchange: HTTPExchange, to request: HTTPRequest, _ signature: RequestSignature,
        isReplay: Bool
    ) throws(SigningError) -> Bool {
        guard let block = signature.digestBlock,
            URLParts.origin(of: exchange.request.url) == URLParts.origin(of: request.url)
        else { return false }
        let context = SigningContext(block: block, contentType: nil, environment: environment)
        var signature = signature
        // A signature is for one URL, and a redirect leaves it behind.
        if !exchange.redirects.isEmpty { signature.digestNonce = nil }
        do {
            return try digest.isChallenged(
                by: exchange.response, to: exchange.request, signature, isReplay: isReplay, context)
        } catch {
            throw error.owned(by: block.owner)
        }
    }

    private func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        switch context.block.type {
        case "noauth": RequestSignature()
        case "basic": try BasicScheme.sign(&request, with: context.block)
        case "bearer": try BearerScheme.sign(&request, with: context.block)
        case "apikey": try APIKeyScheme.sign(&request, with: context.block)
        case "digest": try digest.sign(&request, context)
        case "hawk": try HawkScheme.sign(&request, context)
        case "oauth1": try OAuth1Scheme.sign(&request, context)
        case "awsv4": try AWSScheme.sign(&request, context)
        case "ntlm": try NTLMScheme.sign(&request, context)
        case "edgegrid": try EdgeGridScheme.sign(&request, context)
        case "jwt": try JWTScheme.sign(&request, context)
        case "asap": try ASAPScheme.sign(&request, context)
        default: throw SigningError(.unknownScheme(context.block.type))
        }
    }
}
