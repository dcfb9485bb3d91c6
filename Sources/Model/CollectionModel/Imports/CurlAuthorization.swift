import JSON
import TextEncoding

/// How a command line for curl signs in: the account, and the schemes that it allows.
struct CurlAuthorization {
    private var user: String?
    private var token: String?
    /// The options that name a scheme, without dashes, each once.
    private var schemes: [String] = []
    /// The value of `--aws-sigv4`.
    private var scope = ""

    /// The types of the schemes that a request can have.
    private static let types = ["basic": "basic", "digest": "digest", "ntlm": "ntlm"]

    /// Reads an option; returns whether it is about authorization.
    mutating func read(_ name: String, _ value: String) -> Bool {
        switch name {
        case "user": user = value
        case "oauth2-bearer": token = value
        case "basic", "digest", "ntlm", "negotiate", "anyauth": add(name)
        case "aws-sigv4":
            add(name)
            scope = value
        default: return false
        }
        return true
    }

    private mutating func add(_ scheme: String) {
        if !schemes.contains(scheme) { schemes.append(scheme) }
    }

    /// Gives a request its authorization; returns what is lost, if it cannot have one.
    ///
    /// The account of the address is used by every scheme, so it does not stay in the address if
    /// the scheme is not basic: it would be sent in clear.
    func apply(to request: inout RequestDefinition) -> String? {
        if let token, schemes.isEmpty {
            request.authorization = AuthorizationDefinition(
                type: "bearer", parameters: [JSONMember(key: "token", value: .string(token))])
            return nil
        }
        let isBasic = schemes.isEmpty || schemes == ["basic"]
        if isBasic, user == nil { return nil }
        let account = takeAccount(from: &request.url)
        let isKnown = token == nil && schemes.count <= 1
        if isKnown, let account {
            request.authorization = authorization(account, host: request.url.host ?? "")
        }
        if request.authorization != nil || (account == nil && isKnown) { return nil }
        let written = schemes + (token == nil ? [] : ["oauth2-bearer"])
        return "authorization by " + written.map { "'--\($0)'" }.joined(separator: " or ")
    }

    private typealias Account = (name: String, password: String)

    private func takeAccount(from url: inout URLDefinition) -> Account? {
        let inURL = url.user.map { name in
            (
                PercentEncoding.strict.decode(name),
                PercentEncoding.strict.decode(url.password ?? "")
            )
        }
        url.user = nil
        url.password = nil
        guard let user else { return inURL }
        let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    /// The authorization of the one scheme; nil if no type does the same.
    private func authorization(_ account: Account, host: String) -> AuthorizationDefinition? {
        let scheme = schemes.first ?? "basic"
        if scheme == "aws-sigv4" { return signature(account, host: host) }
        return Self.types[scheme].map { type in
            Self.definition(type, [("username", account.name), ("password", account.password)])
        }
    }

    /// The signature of `aws:amz:REGION:SERVICE`.
    ///
    /// As in curl, the host `SERVICE.REGION.…` says what is left out.
    private func signature(_ account: Account, host: String) -> AuthorizationDefinition? {
        let parts = (scope.isEmpty ? "aws:amz" : scope)
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let labels = host.split(separator: ".").map(String.init)
        guard parts.starts(with: ["aws", "amz"]), parts.count <= 4 else { return nil }
        let region = parts.count > 2 ? parts[2] : labels.count > 2 ? labels[1] : ""
        let service = parts.count > 3 ? parts[3] : labels.count > 1 ? labels[0] : ""
        if region.isEmpty || service.isEmpty { return nil }
        return Self.definition(
            "awsv4",
            [
                ("accessKey", account.name), ("secretKey", account.password), ("region", region),
                ("service", service),
            ])
    }

    private static func definition(
        _ type: String, _ parameters: [(String, String)]
    ) -> AuthorizationDefinition {
        AuthorizationDefinition(
            type: type,
            parameters: parameters.map { JSONMember(key: $0.0, value: .string($0.1)) })
    }
}
