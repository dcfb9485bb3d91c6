import TextEncoding

/// The error codes of OAuth 2.0 and its extensions: what they mean, and what to do.
///
/// A table. Decisions are made on these codes alone; Entra's numbers only add hints.
enum ErrorCatalogue {
    /// What a code means to the user.
    struct Entry: Sendable {
        /// The likely cause.
        let cause: String
        /// What to change, and where.
        let fix: String
        /// What was sent, to compare; names in braces stand for the values (`SentParameters`).
        var detail: String?
    }

    /// Whether a text is one of these codes, or a server's own word for one.
    static func isCode(_ text: String) -> Bool {
        let code = code(of: text)
        return entries[code] != nil || grantCodes.contains(code)
    }

    /// The code of the table for a server's word; the word itself if it is not known.
    static func code(of word: String) -> String { synonyms[word.lowercased()] ?? word }

    /// The code that a text begins with, as `invalid_client: unknown id` or `Invalid client`; nil
    /// if it begins with none.
    static func code(beginning text: String) -> String? {
        let words = text.prefix { $0 != ":" }.trimmed
        return [words, words.lowercased().replacing(" ", with: "_")].first(where: isCode)
            .map(code)
    }

    /// What servers with words of their own say, in lower case, and the code that means the same.
    private static let synonyms: [String: String] = [
        // Slack's and HubSpot's.
        "bad_client_id": "invalid_client",
        "bad_client_secret": "invalid_client",
        "invalid_client_id": "invalid_client",
        "bad_auth_code": "invalid_code",
        "bad_refresh_token": "invalid_refresh_token",
        "bad_redirect_uri": "redirect_uri_mismatch",
        "mismatch_redirect_uri_auth_code": "redirect_uri_mismatch",
        "bad_grant_type": "unsupported_grant_type",
        "invalid_grant_type": "unsupported_grant_type",
        // Shopify's.
        "application_cannot_be_found": "invalid_client",
        "shop_not_permitted": "unauthorized_client",
        // Facebook's, which are a type and a number.
        "oauthexception 100": "invalid_code",
        "oauthexception 101": "invalid_client",
        "oauthexception 190": "invalid_token",
        "oauthexception 191": "redirect_uri_mismatch",
    ]

    /// The codes about what a grant gives to the server: a code, a refresh token, a password.
    private static let grantCodes: Set = ["invalid_grant", "invalid_refresh_token", "invalid_code"]

    /// The entry of a refusal, by its code, and without a known one by its status.
    static func entry(of refusal: OAuth2Refusal) -> Entry? {
        if let code = refusal.code, let entry = entry(code, of: refusal) { return entry }
        switch (refusal.code, refusal.status) {
        case (_, 404), (_, 405): return noEndpoint
        case (_, 429): return entries["temporarily_unavailable"]
        case (_, let status?) where status >= 500: return entries["server_error"]
        // Servers that refuse with an empty body mean a refresh token by that.
        case (nil, 400) where refusal.stage == .refresh && refusal.body == .empty:
            return grantEntry(refusal.stage)
        case (nil, 400), (nil, 403):
            if refusal.body == .page { return page }
            if refusal.namesCredentials { return deniedClient(refusal.stage) }
            return refusal.status == 403 ? deniedClient(refusal.stage) : nil
        case (_, 401): return deniedClient(refusal.stage)
        default: return nil
        }
    }

