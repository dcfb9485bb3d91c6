import TextEncoding

/// The way to obtain a token; the names are those of `grant_type` on the wire, except the long
/// ones.
public enum OAuth2Grant: String, Sendable, Hashable, CaseIterable {
    /// A person signs in, and Posthaste redeems the code (RFC 6749 §4.1), always with PKCE.
    case authorizationCode = "authorization_code"
    /// The client acts for itself (RFC 6749 §4.4).
    case clientCredentials = "client_credentials"
    /// A person signs in at another device and enters a code there (RFC 8628).
    case deviceCode = "device_code"
    /// A token of somebody else is exchanged for one of the same person or service (RFC 7523 §2.1).
    case jwtBearer = "jwt_bearer"
    /// A person signs in, and the token is in the answer itself (RFC 6749 §4.2).
    case implicit
    /// Posthaste sends the person's password (RFC 6749 §4.3).
    case password
    /// A refresh token from elsewhere (RFC 6749 §6).
    case refreshToken = "refresh_token"
    /// A token is exchanged for another (RFC 8693).
    case tokenExchange = "token_exchange"

    /// The grant of that name: the wire's or Postman's.
    public init?(name: String) {
        switch name.trimmed.lowercased() {
        case "authorization_code", "authorization_code_with_pkce": self = .authorizationCode
        case "client_credentials": self = .clientCredentials
        case "device_code", "urn:ietf:params:oauth:grant-type:device_code": self = .deviceCode
        case "implicit": self = .implicit
        case "jwt_bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer": self = .jwtBearer
        case "password", "password_credentials": self = .password
        case "refresh_token": self = .refreshToken
        case "token_exchange", "urn:ietf:params:oauth:grant-type:token-exchange":
            self = .tokenExchange
        default: return nil
        }
    }

    /// Whether a person has to sign in.
    public var needsPerson: Bool { usesBrowser || self == .deviceCode }

    /// Whether the person comes back from a browser with the answer.
    var usesBrowser: Bool { self == .authorizationCode || self == .implicit }
}
