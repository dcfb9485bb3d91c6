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
        guard let authority = authority(of: url) else { return nil }
        var text = (url.scheme?.isEmpty == false ? url.scheme ?? "" : "http").lowercased() + "://"
        text += userinfo(of: url)
        text += authority
        let path = url.pathText
        text += path.isEmpty ? "/" : encode(path, .postmanPath)
        if let query = query(of: url) { text += "?" + query }
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
    func hostHeader(of url: URLDefinition) -> String? {
        guard let authority = authority(of: url) else { return nil }
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
    private func query(of url: URLDefinition) -> String? {
        let parameters = (url.query ?? []).filter { !$0.isDisabled }
        if !encodes || parameters.isEmpty { return url.queryText }
        return parameters.map { parameter in
            let key = encode(parameter.key ?? "", .postmanQueryName)
            guard let value = parameter.value else { return key }
            return key + "=" + encode(value, .postmanQueryValue)
        }.joined(separator: "&")
    }

    private func encode(_ text: String, _ encoding: PercentEncoding) -> String {
        encodes ? encoding.encode(text) : text
    }
}
