import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension CurlTransport {
    /// The form in which a host goes over the wire; one that has none stays as it is.
    public static func hostName(_ host: String) -> String {
        guard host.hasPrefix("["), let zone = host.firstIndex(of: "%") else {
            return HostName.canonical(host) ?? host
        }
        // The zone of a link-local address is for this machine alone, and stays (RFC 6874).
        let address = String(host[..<zone]) + "]"
        return String((HostName.canonical(address) ?? address).dropLast()) + host[zone...]
    }
}

/// The form in which a host name goes over the wire, as the URL standard of the web wants it:
/// international names in ASCII (UTS 46), `127.1` and its kin as four numbers.
///
/// libcurl and its IDN library do all of that; a name that needs nothing of it does not pay for it.
enum HostName {
    /// The host in lower case and ASCII; nil for an international name that has no such form.
    ///
    /// An ASCII name that libcurl's parser refuses stays as it is: looking it up will fail, and
    /// name it.
    static func canonical(_ host: String) -> String? {
        let lowered = host.lowercased()
        if isPlain(lowered.utf8) || isAddress(lowered.utf8) { return lowered }
        if let parsed = parsed(lowered) { return parsed.lowercased() }
        return lowered.utf8.allSatisfy { $0 < 0x80 } ? lowered : nil
    }

    /// Whether the name can only stand for itself: letters, digits, `-` and `_`, and a last label
    /// that starts with no digit, as the last number of an address does.
    private static func isPlain(_ host: String.UTF8View) -> Bool {
        var startsLabel = true
        var isNumber = false
        for byte in host {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if startsLabel { isNumber = true }
                startsLabel = false
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                if startsLabel { isNumber = false }
                startsLabel = false
            case UInt8(ascii: "."): startsLabel = true
            default: return false
            }
        }
        return !isNumber
    }

    /// Whether the name is four decimal numbers already.
    private static func isAddress(_ host: String.UTF8View) -> Bool {
        var dots = 0
        var number: Int?
        for byte in host {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                // A zero in front may mean octal.
                if number == 0 { return false }
                let next = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
                if next > 255 { return false }
                number = next
            case UInt8(ascii: ".") where number != nil:
                dots += 1
                number = nil
            default: return false
            }
        }
        return dots == 3 && number != nil
    }

    /// What libcurl makes of the host; nil if it refuses it.
    ///
    /// Its IDN library reads the name in the encoding of any locale that is set.
    private static func parsed(_ host: String) -> String? {
        let utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        let previous = uselocale(utf8)
        defer {
            uselocale(previous)
            if let utf8 { freelocale(utf8) }
        }
        let parser = curl_url()
        defer { curl_url_cleanup(parser) }
        var text: UnsafeMutablePointer<CChar>?
        defer { curl_free(text) }
        guard curl_url_set(parser, CURLUPART_URL, "http://\(host)/", 0) == CURLUE_OK,
            curl_url_get(parser, CURLUPART_HOST, &text, UInt32(CURLU_PUNYCODE)) == CURLUE_OK,
            let text
        else { return nil }
        return String(cString: text)
    }
}
