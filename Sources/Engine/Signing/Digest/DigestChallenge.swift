import Cryptography
import TextEncoding

/// What a server asks for with `Digest` (RFC 7616 §3.3).
struct DigestChallenge {
    var realm: String
    var nonce: String
    var opaque: String?
    /// The algorithm; nil if the challenge names none, which means MD5.
    var hash: DigestHash?
    /// The qualities of protection to choose from; empty as in RFC 2069.
    var qualities: [String]
    var isStale = false
    var wantsUserHash = false
    var isUTF8 = false

    /// Reads a challenge; nil if it has another scheme or no nonce.
    init?(_ challenge: Challenge) {
        guard challenge.scheme == "digest", let nonce = challenge["nonce"], !nonce.isEmpty else {
            return nil
        }
        self.nonce = nonce
        realm = challenge["realm"] ?? ""
        opaque = challenge["opaque"]
        hash = challenge["algorithm"].flatMap(DigestHash.init)
        qualities = Self.list(challenge["qop"] ?? "")
        isStale = challenge["stale"]?.lowercased() == "true"
        wantsUserHash = challenge["userhash"]?.lowercased() == "true"
        isUTF8 = challenge["charset"]?.lowercased() == "utf-8"
    }

    /// Makes the challenge that a file's parameters stand for.
    init(
        realm: String, nonce: String, opaque: String?, hash: DigestHash?, qualities: [String]
    ) {
        self.realm = realm
        self.nonce = nonce
        self.opaque = opaque
        self.hash = hash
        self.qualities = qualities
    }

    /// Returns the quality to use: the preferred one if the server offers it, `auth` before
    /// `auth-int`; nil if the server names none.
    func quality(preferring preferred: String) -> String? {
        for quality in [preferred, "auth", "auth-int"] where qualities.contains(quality) {
            return quality
        }
        return nil
    }

    /// The members of a comma-separated list, in lower case.
    static func list(_ text: String) -> [String] {
        text.lowercased().split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    }

    /// The challenge to answer: that of the preferred algorithm, or else the strongest.
    static func best(
        of challenges: [Challenge], preferring preferred: DigestHash?
    ) throws(SigningError) -> DigestChallenge? {
        let offered = challenges.filter { $0.scheme == "digest" }
        if offered.isEmpty { return nil }
        let usable = offered.filter { challenge in
            guard let algorithm = challenge["algorithm"] else { return true }
            return DigestHash(algorithm) != nil
        }.compactMap(DigestChallenge.init)
        if usable.isEmpty {
            let names = offered.compactMap { $0["algorithm"] }
            let problem: ChallengeProblem = names.isEmpty ? .noNonce : .unknownAlgorithms(names)
            throw SigningError(.unusableChallenge(problem))
        }
        let answerable = usable.filter {
            $0.qualities.isEmpty || $0.quality(preferring: "auth") != nil
        }
        if let challenge = answerable.first(where: { ($0.hash ?? .md5) == preferred }) {
            return challenge
        }
        guard
            let challenge = answerable.max(by: {
                ($0.hash ?? .md5).strength < ($1.hash ?? .md5).strength
            })
        else {
            throw SigningError(
                .unusableChallenge(.unknownQualities(usable.flatMap(\.qualities))))
        }
        return challenge
    }
}

/// An algorithm of Digest: a hash function, once or with the nonces put into the key (`-sess`).
struct DigestHash: Hashable {
    let algorithm: DigestAlgorithm
    let isSession: Bool

    static let md5 = DigestHash(algorithm: .md5, isSession: false)
    /// The names that Postman's files use.
    static let names = [
        "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess",
    ]

    private static let algorithms: [DigestAlgorithm] = [.md5, .sha256, .sha512_256]

    private init(algorithm: DigestAlgorithm, isSession: Bool) {
        self.algorithm = algorithm
        self.isSession = isSession
    }

    /// The algorithm of that name, in any letter case.
    init?(_ name: String) {
        let upper = name.trimmed.uppercased()
        isSession = upper.hasSuffix("-SESS")
        let base = isSession ? String(upper.dropLast("-SESS".count)) : upper
        guard let algorithm = Self.algorithms.first(where: { $0.rawValue == base }) else {
            return nil
        }
        self.algorithm = algorithm
    }

    /// The name as RFC 7616 spells it.
    var name: String { algorithm.rawValue + (isSession ? "-sess" : "") }

    /// The place in the order of strength.
    fileprivate var strength: Int { Self.algorithms.firstIndex(of: algorithm) ?? 0 }
}
