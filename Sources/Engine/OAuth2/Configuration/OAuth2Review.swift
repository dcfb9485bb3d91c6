import Diagnostics
import HTTPModel
import JSON
public import Signing
import TextEncoding

/// Reviews an oauth2 block without asking a server: what is wrong, or likely to be.
///
/// Unlike a run it does not stop at the first mistake, and it does not mind what is given only at
/// run time, such as a client secret.
public struct OAuth2Review {
    /// What a doubt is about.
    public enum Topic: Sendable, Hashable {
        /// The keys and values of the block.
        case settings
        /// An address that is not https.
        case insecureAddress
        /// The redirect URI.
        case callback
        /// The tenants of the addresses.
        case tenant
        /// The scope.
        case scope
    }

    /// Something that is wrong, or likely to be.
    public struct Doubt: Sendable, Hashable {
        /// What it is about.
        public let topic: Topic
        /// The key of the block that it is about; nil for several.
        public let key: String?
        /// What is wrong, in one phrase.
        public let message: String
        /// What to do about it.
        public let help: [String]

        /// Whether it is about a key that is not Postman's, and not about its value.
        public var isAboutKey: Bool { key.map { !OAuth2Keys.known.contains($0) } ?? false }
    }

    /// The doubts, each once.
    public private(set) var doubts: [Doubt] = []

    private let block: AuthBlock
    private let requestURLs: [String]
    /// The keys in which a variable without a value was replaced by its name.
    private(set) var incompleteKeys: Set<String> = []

    /// Reviews a block.
    ///
    /// - Parameters:
    ///   - block: The block with the values of an environment; variables without a value stay.
    ///   - isUnattended: Whether no person watches the runs.
    ///   - requestURLs: The addresses that are called with the token.
    public init(_ block: AuthBlock, isUnattended: Bool, requestURLs: [String]) {
        var block = block
        for index in block.parameters.members.indices {
            let value = block.parameters.members[index].value
            guard let text = value.string, text.contains("{{") else { continue }
            let key = block.parameters.members[index].key
            incompleteKeys.insert(OAuth2Keys.meaning[key] ?? key)
            block.parameters.members[index].value = .string(Self.withoutVariables(text))
        }
        // It is given at run time.
        let secret = "clientSecret"
        block.parameters[OAuth2Keys.name(of: secret, in: block) ?? secret] = .string("given")
        self.block = block
        self.requestURLs = requestURLs
        review(isUnattended: isUnattended)
    }

    /// What marks the name of a variable that has no value.
    private static let unsetMark = "unset-"

    /// The text with the name of each variable in place of its value, so that URLs stay URLs.
    private static func withoutVariables(_ text: String) -> String {
        var text = text
        while let open = text.firstRange(of: "{{"),
            let close = text[open.upperBound...].firstRange(of: "}}")
        {
            let name = text[open.upperBound..<close.lowerBound].filter {
                $0.isLetter || $0.isNumber
            }
            let rest = text[close.upperBound...]
            let isOrigin =
                open.lowerBound == text.startIndex
                && (rest.hasPrefix("/") || rest.hasPrefix(":"))
            text =
                text[..<open.lowerBound]
                + (isOrigin ? "https://\(name).invalid" : Self.unsetMark + name) + rest
        }
        return text
    }

    mutating func doubt(
        _ topic: Topic, _ key: String?, _ message: String, help: [String] = []
    ) {
        let doubt = Doubt(topic: topic, key: key, message: message, help: help)
        if !doubts.contains(doubt) { doubts.append(doubt) }
    }

    // MARK: Settings

    private mutating func review(isUnattended: Bool) {
        var reader = OAuth2BlockReader(block, overrides: Self.overrides)
        guard reader.isConfigured else { return }
        // A token alone is sent as it is, so nothing else can be missing.
        let configuration = reader.obtainsTokens ? readConfiguration() : nil
        for key in OAuth2Keys.aliases.keys.sorted() { _ = reader.value(key) }
        reader.reportUnknownKeys()
        doubt(reader.warnings)
        reviewWords(&reader)
        reviewBraces(&reader)
        guard let configuration else { return }
        reviewEndpoints(configuration)
        reviewAddresses(configuration)
        reviewScheme(configuration)
        if isUnattended { reviewCallback(configuration) }
        reviewTenants(configuration)
        reviewScope(configuration)
        reviewScopeForm(configuration)
    }

    private static var overrides: OAuth2Overrides {
        var overrides = OAuth2Overrides()
        overrides.allowsInsecureHTTP = true
        return overrides
    }