    /// The entry of a code; some mean another thing if nobody signs in, or with a status.
    private static func entry(_ code: String, of refusal: OAuth2Refusal) -> Entry? {
        switch code {
        case _ where grantCodes.contains(code): grantEntry(refusal.stage)
        case "bad_verification_code" where refusal.stage == .token(.authorizationCode):
            grantEntry(refusal.stage)
        // Keycloak's word for a wrong secret, and Auth0's.
        case "unauthorized_client" where refusal.namesCredentials: entries["invalid_client"]
        case "access_denied" where refusal.deniesClient: deniedClient(refusal.stage)
        case "access_denied" where refusal.isForApplication: deniedApplication
        // The words of Zoom, X, Shopify and others for a code or URI that is not theirs.
        case "invalid_request" where refusal.namesRedirect: entries["redirect_uri_mismatch"]
        case "invalid_request" where refusal.namesGrant: grantEntry(refusal.stage)
        case "unauthorized_client" where refusal.stage == .token(.jwtBearer): deniedSubject
        case "use_dpop_nonce" where refusal.sent.hasProof: entries["invalid_dpop_proof"]
        default: entries[code]
        }
    }

    private static let noEndpoint = Entry(
        cause: "there is no token endpoint at this address",
        fix: "check 'accessTokenUrl', and the tenant in it")

    private static let page = Entry(
        cause: "a proxy or firewall refused the request, or the address is that of a page",
        fix: "check 'accessTokenUrl', '--proxy', and from where the server may be called")

    /// The entry if somebody is not recognised: the client, and with a password perhaps the person.
    private static func deniedClient(_ stage: OAuth2Refusal.Stage) -> Entry? {
        guard stage == .token(.password) else { return entries["invalid_client"] }
        return Entry(
            cause: "client id or secret is wrong, or user name or password",
            fix: "check 'clientId', '--client-secret env:NAME', 'username' and 'password'",
            detail: "sent was 'clientId' '{client_id}'")
    }

    private static let deniedSubject = Entry(
        cause: "the application may not act for this subject, or not with these scopes",
        fix: "allow both in its registration (at Google, by domain-wide delegation), and check "
            + "'scope' and the subject",
        detail: "sent was 'scope' '{scope}'")

    private static let deniedApplication = Entry(
        cause: "the application may not have this token",
        fix: "give the application the permission in its registration, and check 'scope', "
            + "'audience' and 'resource'")

    private static func grantEntry(_ stage: OAuth2Refusal.Stage) -> Entry {
        switch stage {
        case .refresh, .token(.refreshToken):
            Entry(
                cause: "the refresh token is expired, revoked, or was replaced by a newer one",
                fix: "sign in again ('posthaste auth login'); runs side by side must not share one "
                    + "'--refresh-token', but may share '--token-cache'")
        case .token(.password):
            Entry(
                cause: "user name or password are wrong, or the account may not use this grant",
                fix: "check 'username' and 'password'; an account with MFA needs another grant")
        case .token(.clientCredentials):
            Entry(
                cause: "the application may not act for itself, or its client id or secret is "
                    + "wrong",
                fix: "allow the grant 'client_credentials' in the app registration, and check the "
                    + "client id and '--client-secret'")
        case .token(.jwtBearer), .token(.tokenExchange):
            Entry(
                cause: "the token to exchange is expired, or the server does not trust it",
                fix: "compare its issuer, subject and audience with the app registration, and "
                    + "check this machine's clock")
        case .token(.deviceCode):
            Entry(
                cause: "the device code is expired or used",
                fix: "start again, and enter the new code within its time")
        default:
            Entry(
                cause: "the code is expired or used, or redirect URI or verifier do not match it",
                fix: "sign in again and finish within a minute or two")
        }
    }

