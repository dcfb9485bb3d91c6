import JSON
import Signing

/// The keys of an oauth2 block: Postman's own, ours, and what people write in their place.
///
/// A table; the sources are the exports named in the reference, none of them complete.
enum OAuth2Keys {
    /// The keys that a file may have.
    static let known: Set<String> = [
        "grant_type", "authUrl", "accessTokenUrl", "refreshTokenUrl", "redirect_uri", "useBrowser",
        "clientId", "clientSecret", "client_authentication", "scope", "state",
        "challengeAlgorithm", "code_verifier", "username", "password", "addTokenTo",
        "headerPrefix", "tokenType", "tokenName", "accessToken", "refreshToken", "id",
        "authRequestParams", "tokenRequestParams", "refreshRequestParams", "resource", "audience",
        "usePkce", "requestAccessTokenLocally", "token_id",
    ]

    /// The key or alias under which a block has the value of a key; nil if it has none.
    ///
    /// Null and absent are the same, and so is an empty alias.
    static func name(of key: String, in block: AuthBlock) -> String? {
        if let value = block.parameters[key], !value.isNull { return key }
        return aliases[key]?.first { alias in
            block.parameters[alias].map { !$0.isNull && $0.string != "" } == true
        }
    }

    /// Keys that Postman ignores, by the key that is meant; used only if that one is missing.
    static let aliases: [String: [String]] = [
        "grant_type": ["grantType"],
        "authUrl": ["authorizationUrl", "authURL", "authorizationURL", "auth_url"],
        "accessTokenUrl": ["tokenUrl", "accessTokenURL", "tokenURL", "access_token_url"],
        "refreshTokenUrl": ["refreshUrl", "refreshTokenURL"],
        "redirect_uri": [
            "callBackUrl", "callbackUrl", "redirectUri", "redirectURI", "callback_url",
            "redirectUrl",
        ],
        "client_authentication": ["clientAuth", "clientAuthentication"],
        "clientId": ["client_id", "clientID"],
        "clientSecret": ["client_secret"],
        "accessToken": ["access_token"],
        "refreshToken": ["refresh_token"],
        "code_verifier": ["codeVerifier"],
        "challengeAlgorithm": ["codeChallengeMethod", "code_challenge_method"],
    ]

    /// The key that an alias stands for.
    static let meaning: [String: String] = aliases.reduce(into: [:]) { result, entry in
        for alias in entry.value { result[alias] = entry.key }
    }

    /// The known key that a mistyped one is nearest to.
    static func nearest(to key: String) -> String? {
        let candidates = known.map { (distance(folded(key), folded($0)), $0) }
        guard let best = candidates.min(by: { $0 < $1 }), best.0 <= max(1, key.count / 4) else {
            return nil
        }
        return best.1
    }

    private static func folded(_ key: String) -> [UInt8] {
        key.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
    }

    /// How many bytes must be changed, added or removed.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let change = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
