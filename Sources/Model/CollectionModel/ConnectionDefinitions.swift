public import JSON

/// The proxy of a request, as a collection says it (NewmanReference §3.4).
public struct ProxyDefinition: Sendable, Hashable {
    /// Its protocol, such as `http`.
    public var scheme: String?
    /// Its name or address.
    public var host: String
    /// Its port.
    public var port: String?
    /// The user to authenticate as; nil if it asks for none.
    public var user: String?
    /// That user's password.
    public var password: String?
    /// The pattern of the URLs that it is for.
    public var match: String?
    /// The patterns of those that are reached directly.
    public var bypass: [String]
    /// Whether http URLs, too, are reached through a tunnel.
    public var tunnels: Bool

    /// Makes a proxy.
    public init(
        scheme: String? = nil, host: String, port: String? = nil, user: String? = nil,
        password: String? = nil, match: String? = nil, bypass: [String] = [], tunnels: Bool = false
    ) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.match = match
        self.bypass = bypass
        self.tunnels = tunnels
    }
}

/// A client certificate, as a request or a list of them says it (NewmanReference §1.6).
public struct CertificateDefinition: Sendable, Hashable {
    /// Its name.
    public var name: String?
    /// The patterns of the URLs that it is for: strings, which know their place.
    public var matches: [JSONValue]
    /// The path of the PEM file with the certificate: a string.
    public var certificate: JSONValue?
    /// The path of the PEM file with its key: a string.
    public var key: JSONValue?
    /// The path of a PKCS #12 file with both: a string.
    public var pkcs12: JSONValue?
    /// The passphrase of the key.
    public var passphrase: String?

    /// Makes a certificate.
    public init(
        name: String? = nil, matches: [JSONValue] = [], certificate: JSONValue? = nil,
        key: JSONValue? = nil, pkcs12: JSONValue? = nil, passphrase: String? = nil
    ) {
        self.name = name
        self.matches = matches
        self.certificate = certificate
        self.key = key
        self.pkcs12 = pkcs12
        self.passphrase = passphrase
    }
}

extension DefinitionReader {
    /// Reads the proxy of a request; nil for one that is disabled.
    func proxy(_ value: JSONValue) -> ProxyDefinition? {
        guard value.object != nil else {
            oddity("proxy", expected: "an object", at: value, "it is left out")
            return nil
        }
        if isDisabled(value) { return nil }
        guard let host = text("host", in: value), !host.isEmpty else {
            remark("the proxy names no host; it is left out", at: value)
            return nil
        }
        let asksForUser = value["authenticate"]?.boolean != false
        let match = value.given("match").map { $0["pattern"]?.string ?? Self.text($0) }
        return ProxyDefinition(
            scheme: text("protocol", in: value), host: host, port: text("port", in: value),
            user: asksForUser ? text("username", in: value) : nil,
            password: asksForUser ? text("password", in: value) : nil, match: match,
            bypass: list("bypass", in: value).map(Self.text),
            tunnels: value["tunnel"]?.boolean == true)
    }

    /// Reads a list of client certificates.
    func certificates(_ value: JSONValue) -> [CertificateDefinition] {
        if value.array == nil {
            defect("a list of client certificates is an array, not \(value.kindName)", at: value)
        }
        return value.elements.compactMap(certificate)
    }

    /// Reads a client certificate.
    func certificate(_ value: JSONValue) -> CertificateDefinition? {
        guard value.object != nil else {
            mismatch("certificate", expected: "an object", at: value)
            return nil
        }
        let definition = CertificateDefinition(
            name: text("name", in: value),
            matches: list("matches", in: value).filter { pattern in
                if pattern.string != nil { return true }
                mismatch("matches", expected: "an array of strings", at: pattern)
                return false
            },
            certificate: file("cert", in: value), key: file("key", in: value),
            pkcs12: file("pfx", in: value), passphrase: text("passphrase", in: value))
        if definition.certificate == nil && definition.pkcs12 == nil {
            defect(
                "the certificate names no file", at: value,
                help: ["'cert' and 'key' name PEM files, 'pfx' names a PKCS #12 file"])
        }
        return definition
    }

    /// A path, in a member of its own or in the member's `src`.
    private func file(_ key: String, in value: JSONValue) -> JSONValue? {
        guard let member = value.given(key),
            let path = member.object == nil ? member : member.given("src")
        else { return nil }
        if let text = path.string { return text.isEmpty ? nil : path }
        mismatch(key, expected: "a path, or an object with a path in 'src'", at: path)
        return nil
    }
}

extension DefinitionWriter {
    static func json(_ proxy: ProxyDefinition) -> JSONValue {
        var members: [(String, JSONValue)] = [("host", .string(proxy.host))]
        let texts = [
            ("protocol", proxy.scheme), ("port", proxy.port), ("username", proxy.user),
            ("password", proxy.password), ("match", proxy.match),
        ]
        members += texts.compactMap { key, text in text.map { (key, .string($0)) } }
        if proxy.user != nil { members.append(("authenticate", .boolean(true))) }
        if !proxy.bypass.isEmpty {
            members.append(("bypass", .array(proxy.bypass.map(JSONValue.string))))
        }
        if proxy.tunnels { members.append(("tunnel", .boolean(true))) }
        return .object(members)
    }

    static func json(_ certificate: CertificateDefinition) -> JSONValue {
        var members: [(String, JSONValue)] = [("matches", .array(certificate.matches))]
        if let name = certificate.name { members.append(("name", .string(name))) }
        for (key, path) in [
            ("key", certificate.key), ("cert", certificate.certificate),
            ("pfx", certificate.pkcs12),
        ] {
            if let path { members.append((key, .object([("src", path)]))) }
        }
        if let passphrase = certificate.passphrase {
            members.append(("passphrase", .string(passphrase)))
        }
        return .object(members)
    }
}
