import HTTPModel

/// A redirect URI on this machine, taken apart for the listener.
struct RedirectAddress: Sendable, Hashable {
    /// Whether the browser comes by `https`.
    let isSecure: Bool
    let host: LoopbackHost
    /// The host as it is spelled in the URI.
    let hostText: String
    /// Nil if the URI has none.
    let port: UInt16?
    /// What follows the authority, as spelled: path and query.
    let rest: String

    /// The path that answers come to.
    var path: String { ServerRequest(method: "GET", target: rest).path }

    /// Nil for anything but `http` and `https` to this machine, and for what a redirect URI must
    /// not have.
    init?(_ uri: String) {
        isSecure = uri.lowercased().hasPrefix("https:")
        let scheme = isSecure ? "https://" : "http://"
        guard uri.count > scheme.count, uri.lowercased().hasPrefix(scheme), !uri.contains("#"),
            uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let afterScheme = uri.dropFirst(scheme.count)
        let authority = afterScheme.prefix { $0 != "/" && $0 != "?" }
        rest = String(afterScheme[authority.endIndex...])
        let hostEnd: Substring.Index
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            hostEnd = authority.index(after: bracket)
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
        }
        hostText = String(authority[..<hostEnd])
        guard let host = LoopbackHost(hostText) else { return nil }
        self.host = host
        switch authority[hostEnd...] {
        case "", ":": port = nil
        case let text:
            guard text.hasPrefix(":"), let number = UInt16(text.dropFirst()), number > 0 else {
                return nil
            }
            port = number
        }
    }

    /// The URI with the listener's port.
    func uri(port: UInt16) -> String {
        origin(port: port) + rest
    }

    /// Scheme, host and the listener's port.
    func origin(port: UInt16) -> String {
        "\(isSecure ? "https" : "http")://\(hostText):\(port)"
    }

    /// Whether a request came to this very host: another name that leads here may be an attack (DNS
    /// rebinding).
    func isAuthority(_ header: String?, port: UInt16) -> Bool {
        guard let header = header?.lowercased() else { return false }
        let name = hostText.lowercased()
        return header == "\(name):\(port)" || (port == (isSecure ? 443 : 80) && header == name)
    }
}
