import CollectionModel
import TextEncoding

/// Writes a resolved URL as it goes over the wire (reference §6.5): UTF-8 percent-encoding of what
/// the part at hand cannot hold; `%XX` triplets, dot segments and doubled slashes stay.
enum URLEncoding {
    /// The absolute URL without fragment, or nil where there is no host.
    static func wireText(of url: URLDefinition, encodes: Bool) -> String? {
        guard let host = url.host, !host.isEmpty else { return nil }
        func encode(_ text: String, _ encoding: PercentEncoding) -> String {
            encodes ? encoding.encode(text) : text
        }
        var text = (url.scheme?.isEmpty == false ? url.scheme ?? "" : "http").lowercased() + "://"
        if let user = url.user, !user.isEmpty || url.password != nil {
            text += encode(user, .postmanUserinfo)
            if let password = url.password { text += ":" + encode(password, .postmanUserinfo) }
            text += "@"
        }
        text += lowercasedASCII(host)
        if let port = url.port, !port.isEmpty { text += ":" + port }
        let path = url.pathText
        text += path.isEmpty ? "/" : encode(path, .postmanPath)
        if let query = url.queryText { text += "?" + encode(query, .postmanQuery) }
        return text
    }

    private static func lowercasedASCII(_ host: String) -> String {
        host.utf8.allSatisfy { $0 < 0x80 } ? host.lowercased() : host
    }
}
