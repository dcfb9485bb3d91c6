import Diagnostics
import HTTPModel
import JSON
import TextEncoding

/// Reads the response of a token endpoint: a token or a refusal, as JSON or as a form.
///
/// Real servers send numbers as strings (Entra v1), refusals with status 200, with an empty body or
/// with a web page (reference: measured differences between servers), so nothing here is assumed.
struct TokenReply {
    let response: HTTPResponse
    let values: JSONObject?

    init(_ response: HTTPResponse) {
        self.response = response
        values = Self.read(response.body)
    }

    /// Returns the token, or nil if the reply is a refusal.
    ///
    /// Azure AD B2C issues only an identity token if the scope names no API. If that is the token
    /// to send, it takes the place of the access token.
    func token(
        requestedAt: Double, endpoint: String, usesIDToken: Bool = false,
        dpopKey: DPoPKey? = nil
    ) throws(OAuth2Error) -> OAuth2Token? {
        guard (200..<300).contains(response.status), values?["error"]?.isSaid != true else {
            return nil
        }
        guard let values else { throw unusable(.unreadable, endpoint) }
        let idToken = text("id_token")
        guard let accessToken = text("access_token") ?? (usesIDToken ? idToken : nil) else {
            throw unusable(idToken == nil ? .noAccessToken : .onlyIDToken, endpoint)
        }
        guard accessToken.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw unusable(.malformedAccessToken, endpoint)
        }
        let type = values["token_type"]?.string ?? ""
        let isBound = type.lowercased() == "dpop" && dpopKey != nil
        if !isBound, TokenType.isUnusable(type) {
            throw OAuth2Error(.unusableTokenType(type))
        }
        var token = OAuth2Token(
            accessToken: accessToken, refreshToken: text("refresh_token"), scope: text("scope"),
            idToken: idToken, obtainedAt: requestedAt,
            expiresAt: expiry(of: accessToken, requestedAt: requestedAt))
        if isBound { token.dpopKey = dpopKey }
        return token
    }

    /// Returns the codes for a sign-in at another device; nil if the reply is a refusal.
    func deviceAuthorization(owner: String) -> DeviceCode? {
        guard (200..<300).contains(response.status), values?["error"]?.isSaid != true,
            let deviceCode = text("device_code"), let userCode = text("user_code"),
            let address = text("verification_uri") ?? text("verification_url")
        else { return nil }
        let lifetime = values?["expires_in"]?.number ?? 900
        return DeviceCode(
            deviceCode: deviceCode,
            prompt: DevicePrompt(
                owner: owner, address: ShownText.harmless(address, limit: 500),
                userCode: ShownText.harmless(userCode, limit: 80),
                completeAddress: text("verification_uri_complete").map {
                    ShownText.harmless($0, limit: 1000)
                }, lifetimeSeconds: Int(min(max(lifetime, 1), 86_400))),
            interval: min(max(values?["interval"]?.number ?? 5, 0), 300))
    }

    /// The metadata of a server; nil if the reply is something else.
    var metadata: ServerMetadata? {
        guard response.status == 200, let values else { return nil }
        return ServerMetadata(
            issuer: values["issuer"]?.string,
            authorizationEndpoint: values["authorization_endpoint"]?.string,
            tokenEndpoint: values["token_endpoint"]?.string,
            deviceEndpoint: values["device_authorization_endpoint"]?.string,
            revocationEndpoint: values["revocation_endpoint"]?.string,
            requiredPushEndpoint:
                values["require_pushed_authorization_requests"]?.boolean == true
                ? values["pushed_authorization_request_endpoint"]?.string : nil,
            namesIssuerInResponses:
                values["authorization_response_iss_parameter_supported"]?.boolean == true)
    }

    /// Whether the server did what it was asked for.
    var isSuccess: Bool { (200..<300).contains(response.status) }

    /// The name of a pushed authorization request; nil if the reply is a refusal.
    var requestURI: String? { isSuccess ? text("request_uri") : nil }

    /// All texts of the reply that may not be shown.
    var secrets: [String] {
        ["access_token", "refresh_token", "id_token", "device_code"].compactMap(text)
    }

    func text(_ name: String) -> String? {
        values?[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func unusable(_ problem: TokenReplyProblem, _ endpoint: String) -> OAuth2Error {
        OAuth2Error(
            .unusableTokenReply(endpoint: endpoint, status: response.status, problem: problem))
    }

    /// `expires_in`, then `expires_on` or `expires_at`, then the `exp` of a JWT.
    ///
    /// The last three use the server's clock. A moment that has passed on arrival means that the
    /// clocks differ, not that the token is dead: it counts as unknown, so that not every request
    /// asks for another token.
    private func expiry(of accessToken: String, requestedAt: Double) -> Double? {
        if let seconds = values?["expires_in"]?.number, seconds > 0 { return requestedAt + seconds }
        for name in ["expires_on", "expires_at"] {
            guard var moment = values?[name]?.number, moment > 0 else { continue }
            if moment > 1e11 { moment /= 1000 }
            return moment > requestedAt ? moment : nil
        }
        return TokenReply.expiry(ofJWT: accessToken).flatMap { $0 > requestedAt ? $0 : nil }
    }

    /// The `exp` of a token that looks like a JWT; nothing is verified, it is a hint.
    static func expiry(ofJWT token: String) -> Double? {
        guard let moment = TokenClaims.read(token)?["exp"]?.number, moment > 0 else { return nil }
        return moment
    }

    /// The first byte of a body that is no space and of no byte order mark.
    static func start(of body: [UInt8]) -> UInt8? { body.first { $0 > 0x20 && $0 < 0x80 } }

    private static func read(_ body: [UInt8]) -> JSONObject? {
        let start = start(of: body)
        if start == UInt8(ascii: "{") {
            return (try? JSONParser.parse(JSONSource(name: "", bytes: body)))?.object
        }
        guard start != UInt8(ascii: "<"), body.contains(UInt8(ascii: "=")) else { return nil }
        let pairs = FormText(String(decoding: body, as: UTF8.self).trimmed).pairs
        return JSONObject(pairs.map { JSONMember(key: $0.name, value: .string($0.value)) })
    }
}

/// The token types that a plain header cannot carry.
enum TokenType {
    /// Whether a type needs each request signed with a key, in upper or lower case.
    static func isUnusable(_ type: String) -> Bool {
        ["mac", "dpop", "pop"].contains(type.lowercased())
    }
}

extension JSONValue {
    /// A number, or a text that spells one; nil for what is not finite.
    var number: Double? {
        let value = double ?? string.flatMap { Double($0.trimmed) }
        return value.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Whether a member says anything: neither null nor an empty text nor `false`.
    fileprivate var isSaid: Bool { !isNull && string != "" && boolean != false }
}
