import CollectionModel
import TextEncoding

/// Writes a resolved URL as it goes over the wire (NewmanReference §6.5): UTF-8 percent-encoding of
/// what the part at hand cannot hold; `%XX` triplets, dot segments and doubled slashes stay.
///
/// The form of the host on the wire is asked of the transport.
struct URLEncoding {
    /// Whether anything but the host is encoded.
    let encodes: Bool
    /// The form of a host on the wire.
    let hostName: (String) -> String

    /// The absolute URL without fragment, or nil if there is no host.
    func wireText(of url: URLDefinition) -> String? {
        authority(of: url).map { wireText(of: url, at: $0) }
    }

    /// The absolute URL without fragment, whose host and port have that form on the wire.
    func wireText(of url: URLDefinition, at authority: String) -> String {
        var text = ""
        // Its parts come one by one.
        text.reserveCapacity(64)
        text += (url.scheme?.isEmpty == false ? url.scheme ?? "" : "http").lowercased()
        text += "://"
        text += userinfo(of: url)
        text += authority
        let path = url.pathText
        text += path.isEmpty ? "/" : encode(path, .postmanPath)
        appendQuery(of: url, to: &text)
        return text
    }

    /// Host and port, as in the URL and in the `Host` header; a default port stays.
    func authority(of url: URLDefinition) -> String? {
        guard let host = url.host, !host.isEmpty else { return nil }
        guard let port = url.port, !port.isEmpty else { return hostName(host) }
        return hostName(host) + ":" + port
    }

    /// The same for the `Host` header, without the zone of a link-local address, which is for this
    /// machine alone.
    func hostHeader(_ authority: String) -> String {
        guard authority.hasPrefix("["), let zone = authority.firstIndex(of: "%"),
            let end = authority[zone...].firstIndex(of: "]")
        else { return authority }
        return String(authority[..<zone] + authority[end...])
    }

    private func userinfo(of url: URLDefinition) -> String {
        guard url.password != nil || url.user?.isEmpty == false else { return "" }
        let user = encode(url.user ?? "", .postmanUserinfo)
        guard let password = url.password else { return user + "@" }
        return user + ":" + encode(password, .postmanUserinfo) + "@"
    }

    /// Each parameter by itself: an unresolved `{{a&b}}` holds what would break the query apart.
    private func appendQuery(of url: URLDefinition, to text: inout String) {
        if !encodes {
            if let query = url.queryText { text += "?" + query }
            return
        }
        var separator = "?"
        for parameter in url.query ?? [] where !parameter.isDisabled {
            text += separator
            text += encode(parameter.key ?? "", .postmanQueryName)
            if let value = parameter.value {
                text += "="
                text += encode(value, .postmanQueryValue)
            }
            separator = "&"
        }
    }

    private func encode(_ text: String, _ encoding: PercentEncoding) -> String {
        encodes ? encoding.encode(text) : text
    }
}
