import HTTPModel

/// How the answer to an authorization request comes back: decided by the redirect URI alone.
public enum RedirectPlan: Sendable, Hashable {
    /// To a listener on this machine.
    case loopback(LoopbackRedirect)
    /// To a page elsewhere, whose address a person copies back.
    case paste(redirectURI: String)

    /// The redirect of Postman's own that shows a code instead of going anywhere.
    static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"

    /// The redirect URI as it is registered, perhaps without a port.
    var registered: String {
        switch self {
        case .loopback(let redirect): redirect.text
        case .paste(let redirectURI): redirectURI
        }
    }

    /// Whether a sign-in by this plan may have sent that redirect URI, with some port.
    func mayHaveSent(_ redirectURI: String) -> Bool {
        switch self {
        case .loopback(let redirect):
            redirect.uri(port: URLParts(redirectURI)?.port ?? 0) == redirectURI
        case .paste(let own): own == redirectURI
        }
    }

    /// The plan for answers that come in that way.
    func answered(by mode: ResponseMode) throws(OAuth2Error) -> RedirectPlan {
        switch self {
        case .loopback(var redirect):
            redirect.responseMode = mode
            return .loopback(redirect)
        case .paste:
            // A posted response is not in the address, so it could not be pasted.
            if mode == .formPost { throw Self.problem(.postedElsewhere) }
            return self
        }
    }

    /// Chooses by the redirect URI and by the server that it is for.
    ///
    /// RFC 8252 §7.3 makes servers ignore the port of `127.0.0.1` and `[::1]`; only Microsoft's
    /// ignores that of `localhost`. Without any redirect URI a loopback one of ours is used.
    /// `https` on this machine needs a port above those that the system keeps for itself.
    static func choose(
        _ redirectURI: String?, for server: EndpointURL, allowsInsecureHTTP: Bool = false
    ) throws(OAuth2Error) -> RedirectPlan {
        let isMicrosoft = MicrosoftLogin.isHost(server.parts.host)
        guard let text = redirectURI else {
            let own = isMicrosoft ? "http://localhost" : "http://127.0.0.1/callback"
            return try choose(own, for: server)
        }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            throw problem(.controlCharacter)
        }
        guard let parts = URLParts(text) else { throw problem(.notAbsoluteURL(text)) }
        guard parts.scheme == "http" else {
            if parts.scheme == "https", parts.host.isEmpty { throw problem(.notAbsoluteURL(text)) }
            let isOurs = parts.scheme == "https" && parts.isLoopback && (parts.port ?? 0) >= 1024
            return isOurs
                ? .loopback(LoopbackRedirect(text: text, parts: parts))
                : .paste(redirectURI: text)
        }
        guard parts.isLoopback else {
            if allowsInsecureHTTP { return .paste(redirectURI: text) }
            throw OAuth2Error(.insecureAddress(key: "redirect_uri", host: parts.host))
        }
        if parts.port == nil, parts.host == "localhost", !isMicrosoft {
            throw OAuth2Error(.redirectNeedsPort(redirectURI: text))
        }
        return .loopback(LoopbackRedirect(text: text, parts: parts))
    }

    private static func problem(_ problem: SettingProblem) -> OAuth2Error {
        OAuth2Error(.invalidParameter(key: "redirect_uri", problem: problem))
    }
}

/// How an answer reaches the redirect URI (`response_mode`).
public enum ResponseMode: String, Sendable, Hashable {
    /// In the query.
    case query
    /// In the fragment, which only a page that a browser shows can read.
    case fragment
    /// As a form that the browser posts.
    case formPost = "form_post"
}

/// A redirect URI on this machine.
public struct LoopbackRedirect: Sendable, Hashable {
    /// The URI as registered, perhaps without a port.
    public let text: String
    /// How the answer comes.
    public internal(set) var responseMode = ResponseMode.query
    private let parts: URLParts

    init(text: String, parts: URLParts) {
        self.text = text
        self.parts = parts
    }

    /// Whether the browser comes by `https`.
    public var isSecure: Bool { parts.scheme == "https" }

    /// The host to listen on: `localhost` stands for both `127.0.0.1` and `::1`.
    public var host: String { parts.host }

    /// The port to listen on; nil for any that is free.
    public var port: Int? { parts.port }

    /// The path that answers come to; never empty.
    public var path: String { parts.path.isEmpty ? "/" : parts.path }

    /// The URI to send when the listener has this port: the registered one with the port put in.
    public func uri(port: Int) -> String {
        guard parts.port == nil else { return text }
        let authority = text[..<parts.authorityEnd]
        let colon = authority.hasSuffix(":") ? "" : ":"
        return authority + colon + String(port) + text[parts.authorityEnd...]
    }
}
