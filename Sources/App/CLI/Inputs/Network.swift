import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import JSON
import Platform

/// The network settings, the same for the requests of a run, its tokens and its inputs.
struct Network {
    /// The settings of every exchange.
    var configuration = CurlTransport.Configuration()
    /// The options of exchanges, unless the collection has others.
    var options = TransferOptions()
    /// Values that must not be shown: passwords of proxies, passphrases of keys.
    var secrets: [String] = []

    /// Creates the settings that the variables of the process give.
    init() {
        configuration.shouldCancel = { Interruption.process.isRequested }
        secrets = configuration.proxies.secrets
        if let path = Self.authoritiesOfNode, Self.holdsCertificate(path) {
            configuration.extraAuthoritiesPath = path
        }
    }

    /// The authorities that Node trusts in addition, and Newman with it.
    private static var authoritiesOfNode: String? {
        ProcessEnvironment["NODE_EXTRA_CA_CERTS"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a file has a certificate; libcurl fails with one that has none.
    private static func holdsCertificate(_ path: String) -> Bool {
        guard (try? FileAccess.readableSize(path)) != nil else { return false }
        var isFound = false
        var last: [UInt8] = []
        // The first certificate is near the start of most files, which can be large.
        try? FileAccess.read(path, pieceSize: 4096) { piece in
            let text = last + piece
            isFound = certificateStarts.contains { text.firstRange(of: $0.utf8) != nil }
            last = Array(text.suffix(certificateStarts[1].utf8.count))
            return !isFound
        }
        return isFound
    }

    private static let certificateStarts = ["", "TRUSTED ", "X509 "].map {
        "-----BEGIN \($0)CERTIFICATE-----"
    }

    /// Creates the settings of the command line, and checks the files that it names.
    init(_ arguments: NetworkArguments, console: Console) throws(InputError) {
        self.init()
        options.verifiesTLS = !arguments.isInsecure
        options.httpVersion = arguments.httpVersion
        options.connectTimeout = Self.limit(arguments.connectTimeoutMilliseconds)
        options.timeout = Self.limit(arguments.requestTimeoutMilliseconds)
        options.totalTimeout = Self.limit(arguments.maxMilliseconds)
        options.maxResponseSize = arguments.maxResponseSize
        configuration.hostAddresses = arguments.hostAddresses
        if let proxy = arguments.proxy {
            configuration.proxies.http = proxy
            configuration.proxies.https = proxy
        }
        if let hosts = arguments.directHosts {
            configuration.proxies.bypass = ProxySettings.hosts(hosts)
        }
        if let path = arguments.extraAuthorities {
            try Self.checkReadable(path, "the authorities")
            configuration.extraAuthoritiesPath = path
        } else if let path = Self.authoritiesOfNode, configuration.extraAuthoritiesPath == nil {
            console.report(
                Diagnostic(
                    .warning,
                    "the file '\(path)' of NODE_EXTRA_CA_CERTS is ignored: it cannot be read, or "
                        + "has no certificate in PEM"))
        }
        configuration.clientCertificates = try Self.certificates(arguments, console)
        secrets += configuration.proxies.secrets
        secrets += configuration.clientCertificates.compactMap(\.passphrase)
    }

    /// A limit in milliseconds; 0 means none, as in Newman.
    static func limit(_ milliseconds: Int?) -> Duration? {
        milliseconds.flatMap { $0 == 0 ? nil : .milliseconds($0) }
    }

    // MARK: Certificates

    /// The certificates of the list, then the one for all other servers.
    private static func certificates(
        _ arguments: NetworkArguments, _ console: Console
    ) throws(InputError) -> [ClientCertificate] {
        var certificates: [ClientCertificate] = []
        if let path = arguments.clientCertificateList {
            certificates = try list(path, console)
        }
        if let path = arguments.clientCertificate {
            certificates.append(try certificate(path, arguments))
        } else if arguments.clientKey != nil || arguments.clientPassphrase != nil {
            throw InputError(
                "a client key or passphrase is given, but no certificate",
                help: ["give it with '--ssl-client-cert'"])
        }
        return certificates
    }

    private static func certificate(
        _ path: String, _ arguments: NetworkArguments
    ) throws(InputError) -> ClientCertificate {
        try checkReadable(path, "the client certificate")
        if let key = arguments.clientKey { try checkReadable(key, "the client key") }
        let isPKCS12 = [".pfx", ".p12"].contains { path.lowercased().hasSuffix($0) }
        return ClientCertificate(
            path: path, format: isPKCS12 ? .pkcs12 : .pem, keyPath: arguments.clientKey,
            passphrase: try arguments.clientPassphrase.map(secret))
    }

    /// A secret as it is given, in a variable of the process (`env:NAME`) or in a file
    /// (`file:PATH`).
    private static func secret(_ text: String) throws(InputError) -> String {
        guard let source = SecretSource(text), source != .standardInput else { return text }
        return try source.read("the passphrase")
    }

    /// The certificates of a list.
    ///
    /// Posthaste warns about those that would never be used.
    private static func list(
        _ path: String, _ console: Console
    ) throws(InputError) -> [ClientCertificate] {
        let source: JSONSource
        do throws(SystemError) {
            // A line may hold passphrases.
            source = JSONSource(name: path, decoding: try FileAccess.read(path)).hidingText()
        } catch {
            throw InputError.unreadable("the list of client certificates", path, error)
        }
        let definitions: [CertificateDefinition]
        let warnings: [Diagnostic]
        do throws(DefinitionError) {
            (definitions, warnings) = try DefinitionFile.certificates(source)
        } catch {
            throw InputError(diagnostics: error.diagnostics)
        }
        for warning in warnings { console.report(warning) }
        for definition in definitions { warn(of: definition, source, console) }
        return definitions.compactMap { ClientCertificate($0, origin: .list(path)) }
    }

    private static func warn(
        of definition: CertificateDefinition, _ source: JSONSource, _ console: Console
    ) {
        func warn(_ message: String, at value: JSONValue, help: [String] = []) {
            console.report(
                Diagnostic(.warning, message, at: source.place(at: value.offset), help: help))
        }
        if definition.matches.isEmpty, let file = definition.certificate ?? definition.pkcs12 {
            warn(
                "the certificate names no URLs, and is never used", at: file,
                help: ["'matches' is an array of patterns, as ['https://*.example.com:*/*']"])
        }
        for pattern in definition.matches where pattern.string.flatMap(URLPattern.init) == nil {
            warn(
                "'\(pattern.string ?? "")' is not a URL pattern, and matches no request",
                at: pattern,
                help: ["a pattern looks like 'https://*.example.com:*/*'"])
        }
        let files = [definition.certificate, definition.key, definition.pkcs12]
        for file in files.compactMap(\.self) {
            do throws(SystemError) {
                _ = try FileAccess.readableSize(file.string ?? "")
            } catch {
                warn("'\(file.string ?? "")' cannot be read: \(error.message)", at: file)
            }
        }
    }

    private static func checkReadable(_ path: String, _ what: String) throws(InputError) {
        do throws(SystemError) {
            _ = try FileAccess.readableSize(path)
        } catch {
            throw InputError.unreadable(what, path, error)
        }
    }
}
