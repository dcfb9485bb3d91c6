import HTTPModel

/// `Authorization: Digest` (RFC 7616), with the nonces of one run.
///
/// The first request to a server is sent without credentials, and again with the response to the
/// challenge; later requests are signed at once. If the file itself names nonce and realm, they are
/// used for the first request. It does not verify `rspauth`.
final class DigestScheme {
    private struct Account: Hashable {
        let origin: String
        let username: String
    }

    /// A nonce of a server.
    private struct Nonce: Hashable {
        let origin: String
        let text: String
    }

    private var sessions: [Account: DigestSession] = [:]
    /// How many requests have used each nonce: a server may give the same one to several requests
    /// that are in progress at the same time, or to several accounts.
    private var counts: [Nonce: Int] = [:]

    /// Accounts that change with every request would fill the memory of a long run.
    private static let keptSessions = 256
    /// Nonces that change with every request would, too.
    private static let keptCounts = 1024

    func sign(
        _ request: inout HTTPRequest, _ context: SigningContext
    ) throws(SigningError) -> RequestSignature {
        let username = try context.block.required("username")
        let password = try context.block.text("password")
        try HeaderText.check(username, parameter: "username")
        let account = Account(
            origin: URLParts.origin(of: request.url), username: username)
        request.headers.remove("Authorization")
        var signature = RequestSignature()
        signature.secrets = [password]
        signature.isForOneURL = true
        signature.digestBlock = context.block
        var known = sessions[account]
        if known == nil { known = try Self.session(of: context) }
        guard let session = known else { return signature }
        keep(session, for: account)
        let (credentials, response) = try session.credentials(
            for: request, count: nextCount(of: session, for: account), username: username,
            password: password, context)
        // The hash is over UTF-8.
        request.headers.fields.append(
            HTTPField(name: "Authorization", value: "Digest " + credentials, keepsUTF8: true))
        signature.headerNames = ["Authorization"]
        signature.passingSecrets = [credentials, response]
        signature.digestNonce = session.challenge.nonce
        return signature
    }

    /// Whether the response asks for the request to be signed and sent again.
    func isChallenged(
        by response: HTTPResponse, to request: HTTPRequest, _ signature: RequestSignature,
        isReplay: Bool, _ context: SigningContext
    ) throws(SigningError) -> Bool {
        let username = try context.block.text("username")
        let account = Account(
            origin: URLParts.origin(of: request.url), username: username)
        let challenges = Challenge.all(
            in: response.headers.values(named: "WWW-Authenticate"))
        // Newman treats a 403 with a challenge like a 401.
        guard response.status == 401 || response.status == 403 && !challenges.isEmpty else {
            adoptNextNonce(of: response, for: account)
            return false
        }
        let preferred = try Self.preferredHash(context)
        guard !context.block.isOn("disableRetryRequest"),
            let challenge = try DigestChallenge.best(of: challenges, preferring: preferred)
        else { return false }
        // If this very challenge was answered, the password is wrong; an older nonce may have
        // expired.
        if isReplay, signature.digestNonce != nil, !challenge.isStale {
            sessions[account] = nil
            return false
        }
        // Another request has already begun to use this nonce.
        if sessions[account]?.challenge.nonce == challenge.nonce,
            signature.digestNonce != challenge.nonce
        {
            return true
        }
        let preference = try context.block.optionalText("qop").lowercased()
        let quality = challenge.quality(preferring: preference)
        keep(
            DigestSession(
                challenge, quality: quality, clientNonce: try Self.clientNonce(context)),
            for: account)
        return true
    }

    /// Returns the session that the file's own parameters describe, if they name nonce and realm.
    private static func session(
        of context: SigningContext
    ) throws(SigningError) -> DigestSession? {
        let nonce = try context.block.optionalText("nonce")
        let realm = try context.block.optionalText("realm")
        if nonce.isEmpty || realm.isEmpty { return nil }
        let opaque = try context.block.optionalText("opaque")
        let challenge = DigestChallenge(
            realm: realm, nonce: nonce, opaque: opaque.isEmpty ? nil : opaque,
            hash: try preferredHash(context),
            qualities: DigestChallenge.list(try context.block.optionalText("qop")))
        let count = Int(try context.block.optionalText("nonceCount"), radix: 16) ?? 1
        return DigestSession(
            challenge, quality: challenge.quality(preferring: "auth"),
            clientNonce: try clientNonce(context), firstCount: max(1, count))
    }

    /// Returns the algorithm that the file names; nil if it names none.
    private static func preferredHash(
        _ context: SigningContext
    ) throws(SigningError) -> DigestHash? {
        let name = try context.block.optionalText("algorithm")
        if name.isEmpty { return nil }
        return DigestHash(try context.block.choice("algorithm", among: DigestHash.names))
    }

    private static func clientNonce(
        _ context: SigningContext
    ) throws(SigningError) -> String {
        let given = try context.block.optionalText("clientNonce")
        return given.isEmpty ? try context.nonce(16) : given
    }

    private func adoptNextNonce(of response: HTTPResponse, for account: Account) {
        guard let line = response.headers["Authentication-Info"],
            let nonce = Challenge.parameters(of: line)["nextnonce"]
        else { return }
        sessions[account]?.adopt(nextNonce: nonce)
    }

    /// Counts one more request that uses the nonce of a session.
    private func nextCount(of session: DigestSession, for account: Account) -> Int {
        if counts.count >= Self.keptCounts {
            let used = Set(
                sessions.map { Nonce(origin: $0.key.origin, text: $0.value.challenge.nonce) })
            counts = counts.filter { used.contains($0.key) }
        }
        let nonce = Nonce(origin: account.origin, text: session.challenge.nonce)
        let count = counts[nonce].map { $0 + 1 } ?? session.firstCount
        counts[nonce] = count
        return count
    }

    private func keep(_ session: DigestSession, for account: Account) {
        if sessions[account] == nil, sessions.count >= Self.keptSessions { sessions.removeAll() }
        sessions[account] = session
    }
}
