import Cryptography
import HTTPModel
import TextEncoding

/// Reads the address that a sign-in ends at, as a listener receives it or a person pastes it.
struct SignInAnswer {
    /// The address without quotes and line breaks.
    private let text: String
    private let parts: URLParts?
    private var values: [String: String] = [:]

    /// All that it says, as a form.
    var form: String { FormText(values.map { ($0.key, $0.value) }).encoded() }

    /// Takes an answer apart; it may be a whole address, or only its query or fragment.
    init(_ answer: String) throws(SignInAnswerError) {
        text = Self.cleaned(answer)
        if text.isEmpty { throw SignInAnswerError(problem: .empty) }
        let isURL = text.hasPrefix("?") || text.hasPrefix("#") ? false : text.contains("://")
        parts = isURL || text.hasPrefix(RedirectPlan.outOfBand) ? URLParts(text) : nil
        for pairs in [parts?.query, parts?.fragment, parts == nil ? bareParameters : nil] {
            for pair in FormText(pairs ?? "").pairs {
                if let known = values[pair.name], known != pair.value {
                    throw SignInAnswerError(problem: .repeatedParameter(pair.name))
                }
                values[pair.name] = pair.value
            }
        }
    }

    /// Whether an answer says who gave it (RFC 9207).
    static func namesIssuer(_ answer: String) -> Bool {
        (try? SignInAnswer(answer))?.values["iss"] != nil
    }

    /// Whether the state is the one that was sent.
    func hasState(_ state: String) -> Bool {
        values["state"].map { ConstantTime.areEqual($0, state) } ?? false
    }

    /// The code or the token, after everything that can be compared has been.
    func result(for pending: SignInRequest) throws(SignInAnswerError) -> String {
        try checkPlace(pending)
        if let state = values["state"], !ConstantTime.areEqual(state, pending.state) {
            throw SignInAnswerError(problem: .wrongState)
        }
        if let error = values["error"], !error.isEmpty {
            throw SignInAnswerError(
                error: error, description: values["error_description"], uri: values["error_uri"])
        }
        let isCode = pending.expects == .code
        guard let result = values[isCode ? "code" : "access_token"], !result.isEmpty else {
            guard isCode else { throw SignInAnswerError(problem: .noToken) }
            if let bare = bareCode {
                if pending.acceptsBareCode { return bare }
                throw SignInAnswerError(problem: .bareCode)
            }
            throw SignInAnswerError(problem: .noCode)
        }
        guard values["state"] != nil || pending.acceptsBareCode else {
            throw SignInAnswerError(problem: .noState)
        }
        try checkIssuer(pending)
        return result
    }

    /// The answer's parameters where it is no address: `?code=…`, `#code=…`, `code=…`.
    private var bareParameters: String? {
        let bare = text.first == "?" || text.first == "#" ? String(text.dropFirst()) : text
        return bare.contains("=") ? bare : nil
    }

    /// The answer, where it can be nothing but a code.
    private var bareCode: String? {
        parts == nil && values["state"] == nil && values["error"] == nil
            && !text.contains("&") ? text : nil
    }

    private func checkPlace(_ pending: SignInRequest) throws(SignInAnswerError) {
        guard let parts else { return }
        guard let expected = URLParts(pending.redirectURI) else { return }
        if Self.isSamePlace(parts, expected) { return }
        if values["code"] == nil, values["access_token"] == nil,
            let sent = URLParts(pending.url), Self.isSamePlace(parts, sent)
        {
            throw SignInAnswerError(problem: .isAuthorizationURL)
        }
        throw SignInAnswerError(
            problem: .wrongPlace(found: Self.displayed(parts), expected: pending.redirectURI))
    }

    private func checkIssuer(_ pending: SignInRequest) throws(SignInAnswerError) {
        guard let expected = pending.expectedIssuer, let issuer = values["iss"] else { return }
        // A form of Glewlwyd's posts it encoded twice.
        if issuer != expected, PercentEncoding.form.decode(issuer) != expected {
            throw SignInAnswerError(problem: .wrongIssuer(found: issuer, expected: expected))
        }
    }

    /// Scheme, host and port as such, the path exactly; Entra puts a slash after a bare host.
    private static func isSamePlace(_ a: URLParts, _ b: URLParts) -> Bool {
        a.scheme == b.scheme && a.host == b.host && a.effectivePort == b.effectivePort
            && (a.path == b.path || (a.path + b.path == "/"))
    }

    private static func displayed(_ parts: URLParts) -> String {
        parts.scheme + "://" + parts.host + (parts.port.map { ":\($0)" } ?? "") + parts.path
    }

    /// The answer without the white space and quotes that copying adds.
    private static func cleaned(_ answer: String) -> String {
        var text = ""
        for scalar in answer.unicodeScalars
        where scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
            && scalar.properties.generalCategory != .format
        {
            text.unicodeScalars.append(scalar)
        }
        let quotes: Set<Character> = ["\"", "'", "`", "<", ">", "“", "”", "‘", "’", "«", "»"]
        while let first = text.first, quotes.contains(first) { text.removeFirst() }
        while let last = text.last, quotes.contains(last) { text.removeLast() }
        return text.replacing("&amp;", with: "&")
    }
}

/// Why an answer gives neither code nor token: it is none, or it is a refusal.
struct SignInAnswerError: Error {
    var problem: SignInAnswerProblem?
    var error: String?
    var description: String?
    var uri: String?

    init(problem: SignInAnswerProblem) {
        self.problem = problem
    }

    init(error: String, description: String?, uri: String?) {
        self.error = error
        self.description = description
        self.uri = uri
    }
}

extension SignInRequest {
    /// Whether the address is an answer to this request; a listener ignores all others.
    public func isAnswered(by address: String) -> Bool {
        (try? SignInAnswer(address))?.hasState(state) ?? false
    }

    /// The code or token of an answer, or why it has none.
    @discardableResult
    public func verify(_ answer: String) throws(OAuth2Error) -> String {
        do {
            return try SignInAnswer(answer).result(for: self)
        } catch {
            if let problem = error.problem {
                throw OAuth2Error(.unusableAnswer(problem), owner: owner)
            }
            var refusal = OAuth2Refusal(
                stage: .authorization, endpoint: EndpointURL.displayed(url),
                error: error.error, description: error.description, uri: error.uri)
            refusal.sent = SentParameters(
                FormText(URLParts(url)?.query ?? "").pairs, clientID: clientID)
            throw OAuth2Error(.refused(refusal), owner: owner)
        }
    }
}