    /// Reads the block as a run would, but goes on after an error with a usable value in its place,
    /// so that one mistake hides no other.
    private mutating func readConfiguration() -> OAuth2Configuration? {
        var repaired = block
        var keys: Set<String> = []
        while true {
            var reader = OAuth2BlockReader(repaired, overrides: Self.overrides)
            do {
                let configuration = try reader.configuration()
                doubt(reader.warnings)
                if case .failure(let error)? = configuration.browserSettings?.redirect {
                    doubt(error, "redirect_uri")
                }
                return configuration
            } catch {
                let (key, substitute) = Self.repair(error.kind)
                doubt(error, key)
                guard let key, keys.insert(key).inserted else { return nil }
                repaired.parameters[key] = substitute
            }
        }
    }

    /// Reviews the words that only a request with a token needs.
    private mutating func reviewWords(_ reader: inout OAuth2BlockReader) {
        do {
            _ = try reader.placement()
        } catch {
            doubt(error, Self.repair(error.kind).key)
        }
        let key = "client_authentication"
        guard let text = reader.value(key)?.scalarText, !incompleteKeys.contains(key),
            !["", "header", "body"].contains(text.lowercased())
        else { return }
        doubt(
            .settings, key, "'\(key)' is '\(text)', and taken as 'header'",
            help: ["write 'header' or 'body'"])
    }

    private mutating func doubt(_ error: OAuth2Error, _ key: String?) {
        guard isCertain(error.kind, key) else { return }
        let isGrant = if case .unsupportedGrant = error.kind { true } else { false }
        doubt(
            .settings, key, error.diagnostic.message, help: isGrant ? error.diagnostic.help : [])
    }

    /// The key that an error is about, and a value with which reading goes on.
    private static func repair(_ kind: OAuth2Error.Kind) -> (key: String?, JSONValue) {
        switch kind {
        case .missingParameter(let key, _):
            (key, .string(key.hasSuffix("Url") ? "https://unset.invalid/" : "given"))
        case .invalidParameter(let key, _), .unresolvedVariable(_, let key):
            (key, key.hasSuffix("Url") ? .string("https://unset.invalid/") : .null)
        case .unsupportedGrant: ("grant_type", .string("client_credentials"))
        case .unusableTokenType: ("tokenType", .null)
        default: (nil, .null)
        }
    }

    /// Whether an error is there with any values of variables, and is reported nowhere else.
    private func isCertain(_ kind: OAuth2Error.Kind, _ key: String?) -> Bool {
        if let key, incompleteKeys.contains(key) { return false }
        guard case .missingParameter(let key, let grant) = kind else { return true }
        let isGrantKnown =
            !incompleteKeys.contains("grant_type")
            && (block.parameters["grant_type"]?.string.map { OAuth2Grant(name: $0) == grant }
                ?? true)
        let isMisspelled = block.parameters.members.contains { member in
            !OAuth2Keys.known.contains(member.key) && OAuth2Keys.nearest(to: member.key) == key
        }
        return isGrantKnown && !isMisspelled
    }

    private mutating func doubt(_ warnings: [Diagnostic]) {
        for warning in warnings {
            doubt(
                .settings, quotedKey(in: warning.message),
                warning.message.hasPrefix("auth: ")
                    ? String(warning.message.dropFirst(6)) : warning.message, help: warning.help)
        }
    }

    /// The first key of the block that a message quotes.
    private func quotedKey(in message: String) -> String? {
        let words = message.split(separator: "'", omittingEmptySubsequences: false)
        return words.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            .first { block.parameters[$0] != nil }
    }

    // MARK: Addresses

    /// Reviews names in single braces, which nothing replaces.
    private mutating func reviewBraces(_ reader: inout OAuth2BlockReader) {
        for key in ["authUrl", "accessTokenUrl", "refreshTokenUrl", "redirect_uri"] {
            guard let text = reader.value(key)?.string, let open = text.firstIndex(of: "{"),
                let close = text[open...].firstIndex(of: "}")
            else { continue }
            let name = text[text.index(after: open)..<close]
            doubt(
                .settings, key, "'\(key)' contains '{\(name)}', which is sent as it is",
                help: ["write '{{\(name)}}' for a variable, or the value itself"])
        }
    }

