import Cryptography
import JSON
import TextEncoding

/// A sign-in that was started by one command and is finished by another, perhaps after a person
/// elsewhere has opened its address.
public struct PendingSignIn: Sendable, Hashable {
    /// The request that waits for its answer.
    public var request: SignInRequest
    /// The verifier that redeems the code.
    var verifier: String
    /// Its form in the request.
    var method: ProofKey.Method
    /// The name that the token will be kept under.
    public var storeName: String
    /// Until when it can be finished, in seconds since 1970.
    public var expiresAt: Double
    /// The address that the sign-in ended at, if the token request after it failed.
    var answer: String?

    /// Whether somebody has signed in, and only the token request after it failed.
    public var isAnswered: Bool { answer != nil }

    /// How long a code can be redeemed, in seconds: as long as Entra's.
    static let codeSeconds = 600.0

    private static let version = 1.0

    /// The name of its file; the state itself is in no file name.
    func fileName() throws(OAuth2Error) -> String {
        do {
            let digest = try DigestAlgorithm.sha256.digest(of: Array(request.state.utf8))
            return "pending-" + Hexadecimal.encode(Array(digest.prefix(16)))
        } catch {
            throw OAuth2Error(.cryptography(error))
        }
    }

    init(
        _ request: SignInRequest, _ proofKey: ProofKey, storeName: String, expiresAt: Double
    ) {
        self.request = request
        verifier = proofKey.verifier
        method = proofKey.method
        self.storeName = storeName
        self.expiresAt = expiresAt
    }

    /// The form that is written.
    var json: JSONValue {
        let texts: [(String, String?)] = [
            ("owner", request.owner), ("client_id", request.clientID), ("url", request.url),
            ("redirect_uri", request.redirectURI), ("state", request.state),
            ("app_redirect_uri", request.appRedirectURI), ("verifier", verifier),
            ("method", method.rawValue), ("token", storeName),
            ("answer", answer),
        ]
        return .object(
            [("version", .number(Self.version))]
                + texts.compactMap { name, text in text.map { (name, .string($0)) } }
                + [
                    ("bare_code", .boolean(request.acceptsBareCode)),
                    ("expires_at", .number(expiresAt)),
                ])
    }

    /// Reads what was written; nil if it is something else.
    init?(_ json: JSONValue) {
        guard json["version"]?.double == Self.version, let owner = json["owner"]?.string,
            let clientID = json["client_id"]?.string, let url = json["url"]?.string,
            let redirectURI = json["redirect_uri"]?.string, let state = json["state"]?.string,
            let verifier = json["verifier"]?.string,
            let method = json["method"]?.string.flatMap(ProofKey.Method.init(rawValue:)),
            let storeName = json["token"]?.string, let expiresAt = json["expires_at"]?.double
        else { return nil }
        request = SignInRequest(
            url: url, redirectURI: redirectURI, state: state, timeoutSeconds: 0, owner: owner,
            clientID: clientID, acceptsBareCode: json["bare_code"]?.boolean ?? false,
            expectedIssuer: nil, appRedirectURI: json["app_redirect_uri"]?.string)
        self.verifier = verifier
        self.method = method
        self.storeName = storeName
        self.expiresAt = expiresAt
        answer = json["answer"]?.string
    }
}

extension TokenStore {
    /// How long an expired sign-in is known, in seconds, so that its answer gets the right message.
    private static let memorySeconds = 86_400.0

    /// The sign-ins that wait for their answers; those that expired long ago are removed.
    public func pendingSignIns(at now: Double, withExpired: Bool = false) -> [PendingSignIn] {
        names("pending-").compactMap { name in
            guard let json = read(name + ".json"), let pending = PendingSignIn(json) else {
                return nil
            }
            if pending.expiresAt + Self.memorySeconds <= now {
                remove(name)
                return nil
            }
            return withExpired || pending.expiresAt > now ? pending : nil
        }
    }

    /// Keeps a sign-in until it is finished.
    func save(_ pending: PendingSignIn) throws(OAuth2Error) {
        let file = try pending.fileName() + ".json"
        do throws(TokenFileError) {
            try files.replace(file, with: JSONWriter.prettyBytes(pending.json))
        } catch {
            throw OAuth2Error(
                .signInFailed("'\(error.path)' cannot be written: \(error.reason)"))
        }
    }

    /// Forgets a sign-in: it is finished, or not wanted any more.
    public func remove(_ pending: PendingSignIn) {
        if let name = try? pending.fileName() { remove(name) }
    }
}
