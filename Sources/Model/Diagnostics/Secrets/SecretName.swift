/// Guesses from a name whether its value is a secret.
public enum SecretName {
    /// What makes a name that of a secret, in lower case without separators.
    private static let words = [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey",
        "accesskey", "privatekey", "credential", "bearer", "jwt",
    ]
    /// How names end that say something about a secret.
    private static let endings = [
        "url", "uri", "endpoint", "type", "name", "header", "field", "path", "file", "length",
        "count", "policy", "hint", "expires", "expiresin", "expiresat", "expiry", "ttl",
        "addtokento",
    ]

    /// Whether a name suggests a secret: `password`, `apiKey`, `client_secret`, but not `tokenUrl`.
    public static func isTelling(_ name: String) -> Bool {
        let word = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return words.contains { word.contains($0) } && !endings.contains { word.hasSuffix($0) }
    }
}
