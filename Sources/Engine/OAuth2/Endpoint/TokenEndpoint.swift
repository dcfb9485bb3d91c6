import HTTPModel
import TextEncoding

/// Sends token requests and reads their replies, with the few repetitions that are safe.
///
/// It keeps no token; it remembers only which clients a server knows by unencoded credentials.
final class TokenEndpoint {
    private let transport: any HTTPTransport
    private let options: TransferOptions
    private let environment: TokenEnvironment
    private let observer: TokenObserver
    /// Token endpoints and client ids that take `Basic` credentials only as they are.
    private var rawClients: Set<String> = []
    /// The values that servers want in proofs.
    let nonces = DPoPNonces()

    private static let attempts = 3
    private static let longestWait: Double = 30
    /// The most bytes of a token response, which Posthaste keeps in memory.
    private static let largestResponse = 10_000_000

    /// Takes the run's options for what concerns the connection; the rest is fixed here.
    init(
        transport: any HTTPTransport, options: TransferOptions,
        environment: TokenEnvironment, observer: TokenObserver
    ) {
        self.transport = transport
        self.environment = environment
        self.observer = observer
        var options = options
        options.limitForToken()
        options.maxResponseSize = Self.largestResponse
        options.followsRedirects = true
        options.keepsMethodOnRedirect = true
        options.refusesCrossOriginRedirects = true
        options.disablesCookies = true
        self.options = options
    }

    /// The token that the form is answered with.
    func token(for form: TokenForm, client: OAuth2Client) throws(OAuth2Error) -> OAuth2Token {
        for secret in form.allSecrets + [client.secret] { observer.secret(secret) }
        var attempt = 1
        while true {
            switch try answer(to: form, client: client) {
            case .token(let token): return token
            case .refusal(let refusal):
                let wait = refusal.retryAfterSeconds ?? Double(attempt)
                guard attempt < Self.attempts, mayRepeat(form, refusal), wait <= Self.longestWait
                else { throw OAuth2Error(.refused(refusal)) }
                attempt += 1
                observer.note(
                    .waiting(
                        endpoint: refusal.endpoint, status: refusal.status ?? 0,
                        seconds: max(0, wait)))
                environment.sleep(max(0, wait))
            }
        }
    }

    private enum Answer {
        case token(OAuth2Token)
        case refusal(OAuth2Refusal)
    }

    /// Sends the form, and once more with the credentials as they are where that may be the
    /// trouble.
    private func answer(to form: TokenForm, client: OAuth2Client) throws(OAuth2Error)
        -> Answer
    {
        let name = form.endpoint.displayed + " " + client.id
        let isKnownRaw = rawClients.contains(name)
        var first = try send(form, client: client, encoding: isKnownRaw ? .raw : .form)
        if case .refusal(let refusal) = first, refusal.error == "use_dpop_nonce",
            form.dpopKey != nil
        {
            first = try send(form, client: client, encoding: isKnownRaw ? .raw : .form)
        }
        guard case .refusal(let refusal) = first, refusal.isAboutClient, !isKnownRaw,
            ClientAuthentication.encodingMatters(client)
        else { return first }
        let second = try send(form, client: client, encoding: .raw)
        if case .refusal(let refusal) = second, refusal.isAboutClient { return first }
        rawClients.insert(name)
        observer.note(.usedRawBasic(endpoint: form.endpoint.displayed))
        return second
    }

    private func send(
        _ form: TokenForm, client: OAuth2Client, encoding: ClientAuthentication.Encoding
    ) throws(OAuth2Error) -> Answer {
        let requestedAt = environment.now()
        let (reply, sent) = try reply(to: form, client: client, encoding: encoding)
        let endpoint = form.endpoint.displayed
        if let token = try reply.token(
            requestedAt: requestedAt, endpoint: endpoint, usesIDToken: form.usesIDToken,
            dpopKey: form.dpopKey)
        {
            return .token(token)
        }
        return .refusal(reply.refusal(of: form, sent: sent, now: requestedAt))
    }

    private func reply(
        to form: TokenForm, client: OAuth2Client, encoding: ClientAuthentication.Encoding
    ) throws(OAuth2Error) -> (TokenReply, SentParameters) {
        if client.authentication == .header, !client.secret.isEmpty {
            observer.secret(ClientAuthentication.basic(client, encoding))
        }
        let assertion = try assertion(of: client, for: form)
        var sent = form.sent(client)
        if let assertion {
            observer.secret(assertion)
            sent.addClaims(ofAssertion: assertion)
        }
        var request = form.request(client: client, encoding: encoding, assertion: assertion)
        if let key = form.dpopKey {
            let target = DPoPKey.Target(
                method: request.method, url: request.url, nonce: nonces[request.url])
            request.headers.set("DPoP", try key.proof(of: target, environment))
            sent.hasProof = true
        }
        let exchange: HTTPExchange
        do {
            exchange = try transport.exchange(request, options: options)
        } catch {
            throw OAuth2Error(.unreachable(endpoint: form.endpoint.displayed, error))
        }
        nonces.adopt(exchange.response, from: request.url)
        let reply = TokenReply(exchange.response)
        for secret in reply.secrets { observer.secret(secret) }
        return (reply, sent)
    }

