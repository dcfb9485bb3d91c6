/// The forms by which a text is known as a secret, under any name.
enum SecretShape: String, CaseIterable {
    case privateKey = "a private key"
    case jsonWebToken = "a JSON Web Token"
    case awsKey = "an access key of AWS"
    case gitHubToken = "a token of GitHub"
    case gitLabToken = "a token of GitLab"
    case slackToken = "a token of Slack"
    case postmanKey = "a key of Postman's API"
    case stripeKey = "a live key of Stripe"
    case googleKey = "an API key of Google"
    case npmToken = "a token of npm"
    case azureSecret = "a client secret of Entra"
    case connectionString = "a connection string with a password"
    case urlPassword = "a password in an address"
    case bearerToken = "a token after 'Bearer'"

    /// A text that starts with some characters, and continues with enough of some kind.
    private struct Form {
        let starts: [String]
        let count: Int
        var others: Set<Character> = ["_", "-"]
    }

    private static let forms: [(SecretShape, Form)] = [
        (.awsKey, Form(starts: ["AKIA", "ASIA"], count: 16, others: [])),
        (
            .gitHubToken,
            Form(starts: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"], count: 30)
        ),
        (.gitLabToken, Form(starts: ["glpat-"], count: 20)),
        (.slackToken, Form(starts: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"], count: 20)),
        (.postmanKey, Form(starts: ["PMAK-"], count: 40)),
        (.stripeKey, Form(starts: ["sk_live_", "rk_live_"], count: 20)),
        (.googleKey, Form(starts: ["AIza"], count: 35)),
        (.npmToken, Form(starts: ["npm_"], count: 36)),
    ]

    /// Returns the form of a secret in a text, and the secret; nil if there is none.
    static func find(in text: String) -> (shape: SecretShape, secret: String)? {
        guard text.utf8.count >= 12 else { return nil }
        // Bytes are searched first, because that is many times faster.
        let bytes = Array(text.utf8)
        if contains("PRIVATE KEY", bytes), let found = privateKey(in: text) { return found }
        if contains("eyJ", bytes), let found = webToken(in: text) { return found }
        for (shape, form) in forms {
            for start in form.starts where contains(start, bytes) {
                if let secret = secret(starting: start, form, in: text),
                    !SecretValue.isSample(secret)
                {
                    return (shape, secret)
                }
            }
        }
        if contains("Q~", bytes), let found = azureSecret(in: text) { return found }
        if contains(";", bytes), let found = connectionString(in: text) { return found }
        return contains("://", bytes) ? urlPassword(in: text) : nil
    }

    /// Returns the form of a secret in the value of a name; a JSON Web Token is none if its name
    /// says that servers refuse it.
    static func find(in text: String, named name: String) -> (shape: SecretShape, secret: String)? {
        find(in: text).flatMap { found in
            found.shape == .jsonWebToken && SuspiciousName.isOfRefused(name) ? nil : found
        }
    }

    /// Returns the token of a text that is the value of a header, `Bearer TOKEN`; nil for others.
    static func bearer(_ text: String) -> (shape: SecretShape, secret: String)? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0].lowercased() == "bearer",
            SecretValue.isLiteral(String(words[1]))
        else { return nil }
        return (.bearerToken, String(words[1]))
    }

    private static func contains(_ mark: String, _ bytes: [UInt8]) -> Bool {
        let mark = Array(mark.utf8)
        guard bytes.count >= mark.count else { return false }
        let (bytes, last) = (bytes.span, bytes.count - mark.count)
        for index in 0...last where bytes[index] == mark[0] {
            var length = 1
            while length < mark.count, bytes[index + length] == mark[length] { length += 1 }
            if length == mark.count { return true }
        }
        return false
    }

    private static func secret(starting start: String, _ form: Form, in text: String) -> String? {
        guard let range = text.firstRange(of: start) else { return nil }
        if let before = text[..<range.lowerBound].last, before.isLetter || before.isNumber {
            return nil
        }
        let rest = text[range.upperBound...].prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber) || form.others.contains($0)
        }
        return rest.count >= form.count ? start + rest : nil
    }

    private static func privateKey(in text: String) -> (SecretShape, String)? {
        guard let start = text.firstRange(of: "-----BEGIN "),
            let end = text[start.upperBound...].firstRange(of: "PRIVATE KEY-----"),
            text[start.upperBound..<end.lowerBound].count < 20
        else { return nil }
        let body = text[end.upperBound...].prefix { $0 != "-" }
        return body.utf8.count > 60 && !body.contains("{{") ? (.privateKey, String(body)) : nil
    }

    /// Three parts in base64url, the first two of which are JSON objects.
    private static func webToken(in text: String) -> (SecretShape, String)? {
        guard let start = text.firstRange(of: "eyJ") else { return nil }
        let token = text[start.lowerBound...].prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber) || "._-".contains($0)
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].hasPrefix("eyJ"), parts[0].count > 15,
            parts[1].count > 15, parts[2].count > 20
        else { return nil }
        return (.jsonWebToken, String(token))
    }

    /// Three characters, a digit, `Q~` and 31 to 34 more.
    private static func azureSecret(in text: String) -> (SecretShape, String)? {
        guard let mark = text.firstRange(of: "Q~") else { return nil }
        let isPart: (Character) -> Bool = {
            $0.isASCII && ($0.isLetter || $0.isNumber) || "_-.~".contains($0)
        }
        let head = text[..<mark.lowerBound].suffix(4)
        let tail = text[mark.upperBound...].prefix(while: isPart)
        guard head.count == 4, head.allSatisfy(isPart), head.last?.isNumber == true,
            (31...34).contains(tail.count)
        else { return nil }
        return (.azureSecret, head + "Q~" + tail)
    }

    private static func connectionString(in text: String) -> (SecretShape, String)? {
        guard text.contains(";") else { return nil }
        for part in text.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = part[..<equals].lowercased().filter { !$0.isWhitespace }
            let value = String(part[part.index(after: equals)...])
            let names = [
                "password", "pwd", "accountkey", "sharedaccesskey", "sharedaccesssignature",
            ]
            if names.contains(name), SecretValue.isLiteral(value) {
                return (.connectionString, value)
            }
        }
        return nil
    }

    private static func urlPassword(in text: String) -> (SecretShape, String)? {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let authority = text[scheme.upperBound...].prefix {
            !$0.isWhitespace && !"/?#\"'".contains($0)
        }
        guard let at = authority.lastIndex(of: "@"),
            let colon = authority[..<at].firstIndex(of: ":")
        else { return nil }
        let password = String(authority[authority.index(after: colon)..<at])
        return SecretValue.isLiteral(password) ? (.urlPassword, password) : nil
    }
}
