/// The words of a command line for curl, as addresses and options with their values.
///
/// It knows of each option whether a value follows it, so that a value is never taken for an
/// address.
struct CurlWords {
    /// An address or an option.
    enum Word: Equatable {
        /// An address.
        case address(String)
        /// An option: its long name without dashes, its name as written, and its value, if it has
        /// one.
        case option(name: String, written: String, value: String)
    }

    /// The words in their order.
    private(set) var words: [Word] = []

    /// Reads the words after `curl`.
    init(_ words: [String]) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                self.words += rest.map(Word.address)
                return
            } else if word.hasPrefix("--") {
                readLong(word, &rest)
            } else if word.hasPrefix("-"), word != "-" {
                readShort(word, &rest)
            } else {
                self.words.append(.address(word))
            }
        }
    }

    private mutating func readLong(_ word: String, _ rest: inout ArraySlice<String>) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let written = String(parts[0])
        let name = String(written.dropFirst(2))
        let own = parts.count > 1 ? String(parts[1]) : nil
        let value = Self.valued.contains(name) ? own ?? rest.popFirst() : nil
        words.append(.option(name: name, written: written, value: value ?? ""))
    }

    /// `-XPOST` is `-X POST`, and `-sS` is `-s -S`.
    private mutating func readShort(_ word: String, _ rest: inout ArraySlice<String>) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let name = Self.short[letter] ?? String(letter)
            var value: String?
            if Self.valued.contains(name) {
                value = letters.isEmpty ? rest.popFirst() : String(letters)
                letters = ""
            }
            words.append(.option(name: name, written: "-\(letter)", value: value ?? ""))
        }
    }

    // MARK: Tables

    /// The long names of letters: of all that take a value, and of those that an import knows.
    private static let short: [Character: String] = [
        "A": "user-agent", "b": "cookie", "c": "cookie-jar", "C": "continue-at", "d": "data",
        "D": "dump-header", "e": "referer", "E": "cert", "f": "fail", "F": "form", "g": "globoff",
        "G": "get", "H": "header", "i": "include", "I": "head", "k": "insecure", "K": "config",
        "L": "location", "m": "max-time", "N": "no-buffer", "o": "output", "P": "ftp-port",
        "Q": "quote", "r": "range", "s": "silent", "S": "show-error", "t": "telnet-option",
        "T": "upload-file", "u": "user", "U": "proxy-user", "v": "verbose", "w": "write-out",
        "x": "proxy", "X": "request", "y": "speed-time", "Y": "speed-limit", "z": "time-cond",
        "#": "progress-bar", ":": "next",
    ]

    /// The options that take a value (curl 8).
    private static let valued = Set(
        """
        abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config \
        connect-timeout connect-to continue-at cookie cookie-jar create-file-mode crlfile curves \
        data data-ascii data-binary data-raw data-urlencode delegation dns-interface \
        dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine \
        etag-compare etag-save expect100-timeout form form-string ftp-account \
        ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms \
        haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json \
        keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port \
        login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time \
        netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey \
        preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert \
        proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type \
        proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype \
        proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate \
        referer request request-target resolve retry retry-delay retry-max-time sasl-authzid \
        service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname \
        speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max \
        tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config \
        unix-socket upload-file upload-flags url url-query user user-agent variable vlan-priority \
        write-out
        """.split(separator: " ").map(String.init))
}
