import HTTPModel
import TextEncoding

/// The address of an authorization or token endpoint, kept as the file writes it.
///
/// Nothing is normalised: parameters are appended to the raw query text. Only characters that a URL
/// cannot contain (a space, a quotation mark, non-ASCII) are percent-encoded.
public struct EndpointURL: Sendable, Hashable {
    /// The address as it goes over the wire, its query included, without a fragment.
    public let text: String
    let parts: URLParts

    private static let encoding = PercentEncoding(visibleExcept: "\"<>")

    /// Checks an address that stands under a key of the block.
    public init(
        _ raw: String, key: String, allowsInsecureHTTP: Bool = false
    ) throws(OAuth2Error) {
        let trimmed = raw.trimmed
        if trimmed.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw OAuth2Error(.invalidParameter(key: key, problem: .controlCharacter))
        }
        let text = Self.encoding.encode(trimmed.prefix { $0 != "#" })
        guard let parts = URLParts(text), !parts.host.isEmpty else {
            let problem = SettingProblem.notAbsoluteURL(Self.withoutQuery(text))
            throw OAuth2Error(.invalidParameter(key: key, problem: problem))
        }
        guard parts.scheme == "https" || parts.scheme == "http" else {
            let problem = SettingProblem.unusableURLScheme(parts.scheme)
            throw OAuth2Error(.invalidParameter(key: key, problem: problem))
        }
        if parts.scheme == "http", !parts.isLoopback, !allowsInsecureHTTP {
            throw OAuth2Error(.insecureAddress(key: key, host: parts.host))
        }
        self.text = text
        self.parts = parts
    }

    /// The address for messages: without query and user information.
    var displayed: String {
        let host = parts.host.contains(":") ? "[\(parts.host)]" : parts.host
        return parts.scheme + "://" + host + (parts.port.map { ":\($0)" } ?? "") + parts.path
    }

    /// The same text for addresses that mean the same: no default port, the query sorted.
    var identity: String {
        let query = (parts.query ?? "").split(separator: "&").sorted().joined(separator: "&")
        let port = parts.effectivePort.map(String.init) ?? ""
        return "\(parts.scheme)://\(parts.host):\(port)\(parts.path)?\(query)"
    }

    /// The decoded values of a parameter of its query.
    func queryValues(_ name: String) -> [String] { QueryEditor(text).values(of: name) }

    private static func withoutQuery(_ text: String) -> String { String(text.prefix { $0 != "?" }) }
}

extension EndpointURL {
    /// Any address for messages: without query and fragment.
    static func displayed(_ url: String) -> String {
        String(url.prefix { $0 != "?" && $0 != "#" })
    }
}
