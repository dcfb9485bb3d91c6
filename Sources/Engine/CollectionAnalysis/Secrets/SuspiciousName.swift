/// Judges by a name whether its value may be a secret that does not belong into a shared file.
///
/// It knows degrees, and is stricter than `SecretName`, which decides what is masked.
enum SuspiciousName {
    /// How much a name says.
    enum Strength { case strong, weak }

    private static let strong: Set = [
        "secret", "password", "passwd", "pwd", "passphrase", "passcode", "token", "apikey",
        "accesskey", "secretkey", "privatekey", "clientsecret", "accesstoken", "refreshtoken",
        "authtoken", "bearertoken", "idtoken", "sastoken", "sessiontoken", "connectionstring",
        "credential", "credentials", "jwt", "pat", "authkey", "userpassword", "clienttoken",
    ]
    private static let pairs: Set = [
        "api key", "access key", "secret key", "private key", "subscription key", "account key",
        "shared key", "auth key", "encryption key", "signing key", "master key", "functions key",
        "storage key", "host key", "client key", "connection string", "conn string",
        "client assertion", "secret value", "password value", "token value",
    ]
    private static let weak: Set = [
        "key", "auth", "authorization", "bearer", "signature", "sig", "code",
    ]

    /// Names of keys that anybody may know, and of marks for the next page of a list.
    private static let harmless: Set = [
        "publickey", "publishablekey", "pagetoken", "pagingtoken", "paginationtoken", "nexttoken",
        "continuationtoken", "synctoken", "deltatoken", "skiptoken", "validationtoken",
    ]

    /// Words by which a name says that its value opens nothing, as in tests of refusals.
    private static let refused: Set = ["invalid", "wrong", "expired", "fake", "dummy"]

    /// Whether a name says that its value opens nothing: `invalidToken`, `expired_jwt`.
    static func isOfRefused(_ name: String) -> Bool {
        !refused.isDisjoint(with: words(of: name))
    }

    /// Whether a name is that of a secret; nil if it says nothing.
    static func strength(of name: String) -> Strength? {
        let words = words(of: name)
        guard let last = words.last, refused.isDisjoint(with: words) else { return nil }
        let ending = words.suffix(2).joined()
        if harmless.contains(last) || harmless.contains(ending) { return nil }
        if strong.contains(last) || strong.contains(ending) { return .strong }
        if pairs.contains(words.suffix(2).joined(separator: " ")) { return .strong }
        return weak.contains(last) ? .weak : nil
    }

    /// The words of a name in lower case: `clientSecret`, `client_secret` and `CLIENT-SECRET` have
    /// two.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for character in name {
            let isInWord = character.isLetter || character.isNumber
            if !isInWord || character.isUppercase && wasLower {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isInWord { word.append(contentsOf: character.lowercased()) }
            wasLower = character.isLowercase || character.isNumber
        }
        if !word.isEmpty { words.append(word) }
        // `secret2` and `token 1` are numbered secrets.
        while words.count > 1, words.last?.allSatisfy(\.isNumber) == true { words.removeLast() }
        if var last = words.popLast() {
            while last.count > 1, last.last?.isNumber == true { last.removeLast() }
            words.append(last)
        }
        return words
    }
}
