import Diagnostics

/// The wording of a refusal.
extension OAuth2Refusal {
    /// The code and Entra's number, for a sentence about something else.
    var shortReason: String {
        let number = numbers.first.map { ", AADSTS\($0)" } ?? ""
        return (error ?? status.map { "status \($0)" } ?? "no reason given") + number
    }

    /// Who refused what, in the server's own words.
    var message: String {
        var said: String
        switch (error, description) {
        case (let error?, let description?): said = "\(error): \(description)"
        case (let error?, nil): said = error
        case (nil, let description?): said = description
        case (nil, nil): said = "no reason given"
        }
        if let status { said = "status \(status), \(said)" }
        while said.hasSuffix(".") { said.removeLast() }
        switch stage {
        case .authorization: return "\(endpoint) refused the sign-in: \(said)"
        case .token(let grant):
            return "\(endpoint) refused a token for grant '\(grant.rawValue)': \(said)"
        case .refresh: return "\(endpoint) refused to refresh the token: \(said)"
        case .revocation: return "\(endpoint) refused to revoke the token: \(said)"
        }
    }

    /// The likely cause, what to change, and what an administrator can look for.
    var help: [String] {
        var help: [String] = []
        if refusesQuery {
            help.append(
                "the server takes no query in the token URL: move it from 'accessTokenUrl' to "
                    + "'tokenRequestParams' with 'send_as' 'request_body'")
        }
        let hints = numbers.compactMap(EntraCatalogue.entry)
        if let hint = hints.first {
            help.append("AADSTS\(hint.numbers.first { numbers.contains($0) } ?? 0): \(hint.cause)")
            help.append(hint.fix)
            help += filled(hint.detail)
        } else if let entry = ErrorCatalogue.entry(of: self) {
            help += ["likely cause: \(entry.cause)", entry.fix] + filled(entry.detail)
        }
        if hints.isEmpty, let number = numbers.first {
            help.append("about AADSTS\(number): \(EntraCatalogue.page(number))")
        }
        if isTransient, let seconds = retryAfterSeconds, seconds > 0 {
            let text = seconds < 120 ? "\(Int(seconds.rounded(.up))) s" : Self.minutes(seconds)
            help.append("the server takes requests again in \(text)")
        }
        if error == "invalid_request" || numbers.contains(where: Self.aboutParameters.contains) {
            help.append("parameters sent: " + sent.names.joined(separator: ", "))
        }
        return help + references
    }

    private static func minutes(_ seconds: Double) -> String {
        "\(Int((min(seconds, 1e9) / 60).rounded(.up))) minutes"
    }

    /// Returns the detail of an entry, if all its values are known.
    private func filled(_ detail: String?) -> [String] {
        // Only to read it: the address was checked before anything was sent.
        let url = try? EndpointURL(endpoint, key: "", allowsInsecureHTTP: true)
        return detail.flatMap { sent.filling($0, at: url) }.map { [$0] } ?? []
    }

    private static let aboutParameters: Set<Int> = [9_002_313, 900144, 90014, 90100]

    private var refusesQuery: Bool {
        error == "invalid_request"
            && description?.lowercased().contains("query parameters are not allowed") == true
    }

    private var references: [String] {
        let ids = [
            traceID.map { "trace id \(ShownText.harmless($0, limit: 80))" },
            correlationID.map { "correlation id \(ShownText.harmless($0, limit: 80))" },
            timestamp.map { "at \(ShownText.harmless($0, limit: 40))" },
        ].compactMap { $0 }
        var references =
            ids.isEmpty ? [] : ["for the administrator: " + ids.joined(separator: ", ")]
        if let uri { references.append("see \(uri)") }
        return references
    }
}
