/// What an authorization server said in place of a code or a token.
public struct OAuth2Refusal: Sendable, Hashable {
    /// Where it was said.
    public enum Stage: Sendable, Hashable {
        /// In the answer to the sign-in.
        case authorization
        /// In the answer to a token request.
        case token(OAuth2Grant)
        /// In the answer to a refresh request.
        case refresh
        /// In the answer to the wish that a token be taken back.
        case revocation
    }

    /// Where it was said.
    public var stage: Stage
    /// The endpoint, without its query.
    public var endpoint: String
    /// The HTTP status; nil for the answer to a sign-in.
    public var status: Int?
    /// The code of the RFCs, as `invalid_client`; nil where the server gave none.
    public var error: String?
    /// The server's explanation, harmless to show.
    public var description: String?
    /// The server's page about it.
    public var uri: String?
    /// Entra's numbers, the most telling first.
    public var numbers: [Int] = []
    /// Entra's trace id.
    public var traceID: String?
    /// Entra's correlation id.
    public var correlationID: String?
    /// When Entra says it happened.
    public var timestamp: String?
    /// The seconds of `Retry-After`.
    public var retryAfterSeconds: Double?
    /// What was sent, as far as it may be told.
    public var sent = SentParameters()

    /// Makes a refusal; what the description holds of numbers and ids is taken out of it.
    public init(
        stage: Stage, endpoint: String, status: Int? = nil, error: String? = nil,
        description: String? = nil, uri: String? = nil
    ) {
        self.stage = stage
        self.endpoint = endpoint
        self.status = status
        self.error = error.map { ShownText.harmless($0, limit: 80) }
        self.uri = uri.map { ShownText.harmless($0, limit: 200) }
        guard let description else { return }
        let text = ShownText.harmless(description, limit: 1000)
        numbers = Self.entraNumbers(in: text)
        traceID = Self.value(after: "Trace ID:", in: text)
        correlationID = Self.value(after: "Correlation ID:", in: text)
        timestamp = Self.value(after: "Timestamp:", in: text, words: 2)
        self.description =
            text.start(of: "Trace ID:").map {
                String(text[..<$0]).trimmed
            } ?? text
    }

    /// Whether the same request may succeed a little later.
    public var isTransient: Bool {
        if let status, status == 429 || status >= 500 { return true }
        return error == "temporarily_unavailable" || error == "server_error"
    }

    /// Whether the server wants a person to sign in, or to sign in again.
    public var asksForPerson: Bool {
        switch error {
        case "interaction_required", "login_required", "consent_required",
            "account_selection_required":
            true
        default: false
        }
    }

    /// Whether the client is not recognised, so that another way of saying who it is may help.
    var isAboutClient: Bool {
        status == 401 || status == 403 || error == "invalid_client"
    }

    private static func entraNumbers(in text: String) -> [Int] {
        var numbers: [Int] = []
        var rest = Substring(text)
        while let start = rest.start(of: "AADSTS") {
            rest = rest[start...].dropFirst(6)
            if let number = Int(rest.prefix { $0.isASCII && $0.isNumber }),
                !numbers.contains(number)
            {
                numbers.append(number)
            }
        }
        return numbers
    }

    private static func value(after label: String, in text: String, words: Int = 1) -> String? {
        guard let start = text.start(of: label) else { return nil }
        let rest = text[start...].dropFirst(label.count).split(separator: " ")
        let value = rest.prefix(words).joined(separator: " ")
        return value.isEmpty ? nil : value
    }
}

/// Text from elsewhere, made fit for a terminal, a log and a page.
enum ShownText {
    /// One line without control characters, direction overrides or markup, cut to a length.
    static func harmless(_ text: String, limit: Int) -> String {
        var output = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                output.append("…")
                break
            }
            guard let shown = shown(scalar) else { continue }
            if shown == " ", output.last == " " || output.isEmpty { continue }
            output.append(shown)
            count += 1
        }
        return String(output).trimmed
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "<": return "‹"
        case ">": return "›"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: return " "
        case .format, .surrogate, .privateUse, .unassigned: return nil
        default: return scalar
        }
    }
}

extension StringProtocol {
    /// Where the text first occurs.
    fileprivate func start(of text: String) -> Index? {
        firstRange(of: text)?.lowerBound
    }
}
