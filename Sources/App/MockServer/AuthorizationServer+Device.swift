import HTTPModel
import JSON
import Synchronization
import TextEncoding
import Variables

/// Sign-ins at another device (RFC 8628), and the end of tokens (RFC 7009).
extension AuthorizationServer {
    /// Issues a code, which is approved when somebody opens the page that it names.
    func deviceCode(_ request: ServerRequest, _ place: Place) -> HTTPResponse {
        let form = FormText(String(decoding: request.body, as: UTF8.self))
        guard failure == nil, let client = form["client_id"], clients.knows(client) else {
            let error =
                failure?.error
                ?? .invalidClient("'client_id' is missing or unknown", entraCode: 700_016)
            return place.style.reply(
                error, now: ambience.now(), traceID: ambience.uuid(),
                correlationID: ambience.uuid())
        }
        var grant = IssuedTokens.Grant(client: client, place)
        grant.scope = form["scope"]
        grant.resource = form["resource"] ?? request.parameters["resource"]
        grant.user = TokenMint.person.account
        let code = secret()
        let userCode = Self.userCode(ambience.randomBytes(8))
        let expiry = ambience.now() + Self.codeLifetime
        tokens.withLock {
            $0.deviceCodes[code] = .init(
                value: .init(userCode: userCode, grant: grant), expires: expiry)
        }
        let page = place.origin + place.folder + "/device"
        return Reply.json(
            200,
            .object([
                ("device_code", .string(code)), ("user_code", .string(userCode)),
                ("verification_uri", .string(page)),
                ("verification_uri_complete", .string(page + "?user_code=" + userCode)),
                ("expires_in", .number(Self.codeLifetime)), ("interval", .number(1)),
            ]))
    }

    /// Approves the code in the query.
    func approve(_ request: ServerRequest) -> HTTPResponse {
        guard let userCode = request.parameters["user_code"] else {
            return Reply.text(200, "add ?user_code=CODE to this address to approve the code")
        }
        let isKnown = tokens.withLock { tokens in
            let entry = tokens.deviceCodes.first { $0.value.value.userCode == userCode }
            guard let entry else { return false }
            tokens.deviceCodes[entry.key]?.value.isApproved = true
            return true
        }
        return isKnown
            ? Reply.text(200, "the code is approved") : Reply.text(404, "there is no such code")
    }

    /// Redeems a device code that somebody approved.
    func redeemDeviceCode(_ request: TokenRequest) throws(TokenError) -> IssuedTokens.Grant {
        guard let code = request["device_code"] else {
            throw .missing("device_code", entraCode: 900_144)
        }
        let now = ambience.now()
        let found = tokens.withLock { tokens in
            let entry = tokens.deviceCodes[code]
            if entry?.value.isApproved == true { tokens.deviceCodes[code] = nil }
            return entry
        }
        guard let found, now < found.expires, found.value.grant.client == request.client.id else {
            throw TokenError(
                code: "expired_token", description: "the device code is unknown or has expired",
                entraCode: 70_019)
        }
        guard found.value.isApproved else {
            throw TokenError(
                code: "authorization_pending", description: "nobody has entered the code yet",
                entraCode: 70_016)
        }
        return found.value.grant
    }

    /// Revokes a token, and ignores an unknown one (RFC 7009 §2.2).
    func revoke(_ request: ServerRequest) -> HTTPResponse {
        let form = FormText(String(decoding: request.body, as: UTF8.self))
        if let token = form["token"] {
            tokens.withLock {
                $0.accessTokens[token] = nil
                $0.refreshTokens[token] = nil
            }
        }
        return HTTPResponse(status: 200, reason: Reply.reason(200))
    }

    /// Eight letters that are hard to confuse, as `BCDF-GHJK`.
    private static func userCode(_ bytes: [UInt8]) -> String {
        let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
        let code = String(bytes.map { letters[Int($0) % letters.count] })
        return "\(code.prefix(4))-\(code.dropFirst(4))"
    }
}