    /// Returns a new assertion that authenticates the client; nil if a secret does.
    private func assertion(
        of client: OAuth2Client, for form: TokenForm
    ) throws(OAuth2Error) -> String? {
        switch client.assertion {
        case nil: return nil
        case .key(let key):
            return try key.assertion(
                clientID: client.id, audience: form.endpoint.displayed, environment)
        case .supplied(let name):
            let text = try environment.clientAssertion().trimmed
            guard !text.isEmpty else {
                throw OAuth2Error(.noAssertion(source: name, reason: "it is empty"))
            }
            return text
        }
    }

    /// Whether the server is likely not to have acted on the form, or the form may be acted on
    /// twice.
    private func mayRepeat(_ form: TokenForm, _ refusal: OAuth2Refusal) -> Bool {
        guard refusal.isTransient else { return false }
        return form.isRepeatable || refusal.status == 429 || refusal.status == 503
    }
}

/// Requests for things other than tokens.
extension TokenEndpoint {
    /// The codes that a request for them is answered with.
    func deviceAuthorization(
        for form: TokenForm, client: OAuth2Client, owner: String
    ) throws(OAuth2Error) -> DeviceCode {
        for secret in form.allSecrets + [client.secret] { observer.secret(secret) }
        let (reply, sent) = try reply(to: form, client: client, encoding: .form)
        if let authorization = reply.deviceAuthorization(owner: owner) { return authorization }
        throw OAuth2Error(.refused(reply.refusal(of: form, sent: sent, now: environment.now())))
    }

    /// Returns the endpoint for device codes: the one that the server names, or the neighbour of
    /// its token endpoint.
    func deviceEndpoint(of tokenURL: EndpointURL) throws(OAuth2Error) -> EndpointURL {
        if MicrosoftLogin.version(of: tokenURL) == nil,
            let named = try metadata(of: tokenURL)?.deviceEndpoint
        {
            return try EndpointURL(
                named, key: "device_authorization_endpoint",
                allowsInsecureHTTP: tokenURL.parts.scheme == "http")
        }
        guard let derived = try DeviceGrant.endpoint(nextTo: tokenURL) else {
            throw OAuth2Error(.noDeviceEndpoint(tokenEndpoint: tokenURL.displayed))
        }
        return derived
    }

    /// Asks the server to revoke a token (RFC 7009); with a refresh token, its access tokens too.
    func revoke(_ form: TokenForm, client: OAuth2Client) throws(OAuth2Error) {
        for secret in form.allSecrets + [client.secret] { observer.secret(secret) }
        let (reply, sent) = try reply(to: form, client: client, encoding: .form)
        if reply.isSuccess { return }
        throw OAuth2Error(.refused(reply.refusal(of: form, sent: sent, now: environment.now())))
    }

    /// Returns the issuer in the metadata of the server that has the endpoint.
    ///
    /// Nil if there is no metadata, and for Entra, which names its issuer in no response.
    func issuer(of url: EndpointURL) throws(OAuth2Error) -> String? {
        if MicrosoftLogin.version(of: url) != nil { return nil }
        return try metadata(of: url)?.issuer
    }

    /// Returns the metadata of the server that has the endpoint; nil if it publishes none.
    func metadata(of url: EndpointURL) throws(OAuth2Error) -> ServerMetadata? {
        for address in ServerMetadata.addresses(for: url) {
            if let metadata = try metadata(at: address), metadata.names(url) { return metadata }
        }
        return nil
    }

    /// Returns the metadata of an issuer, which must name exactly this issuer (RFC 8414 §3.3).
    func metadata(
        ofIssuer issuer: String, allowsInsecureHTTP: Bool
    ) throws(OAuth2Error) -> ServerMetadata {
        _ = try EndpointURL(issuer, key: "--issuer", allowsInsecureHTTP: allowsInsecureHTTP)
        for address in ServerMetadata.addresses(ofIssuer: issuer) {
            guard let metadata = try metadata(at: address), let found = metadata.issuer else {
                continue
            }
            if Self.isSame(found, issuer) { return metadata }
            throw OAuth2Error(.unusableMetadata(issuer: issuer, problem: .ofOther(found)))
        }
        throw OAuth2Error(.unusableMetadata(issuer: issuer, problem: .missing))
    }

    /// Whether both name the same issuer; people forget or add a slash at the end.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        func trimmed(_ text: String) -> Substring {
            text.hasSuffix("/") ? text.dropLast() : text[...]
        }
        return trimmed(a) == trimmed(b)
    }

    private func metadata(at address: String) throws(OAuth2Error) -> ServerMetadata? {
        let request = HTTPRequest(
            url: address,
            headers: HTTPHeaders([HTTPField(name: "Accept", value: "application/json")]))
        do {
            return TokenReply(try transport.exchange(request, options: options).response).metadata
        } catch {
            throw OAuth2Error(.unreachable(endpoint: EndpointURL.displayed(address), error))
        }
    }

    /// Pushes an authorization request (RFC 9126) and returns the name that the browser carries.
    func push(_ form: TokenForm, client: OAuth2Client) throws(OAuth2Error) -> String {
        for secret in form.allSecrets + [client.secret] { observer.secret(secret) }
        let (reply, sent) = try reply(to: form, client: client, encoding: .form)
        if let name = reply.requestURI { return name }
        throw OAuth2Error(.refused(reply.refusal(of: form, sent: sent, now: environment.now())))
    }
}

extension TransferOptions {
    /// Limits a request to an authorization server: to the limits of the run, or to 30 s if these
    /// are longer or absent.
    mutating func limitForToken() {
        let most = Duration.seconds(30)
        timeout = min(timeout ?? most, most)
        totalTimeout = min(totalTimeout ?? most, most)
    }
}
