/// Judges by a name whether its value is a secret.
public enum SecretName {
    /// The parameters of authorizations and token requests that are secrets, in lower case without
    /// separators: `clientSecret` in a block of the file is `client_secret` in a request.
    private static let credentials: Set = [
        "accesstoken", "actortoken", "assertion", "authkey", "authorization", "clientassertion",
        "clientsecret", "clienttoken", "code", "consumersecret", "devicecode", "passphrase",
        "password", "privatekey", "refreshtoken", "secret", "secretkey", "sessiontoken",
        "subjecttoken", "token", "tokensecret",
    ]
    /// What makes a name that of a secret, in lower case without separators.
    private static let words = [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey",
        "accesskey", "privatekey", "credential", "bearer", "jwt",
    ].map { Array($0.utf8) }
    /// How names end that say something about a secret.
    private static let endings = [
        "url", "uri", "endpoint", "type", "name", "header", "field", "path", "file", "length",
        "count", "policy", "hint", "expires", "expiresin", "expiresat", "expiry", "ttl",
        "addtokento", "format", "tokenuse",
    ].map { Array($0.utf8) }

    /// Whether a name suggests a secret: `password`, `apiKey`, `client_secret`, but not `tokenUrl`.
    ///
    /// Each variable that a script sets is asked about, so the name is read by bytes.
    public static func isTelling(_ name: String) -> Bool {
        let letters = letters(of: name)
        return words.contains { isPart($0, of: letters) }
            && !endings.contains { letters.suffix($0.count).elementsEqual($0) }
    }

    /// Whether a parameter of an authorization or of a token request with this name is a secret:
    /// `clientSecret`, `client_secret`, `code`.
    public static func isCredential(_ name: String) -> Bool {
        credentials.contains(String(decoding: letters(of: name), as: UTF8.self))
    }

    /// The letters and digits of a name, in lower case.
    private static func letters(of name: String) -> [UInt8] {
        if name.utf8.contains(where: { $0 >= 0x80 }) {
            return Array(name.lowercased().filter { $0.isLetter || $0.isNumber }.utf8)
        }
        return name.utf8.compactMap { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            default: nil
            }
        }
    }

    private static func isPart(_ word: [UInt8], of letters: [UInt8]) -> Bool {
        guard letters.count >= word.count else { return false }
        return (0...(letters.count - word.count)).contains { start in
            letters[start] == word[0] && letters[start...].starts(with: word)
        }
    }
}
