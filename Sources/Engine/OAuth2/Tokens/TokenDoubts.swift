import Diagnostics
import TextEncoding

/// Warnings about a token that is probably not the wanted one.
///
/// They compare claims, which are not verified, with the settings: hints for people, no decisions.
enum TokenDoubts {
    /// Returns a warning about each difference between a new token and its settings.
    static func warnings(
        about token: OAuth2Token, _ configuration: OAuth2Configuration
    ) -> [Diagnostic] {
        let identity = TokenIdentity(token)
        return [
            otherTenant(identity, MicrosoftLogin.tenant(of: configuration.tokenURL)).map {
                Diagnostic(
                    .warning, "the token for \(configuration.owner) \($0)",
                    help: [
                        "sign in with an account of that tenant ('--login-hint USER', '--prompt "
                            + "select_account'), or correct the tenant in the URLs"
                    ])
            }, otherAccount(identity, configuration),
        ].compactMap(\.self)
    }

    /// Returns warnings about a token that the user gave.
    ///
    /// `tokenURL` is the token endpoint of the block, if it names one.
    static func warnings(
        aboutGiven token: String, owner: String, tokenURL: EndpointURL?, now: Double
    ) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        if let expiry = TokenReply.expiry(ofJWT: token), expiry <= now {
            warnings.append(
                Diagnostic(
                    .warning,
                    "the access token for \(owner) expired at \(Timestamp.iso8601(expiry))",
                    help: ["give a new one with '--access-token env:NAME'"]))
        }
        let identity = TokenIdentity(OAuth2Token(accessToken: token, obtainedAt: now))
        if let text = otherTenant(identity, tokenURL.flatMap(MicrosoftLogin.tenant)) {
            warnings.append(Diagnostic(.warning, "the access token for \(owner) \(text)"))
        }
        return warnings
    }

    private static func otherTenant(_ identity: TokenIdentity, _ tenant: String?) -> String? {
        // A tenant may also be given by a domain or as `common`.
        guard let tenant, UUIDText.isForm(of: tenant), let found = identity.tenant,
            UUIDText.isForm(of: found), found.lowercased() != tenant.lowercased()
        else { return nil }
        return "is for the tenant '\(found)', but the URLs name '\(tenant)'"
    }

    private static func otherAccount(
        _ identity: TokenIdentity, _ configuration: OAuth2Configuration
    ) -> Diagnostic? {
        guard
            let hint = configuration.browserSettings?.guidance.first(where: {
                $0.name == "login_hint"
            })?.value, hint.contains("@"), let account = identity.account, account.contains("@"),
            account.lowercased() != hint.lowercased()
        else { return nil }
        return Diagnostic(
            .warning,
            "the token for \(configuration.owner) is of '\(account)', not of '\(hint)'",
            help: ["sign in again with '--prompt select_account'"])
    }
}
