/// The error codes of OAuth 2.0 and its extensions: what they mean, and what to do.
///
/// A table. Decisions are made on these codes alone; Entra's numbers only add hints.
enum ErrorCatalogue {
    /// What a code means to the user.
    struct Entry: Sendable {
        /// The likely cause.
        let cause: String
        /// What to change.
        let fix: String
    }

    /// The entry of a code, with what depends on where it was said.
    static func entry(_ code: String, stage: OAuth2Refusal.Stage) -> Entry? {
        if code == "invalid_grant" { return grantEntry(stage) }
        return entries[code]
    }

    private static func grantEntry(_ stage: OAuth2Refusal.Stage) -> Entry {
        switch stage {
        case .refresh, .token(.refreshToken):
            Entry(
                cause: "the refresh token is expired, revoked, or was replaced by a newer one",
                fix: "sign in again; runs side by side must not share one refresh token")
        case .token(.password):
            Entry(
                cause: "user name or password are wrong, or the account may not use this grant",
                fix: "check 'username' and 'password'; an account with MFA needs another grant")
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
            cause: "client id or secret are wrong, or stand in the wrong place",
            fix: "copy the secret's value (not its id) again into 'clientSecret', or set "
                + "'client_authentication' to the other of 'header' and 'body'"),
        "unauthorized_client": Entry(
            cause: "the application may not use this grant, or is not known in this tenant",
            fix: "allow the grant in the app registration, or correct the tenant in the URLs"),
        "unsupported_grant_type": Entry(
            cause: "the server does not offer this grant",
            fix: "choose another with 'grant_type' in the file or '--oauth2-grant'"),
        "unsupported_response_type": Entry(
            cause: "the server does not offer the authorization code grant to this application",
            fix: "allow it in the app registration, or choose another grant"),
        "invalid_scope": Entry(
            cause: "a scope is unknown, too much, or not for this grant",
            fix: "correct 'scope'; for Entra v2.0 one resource with '/.default'"),
        "invalid_target": Entry(
            cause: "the resource is not known to the server",
            fix: "write the exact identifier of the API in 'resource', to the slash"),
        "invalid_resource": Entry(
            cause: "the resource is not known in this tenant",
            fix: "write the exact App ID URI in 'resource', to the slash"),
        "access_denied": Entry(
            cause: "the person or a policy said no",
            fix: "sign in again and consent, or ask an administrator"),
        "interaction_required": Entry(
            cause: "the server wants a person: MFA, conditional access or consent",
            fix: "sign in once where a browser is, or use client credentials for unattended runs"),
        "login_required": Entry(
            cause: "nobody is signed in",
            fix: "sign in once where a browser is"),
        "consent_required": Entry(
            cause: "nobody has consented to what the application asks for",
            fix: "sign in once and consent, or have an administrator consent"),
        "account_selection_required": Entry(
            cause: "more than one account is signed in",
            fix: "sign in and choose one, or add 'login_hint' to 'authRequestParams'"),
        "server_error": Entry(
            cause: "the server failed", fix: "try again later"),
        "temporarily_unavailable": Entry(
            cause: "the server is overloaded or under maintenance", fix: "try again later"),
        "invalid_token": Entry(
            cause: "the token is expired, revoked or for another audience",
            fix: "get a new one; check 'resource' or 'scope'"),
        "insufficient_scope": Entry(
            cause: "the token lacks a scope", fix: "add it to 'scope'"),
        "use_dpop_nonce": Entry(
            cause: "the server demands DPoP, which is not supported",
            fix: "allow plain bearer tokens for this application"),
        "invalid_dpop_proof": Entry(
            cause: "the server demands DPoP, which is not supported",
            fix: "allow plain bearer tokens for this application"),
    ]
}
