import TextEncoding

/// The `Authorization` value for a URL's user and password (RFC 7617).
enum BasicCredential {
    /// `Basic` and the Base64 of the percent-decoded user and password.
    static func header(userinfo: String) -> String {
        var bytes = PercentEncoding.strict.decode(userinfo.utf8)
        if !userinfo.utf8.contains(UInt8(ascii: ":")) { bytes.append(UInt8(ascii: ":")) }
        return "Basic " + Base64.encode(bytes)
    }
}
