import HTTPModel
import TextEncoding

/// A nonce in use: the server's challenge, and what the client adds to each answer.
struct DigestSession {
    /// The server's challenge.
    private(set) var challenge: DigestChallenge
    private let quality: String?
    /// The client's own nonce, which stays the same as long as the server's does.
    private let clientNonce: String
    /// The nonce count of the first request.
    private(set) var firstCount: Int

    init(_ challenge: DigestChallenge, quality: String?, clientNonce: String, firstCount: Int = 1) {
        self.challenge = challenge
        self.quality = quality
        self.clientNonce = clientNonce
        self.firstCount = firstCount
    }

    /// Continues with the nonce that the server names for the next request (RFC 7616 §3.5).
    mutating func adopt(nextNonce: String) {
        challenge.nonce = nextNonce
        firstCount = 1
    }

    /// Returns the credentials for a request, as they follow the word `Digest`.
    ///
    /// `count` requests have used the nonce, this one included.
    func credentials(
        for request: HTTPRequest, count: Int, username: String, password: String,
        _ context: SigningContext
    ) throws(SigningError) -> (text: String, response: String) {
        // RFC 7616 §3.4 wants hexadecimal digits; Newman counts in decimal ones.
        let digits = String(count, radix: 16)
        let nonceCount = String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
        let target = URLParts(request.url)?.target ?? "/"
        let response = try response(
            to: request, target, nonceCount, username: username, password: password, context)
        var fields = try user(username)
        fields += [
            Self.quoted("realm", challenge.realm), Self.quoted("nonce", challenge.nonce),
            Self.quoted("uri", target),
        ]
        if let hash = challenge.hash { fields.append("algorithm=" + hash.name) }
        if let quality {
            fields += [
                "qop=" + quality, "nc=" + nonceCount, Self.quoted("cnonce", clientNonce),
            ]
        } else if challenge.hash?.isSession == true {
            fields.append(Self.quoted("cnonce", clientNonce))
        }
        fields.append(Self.quoted("response", response))
        if let opaque = challenge.opaque { fields.append(Self.quoted("opaque", opaque)) }
        if challenge.wantsUserHash { fields.append("userhash=true") }
        return (fields.joined(separator: ", "), response)
    }

    /// Returns the response of RFC 7616 §3.4.1, or RFC 2069 §2.1.2 without a quality of protection.
    private func response(
        to request: HTTPRequest, _ target: String, _ nonceCount: String, username: String,
        password: String, _ context: SigningContext
    ) throws(SigningError) -> String {
        let hash = challenge.hash ?? .md5
        let algorithm = hash.algorithm
        var secret = try algorithm.hexadecimal("\(username):\(challenge.realm):\(password)")
        if hash.isSession {
            secret = try algorithm.hexadecimal("\(secret):\(challenge.nonce):\(clientNonce)")
        }
        var action = "\(request.method):\(target)"
        if quality == "auth-int" {
            action +=
                ":" + Hexadecimal.encode(try context.digest(algorithm, of: request.body))
        }
        action = try algorithm.hexadecimal(action)
        guard let quality else {
            return try algorithm.hexadecimal("\(secret):\(challenge.nonce):\(action)")
        }
        return try algorithm.hexadecimal(
            "\(secret):\(challenge.nonce):\(nonceCount):\(clientNonce):\(quality):\(action)")
    }

    /// Returns the name of the user, hashed or encoded if the server accepts that (RFC 7616
    /// §3.4.4).
    private func user(_ username: String) throws(SigningError) -> [String] {
        if challenge.wantsUserHash {
            let algorithm = (challenge.hash ?? .md5).algorithm
            return [
                Self.quoted(
                    "username", try algorithm.hexadecimal("\(username):\(challenge.realm)"))
            ]
        }
        if challenge.isUTF8, !username.utf8.allSatisfy({ $0 < 0x80 }) {
            return ["username*=UTF-8''" + PercentEncoding.strict.encode(username)]
        }
        return [Self.quoted("username", username)]
    }

    private static func quoted(_ name: String, _ value: String) -> String {
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\(name)=\"\(escaped)\""
    }
}
