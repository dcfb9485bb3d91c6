import Cryptography
import HTTPModel
import JSON
import Synchronization
import TextEncoding
import Variables

/// The token endpoint.
extension AuthorizationServer {
    func token(_ request: ServerRequest, _ place: Place) -> HTTPResponse {
        let style = place.style
        let moment = ambience.now()
        do throws(TokenError) {
            guard request.method == "POST" else {
                throw TokenError(
                    code: "invalid_request", description: "use POST", status: 405)
            }
            let tokenRequest = try TokenRequest(request)
            return style.reply(try issue(tokenRequest, place), now: moment)
        } catch {
            return style.reply(
                error, now: moment, traceID: ambience.uuid(), correlationID: ambience.uuid())
        }
    }

    private func issue(
        _ request: TokenRequest, _ place: Place
    ) throws(TokenError) -> IssuedTokens.Issue {
        if let failure { throw failure.error }
        let needsSecret = request.grantType == "client_credentials"
        try clients.authenticate(request.client, requiresSecret: needsSecret)
        switch request.grantType {
        case "client_credentials":
            if place.style.isVersion1, request["resource"] == nil {
                throw .missing("resource", entraCode: 900_144)
            }
            return try issue(grant(request, place), isRefreshable: false)
        case "password":
            try clients.checkUser(request["username"], request["password"])
            var grant = grant(request, place)
            grant.user = request["username"]
            return try issue(grant, isRefreshable: true)
        case "authorization_code": return try issue(try redeem(request), isRefreshable: true)
        case "refresh_token": return try issue(try refresh(request), isRefreshable: true)
        case "urn:ietf:params:oauth:grant-type:device_code":
            return try issue(try redeemDeviceCode(request), isRefreshable: true)
        case "urn:ietf:params:oauth:grant-type:jwt-bearer":
            return try issue(try exchange(request, "assertion", place), isRefreshable: false)
        case "urn:ietf:params:oauth:grant-type:token-exchange":
            return try issue(try exchange(request, "subject_token", place), isRefreshable: false)
        case let other:
            throw TokenError(
                code: "unsupported_grant_type",
                description: "the grant type '\(other)' is not supported", entraCode: 70_003)
        }
    }

    /// Returns the grant for another token, whose person the new token keeps (RFC 7523, RFC 8693).
    private func exchange(
        _ request: TokenRequest, _ name: String, _ place: Place
    ) throws(TokenError) -> IssuedTokens.Grant {
        guard let token = request[name] else { throw .missing(name, entraCode: 900_144) }
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count == 3, let bytes = Base64.decode(String(segments[1])),
            let claims = try? JSONParser.parse(JSONSource(name: "", bytes: bytes))
        else { throw .invalidGrant("'\(name)' is not a JSON Web Token", entraCode: 50_013) }
        var grant = grant(request, place)
        grant.user = claims["preferred_username"]?.string ?? claims["sub"]?.string
        return grant
    }

    private func grant(_ request: TokenRequest, _ place: Place) -> IssuedTokens.Grant {
        var grant = IssuedTokens.Grant(client: request.client.id, place)
        grant.scope = request["scope"]
        grant.resource = request["resource"] ?? request["audience"]
        return grant
    }

    private func redeem(_ request: TokenRequest) throws(TokenError) -> IssuedTokens.Grant {
        guard let code = request["code"] else { throw .missing("code", entraCode: 900_144) }
        let now = ambience.now()
        // A code is gone after its first use, even if that fails.
        guard let grant = tokens.withLock({ $0.takeCode(code, now: now) }) else {
            throw .invalidGrant(
                "the authorization code is unknown, expired or already used", entraCode: 54_005)
        }
        guard grant.client == request.client.id else {
            throw .invalidGrant("the code was issued to another client", entraCode: 70_000)
        }
        guard grant.redirectURI == request["redirect_uri"] else {
            throw .invalidGrant(
                "'redirect_uri' is not the one of the authorization request", entraCode: 50_011)
        }
        try verify(grant.challenge, request["code_verifier"])
        return merged(grant, request)
    }

    /// Compares the verifier with the challenge (RFC 7636 §4.6).
    private func verify(_ challenge: String?, _ verifier: String?) throws(TokenError) {
        guard let challenge else { return }
        let mismatch = TokenError.invalidGrant(
            "'code_verifier' does not fit the code challenge", entraCode: 501_481)
        guard let verifier else { throw mismatch }
        guard let digest = try? DigestAlgorithm.sha256.digest(of: Array(verifier.utf8)) else {
            throw TokenError(code: "server_error", description: "no SHA-256", status: 500)
        }
        guard ConstantTime.areEqual(Base64.encodeURLSafe(digest), challenge) else {
            throw mismatch
        }
    }

    private func refresh(_ request: TokenRequest) throws(TokenError) -> IssuedTokens.Grant {
        guard let token = request["refresh_token"] else {
            throw .missing("refresh_token", entraCode: 900_144)
        }
        let now = ambience.now()
        let client = request.client.id
        guard let grant = tokens.withLock({ $0.takeRefreshToken(token, of: client, now: now) })
        else {
            throw .invalidGrant(
                "the refresh token is unknown, expired or already used", entraCode: 70_000)
        }
        return merged(grant, request)
    }

    /// The grant with the scope and resource that the token request asks for instead.
    private func merged(_ grant: IssuedTokens.Grant, _ request: TokenRequest) -> IssuedTokens.Grant
    {
        var grant = grant
        grant.scope = request["scope"] ?? grant.scope
        grant.resource = request["resource"] ?? grant.resource
        return grant
    }

    private func issue(
        _ grant: IssuedTokens.Grant, isRefreshable: Bool
    ) throws(TokenError) -> IssuedTokens.Issue {
        let now = ambience.now()
        let access = try mint.accessToken(
            grant, id: ambience.uuid(), now: now, lifetime: tokenLifetime)
        let refresh = isRefreshable ? secret() : nil
        let isOpenID = grant.scope?.split(separator: " ").contains("openid") == true
        let identity =
            isOpenID
            ? try mint.idToken(grant, id: ambience.uuid(), now: now, lifetime: tokenLifetime) : nil
        tokens.withLock { tokens in
            tokens.forgetExpired(now: now)
            tokens.accessTokens[access] = now + Double(tokenLifetime)
            if let refresh {
                tokens.refreshTokens[refresh] = .init(
                    value: grant, expires: now + Self.refreshLifetime)
            }
        }
        return IssuedTokens.Issue(
            accessToken: access, refreshToken: refresh, idToken: identity,
            lifetime: tokenLifetime, grant: grant)
    }
}