    /// Reviews addresses that look as if they stood under the other's key.
    private mutating func reviewEndpoints(_ configuration: OAuth2Configuration) {
        func ends(_ url: EndpointURL, _ words: [String]) -> Bool {
            url.parts.path.split(separator: "/").last.map { words.contains($0.lowercased()) }
                == true
        }
        let isImplicit = configuration.grant == .implicit
        let authorization =
            isImplicit ? configuration.tokenURL : configuration.browserSettings?.authorizationURL
        let isTokenAddress = authorization.map { ends($0, ["token", "access_token"]) } == true
        let isSignIn = !isImplicit && ends(configuration.tokenURL, ["authorize"])
        if isTokenAddress {
            doubt(
                .settings, "authUrl", "'authUrl' looks like the address for tokens",
                help: [isSignIn ? "exchange it with 'accessTokenUrl'" : "sign-ins need another"])
        }
        if isSignIn {
            doubt(
                .settings, "accessTokenUrl", "'accessTokenUrl' looks like the address for sign-ins",
                help: [isTokenAddress ? "exchange it with 'authUrl'" : "tokens need another"])
        }
    }

    private mutating func reviewAddresses(_ configuration: OAuth2Configuration) {
        let isImplicit = configuration.grant == .implicit
        var addresses = [
            (isImplicit ? "authUrl" : "accessTokenUrl", configuration.tokenURL.text)
        ]
        if let settings = configuration.browserSettings {
            if !isImplicit { addresses.append(("authUrl", settings.authorizationURL.text)) }
            if case .success(.paste(let uri)) = settings.redirect {
                addresses.append(("redirect_uri", uri))
            }
        }
        addresses.append(("refreshTokenUrl", configuration.refresh.url.text))
        var seen: Set<String> = []
        for (key, address) in addresses {
            guard let parts = URLParts(address), parts.scheme == "http", !parts.isLoopback,
                seen.insert(address).inserted
            else { continue }
            doubt(
                .insecureAddress, key, "'\(key)' is an http address; tokens need https",
                help: ["write 'https://\(parts.host)…'"])
        }
    }

    private mutating func reviewScheme(_ configuration: OAuth2Configuration) {
        guard case .success(.paste(let uri))? = configuration.browserSettings?.redirect,
            let scheme = URLParts(uri)?.scheme, !["http", "https"].contains(scheme),
            let near = Spelling.nearest(to: scheme, among: ["https", "http"])
        else { return }
        doubt(
            .callback, "redirect_uri", "'redirect_uri' has the unknown scheme '\(scheme)'",
            help: ["did you mean '\(near)'?"])
    }

    private mutating func reviewCallback(_ configuration: OAuth2Configuration) {
        guard case .success(.paste)? = configuration.browserSettings?.redirect else { return }
        doubt(
            .callback, "redirect_uri",
            "the callback address is not on the machine that runs, so a run in CI cannot receive "
                + "the sign-in",
            help: [
                "use '--oauth2-grant client_credentials' in CI, or a stored sign-in"
            ])
    }

    // MARK: Tenants

    private mutating func reviewTenants(_ configuration: OAuth2Configuration) {
        guard let tenant = MicrosoftLogin.tenant(of: configuration.tokenURL) else { return }
        if let settings = configuration.browserSettings,
            let other = MicrosoftLogin.tenant(of: settings.authorizationURL),
            other.lowercased() != tenant.lowercased(),
            ![tenant, other].contains(where: { $0.contains(Self.unsetMark) })
        {
            doubt(
                .tenant, "authUrl",
                "'authUrl' names the tenant '\(other)' and 'accessTokenUrl' the tenant '\(tenant)'",
                help: ["use the same tenant in both"])
        }
        if configuration.grant == .clientCredentials,
            MicrosoftLogin.sharedTenants.contains(tenant.lowercased())
        {
            doubt(
                .tenant, "accessTokenUrl",
                "client credentials need the id or domain of a tenant, not '\(tenant)'")
        }
        if let other = calledTenant, UUIDText.isForm(of: tenant), other != tenant.lowercased() {
            doubt(
                .tenant, "accessTokenUrl",
                "requests go to the tenant '\(other)', but the token comes from '\(tenant)'",
                help: ["use one variable for both"])
        }
    }

    /// The tenant in the path of the first request to Business Central that names one.
    private var calledTenant: String? {
        for url in requestURLs {
            guard let parts = URLParts(url), parts.host.hasSuffix("businesscentral.dynamics.com")
            else { continue }
            let segments = parts.path.split(separator: "/").prefix(2).map { $0.lowercased() }
            if segments.count == 2, segments[0].hasPrefix("v"), UUIDText.isForm(of: segments[1]) {
                return segments[1]
            }
        }
        return nil
    }
}
