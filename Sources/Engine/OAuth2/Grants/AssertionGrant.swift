import HTTPModel
import TextEncoding

/// Where the token comes from that is exchanged for another.
public enum GrantAssertion: Sendable, Hashable {
    /// The user's source, which is read before each use; `name` describes it.
    case supplied(name: String)
    /// A service account of Google's, whose key signs the token.
    case serviceAccount(ServiceAccount)
    /// The parameters of the block contain it.
    case inParameters
}

/// The grants that exchange a token for another: JWT bearer (RFC 7523 §2.1) and token exchange (RFC
/// 8693).
enum AssertionGrant {
    /// The parameter that carries the token.
    static func parameter(of grant: OAuth2Grant) -> String {
        grant == .tokenExchange ? "subject_token" : "assertion"
    }

    /// Returns the token request.
    ///
    /// `assertion` is the token; it is empty if the block's parameters contain it.
    static func tokenForm(_ configuration: OAuth2Configuration, assertion: String) -> TokenForm {
        let grant = configuration.grant
        var form = TokenForm(
            endpoint: configuration.tokenURL, stage: .token(grant),
            extras: configuration.tokenParameters)
        let name = grant == .tokenExchange ? "token-exchange" : "jwt-bearer"
        form.fields = [("grant_type", "urn:ietf:params:oauth:grant-type:" + name)]
        if !assertion.isEmpty { form.fields.append((parameter(of: grant), assertion)) }
        if grant == .tokenExchange {
            form.fields.append(
                ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))
        } else if MicrosoftLogin.version(of: configuration.tokenURL) != nil {
            // Entra knows this grant only as the on-behalf-of flow.
            form.fields.append(("requested_token_use", "on_behalf_of"))
        }
        if case .serviceAccount? = configuration.assertion {
            // Google reads the scope in the assertion.
        } else {
            form.addScope(configuration.scope)
        }
        form.secrets = [assertion]
        return form
    }
}
