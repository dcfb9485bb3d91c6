import Diagnostics
import HTTPModel
import JSON

/// The parameters of a request that a message may show: all names, and values that are not secret.
public struct SentParameters: Sendable, Hashable {
    /// The names of all parameters.
    public var names: [String] = []
    /// Whether the request had a proof of a key (DPoP).
    public var hasProof = false
    /// The values that help to find out what is wrong, by name; never a secret.
    private var values: [String: String] = [:]

    private static let shown: Set<String> = ["redirect_uri", "scope", "resource", "audience"]

    /// Creates an empty list.
    public init() {}

    /// Keeps the parameters that may be shown.
    init(_ parameters: [(name: String, value: String)], clientID: String) {
        names = parameters.map(\.name)
        for (name, value) in parameters where Self.shown.contains(name) && !value.isEmpty {
            values[name] = ShownText.harmless(value, limit: 300)
        }
        if !clientID.isEmpty { values["client_id"] = ShownText.harmless(clientID, limit: 100) }
    }

    /// Adds the claims of an assertion that a server compares with its federated credentials.
    mutating func addClaims(ofAssertion assertion: String) {
        guard let claims = TokenClaims.read(assertion) else { return }
        for (name, value) in [
            ("issuer", claims["iss"]?.string), ("subject", claims["sub"]?.string),
            ("assertion_audience", claims["aud"]?.string ?? claims["aud"]?.array?.first?.string),
        ] {
            values[name] = value.map { ShownText.harmless($0, limit: 200) }
        }
    }

    /// Returns the text with values in place of the names in braces; nil if a value is unknown.
    func filling(_ template: String) -> String? {
        var text = ""
        var rest = Substring(template)
        while let start = rest.firstIndex(of: "{") {
            guard let end = rest[start...].firstIndex(of: "}"),
                let value = values[String(rest[rest.index(after: start)..<end])]
            else { return nil }
            text += rest[..<start] + value
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }

    /// Does the same with what the endpoint adds: the tenant, and its page for admin consent.
    func filling(_ template: String, at endpoint: EndpointURL?) -> String? {
        guard let endpoint, let tenant = MicrosoftLogin.tenant(of: endpoint) else {
            return filling(template)
        }
        var all = self
        all.values["tenant"] = tenant
        if let client = values["client_id"] {
            let origin = "\(endpoint.parts.scheme)://\(endpoint.parts.authority)"
            all.values["consent"] = "\(origin)/\(tenant)/adminconsent?client_id=\(client)"
        }
        return all.filling(template)
    }
}
