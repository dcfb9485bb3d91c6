import CollectionModel
import TextEncoding

/// Writes a resolved URL as it goes over the wire (reference §6.5): UTF-8 percent-encoding of what
/// the part at hand cannot hold; `%XX` triplets, dot segments and doubled slashes stay.
///
/// The host stays as it is: its form in ASCII is the transport's business.
struct URLEncoding {
    /// Whether anything is encoded at all.
    let encodes: Bool

    /// The absolute URL without fragment, or nil where there is no host.
    func wireText(of url: URLDefinition) -> String? {
        guard let host = url.host, !host.isEmpty else { return nil }
        var text = (url.scheme?.isEmpty == false ? url.scheme ?? "" : "http").lowercased() + "://"
        text += userinfo(of: url)
        text += host.utf8.allSatisfy { $0 < 0x80 } ? host.lowercased() : host
        if let port = url.port, !port.isEmpty { text += ":" + port }
        let path = url.pathText
        text += path.isEmpty ? "/" : encode(path, .postmanPath)
        if let query = query(of: url) { text += "?" + query }
        return text
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