    private static let entries: [String: Entry] = [
        "invalid_request": Entry(
            cause: "a parameter is missing, repeated or malformed",
            fix: "compare the parameters sent with what the server wants"),
        "invalid_client": Entry(
            cause: "client id or secret is wrong, or is sent in the wrong place",
            fix: "give the secret's value (not its id) with '--client-secret env:NAME', or set "
                + "'client_authentication' to the other of 'header' and 'body'",
            detail: "sent was 'clientId' '{client_id}'"),
        // GitHub's words.
        "incorrect_client_credentials": Entry(
            cause: "client id or secret is wrong",
            fix: "give the secret with '--client-secret env:NAME'",
            detail: "sent was 'clientId' '{client_id}'"),
        "redirect_uri_mismatch": Entry(
            cause: "the redirect URI is not the registered one, or not that of the sign-in",
            fix: "register exactly this one in the app registration, or correct 'redirect_uri'",
            detail: "sent was the redirect URI '{redirect_uri}'"),
        "unauthorized_client": Entry(
            cause: "the application may not use this grant, or is not known in this tenant",
            fix: "allow the grant in the app registration, or correct the tenant in the URLs",
            detail: "sent was 'clientId' '{client_id}'"),
        "unsupported_grant_type": Entry(
            cause: "the server does not offer this grant",
            fix: "choose another with 'grant_type' in the file or '--oauth2-grant'"),
        "unsupported_response_type": Entry(
            cause: "the server does not offer this kind of sign-in to this application",
            fix: "allow the grant in the app registration, or choose another with 'grant_type' in "
                + "the file or '--oauth2-grant'"),
        "invalid_scope": Entry(
            cause: "a scope is unknown, too much, or not for this grant",
            fix: "correct 'scope'; for Entra v2.0 one resource with '/.default'",
            detail: "sent was 'scope' '{scope}'"),
        "invalid_target": Entry(
            cause: "the resource is not known to the server",
            fix: "write the exact identifier of the API in 'resource', to the slash",
            detail: "sent was 'resource' '{resource}'"),
        "invalid_resource": Entry(
            cause: "the resource is not known in this tenant",
            fix: "write the exact App ID URI in 'resource', to the slash",
            detail: "sent was 'resource' '{resource}'"),
        "access_denied": Entry(
            cause: "the person or a policy said no",
            fix: "sign in again and consent, or ask an administrator"),
        "authorization_pending": Entry(
            cause: "nobody has entered the code yet",
            fix: "enter the code at the address that is shown"),
        "slow_down": Entry(
            cause: "the server is asked too often", fix: "wait a minute, then start again"),
        "expired_token": Entry(
            cause: "the code of the device sign-in has expired before somebody entered it",
            fix: "start again, and enter the new code within its time"),
        "authorization_declined": Entry(
            cause: "the person declined", fix: "start again and accept"),
        "bad_verification_code": Entry(
            cause: "the server does not know the device code",
            fix: "start again; 'authUrl', 'accessTokenUrl' and the device endpoint must be of one "
                + "server"),
        "interaction_required": Entry(
            cause: "the server wants a person: MFA, conditional access or consent",
            fix: "sign in once on a machine with a browser ('posthaste auth login'), or use client "
                + "credentials for unattended runs"),
        "login_required": Entry(
            cause: "nobody is signed in",
            fix: "sign in once on a machine with a browser: 'posthaste auth login'"),
        "consent_required": Entry(
            cause: "nobody has consented to what the application asks for",
            fix: "sign in once and consent, or have an administrator consent",
            detail: "an administrator consents at {consent}"),
        "account_selection_required": Entry(
            cause: "more than one account is signed in",
            fix: "sign in and choose one, or name it with '--login-hint USER'"),
        "server_error": Entry(
            cause: "the server failed", fix: "try again later"),
        "temporarily_unavailable": Entry(
            cause: "the server is overloaded or under maintenance", fix: "try again later"),
        "invalid_token": Entry(
            cause: "the token is expired, revoked or for another audience",
            fix: "get a new one; check 'resource' or 'scope' in the auth block"),
        "insufficient_scope": Entry(
            cause: "the token lacks a scope", fix: "add it to 'scope', and sign in again"),
        "use_dpop_nonce": Entry(
            cause: "the server wants tokens that are bound to a key (DPoP)",
            fix: "add '--dpop', or allow bearer tokens for this application"),
        "invalid_dpop_proof": Entry(
            cause: "the server does not accept the proof of the key (DPoP), or its nonce",
            fix: "check this machine's clock, or allow bearer tokens for this application"),
    ]
}
