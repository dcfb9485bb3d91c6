import Cryptography
import HTTPModel
import TextEncoding

/// Reads the address that a sign-in ends at, as a listener receives it or a person pastes it.
struct SignInAnswer {
    private let text: String
    private let isCut: Bool
    private let parts: URLParts?
    private var values: [String: String] = [:]
    /// The name of the last parameter.
    private var lastName = ""

    /// All parameters, as a form.
    var form: String { FormText(values.map { ($0.key, $0.value) }).encoded() }

    /// Splits an address into its parameters; it may also be only a query or fragment.
    init(_ answer: String) throws(SignInAnswerError) {
        let pasted = PastedText(answer)
        text = pasted.text
        isCut = pasted.isCut
        if text.isEmpty { throw SignInAnswerError(problem: .empty) }
        let isURL = text.hasPrefix("?") || text.hasPrefix("#") ? false : text.contains("://")
        parts = isURL || text.hasPrefix(RedirectPlan.outOfBand) ? URLParts(text) : nil
        for pairs in [parts?.query, parts?.fragment, parts == nil ? bareParameters : nil] {
            for pair in FormText(pairs ?? "").pairs {
                if let known = values[pair.name], known != pair.value {
                    throw SignInAnswerError(problem: .repeatedParameter(pair.name))
                }
                values[pair.name] = pair.value
                lastName = pair.name
            }
        }
    }

    /// Whether a response names its issuer (RFC 9207).
    static func namesIssuer(_ answer: String) -> Bool {
        (try? SignInAnswer(answer))?.values["iss"] != nil
    }

    /// Whether text may be missing at the end: the state, the code, or a part of either.
    ///
    /// `states` are those of the sign-ins that the address may belong to.
    func isIncomplete(expecting states: [String]) -> Bool {
        if isCut && isSecret(lastName) { return true }
        guard let state = values["state"] else { return true }
        if !states.contains(state), states.contains(where: { $0.hasPrefix(state) }) { return true }
        return ["code", "access_token", "error"].allSatisfy { values[$0] == nil }
    }

    /// Whether the address ends with a code or a token, whose end cannot be recognised.
    var endsInSecret: Bool { isSecret(lastName) }

    private func isSecret(_ name: String) -> Bool { name == "code" || name == "access_token" }

    /// Whether the state is the one that was sent.
    func hasState(_ state: String) -> Bool {
        values["state"].map { ConstantTime.areEqual($0, state) } ?? false
    }

    /// Returns the code or the token, after checking everything that can be checked.
    func result(for pending: SignInRequest) throws(SignInAnswerError) -> String {
        try checkPlace(pending)
        if let state = values["state"], !ConstantTime.areEqual(state, pending.state) {
            let isPart = !state.isEmpty && pending.state.hasPrefix(state)
            throw SignInAnswerError(problem: isPart ? .cut : .wrongState)
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
        if isCut, isSecret(lastName) { throw SignInAnswerError(problem: .cut) }
        try checkIssuer(pending)
        return result
    }

    /// The parameters, if the text is not an address: `?code=…`, `#code=…`, `code=…`.
    private var bareParameters: String? {
        let bare = text.first == "?" || text.first == "#" ? String(text.dropFirst()) : text
        return bare.contains("=") ? bare : nil
    }

    /// The text, if it can only be a code.
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
        guard let expected = pending.expectedIssuer else { return }
        guard let issuer = values["iss"] else {
            if pending.requiresIssuer {
                throw SignInAnswerError(problem: .noIssuer(expected: expected))
            }
            return
        }
        // A form of Glewlwyd posts it encoded twice.
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
}

/// Why an address contains neither code nor token: it is the wrong one, or a refusal.
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
    /// Whether the address answers this request; a listener ignores all others.
    public func isAnswered(by address: String) -> Bool {
        (try? SignInAnswer(address))?.hasState(state) ?? false
    }

    /// Returns the code or token in an address, or throws why it has none.
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

/// What can be said about a pasted address before its sign-in is known.
public enum PastedAddress {
    /// Whether text may be missing at its end.
    ///
    /// `states` are those of the sign-ins that the address may belong to.
    public static func isIncomplete(_ text: String, expecting states: [String]) -> Bool {
        guard let answer = try? SignInAnswer(text) else { return true }
        return answer.isIncomplete(expecting: states)
    }

    /// Whether it ends with a code or a token, so that a part of it could be taken for the whole.
    public static func endsInSecret(_ text: String) -> Bool {
        (try? SignInAnswer(text))?.endsInSecret ?? true
    }
}
