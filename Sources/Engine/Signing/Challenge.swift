import HTTPModel

/// One challenge of a `WWW-Authenticate` header (RFC 9110 §11.6.1).
///
/// Servers put several into one header or several headers, quote what need not be quoted and leave
/// quotes out; all of that is read.
struct AuthenticationChallenge: Hashable {
    /// The scheme, in lower case.
    var scheme: String
    /// The parameters in order, names in lower case.
    var parameters: [HTTPField] = []

    /// The value of a parameter.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// All challenges of a header's lines, in order.
    static func all(in lines: [String]) -> [AuthenticationChallenge] {
        lines.flatMap { line in
            var reader = ChallengeReader(line)
            return reader.challenges()
        }
    }

    /// The parameters of a line that names no scheme, as `Authentication-Info`.
    static func parameters(of line: String) -> AuthenticationChallenge {
        var reader = ChallengeReader("info " + line)
        return reader.challenges().first ?? AuthenticationChallenge(scheme: "info")
    }
}

private struct ChallengeReader {
    private var rest: Substring

    init(_ line: String) {
        rest = line[...]
    }

    mutating func challenges() -> [AuthenticationChallenge] {
        var found: [AuthenticationChallenge] = []
        while true {
            rest = rest.drop { $0 == "," || $0 == " " || $0 == "\t" }
            if rest.isEmpty { return found }
            let name = token()
            if name.isEmpty {
                // What is no token here is no HTTP either; the next comma may help.
                rest = rest.drop { $0 != "," }
            } else if let value = parameterValue() {
                guard !found.isEmpty else { continue }
                found[found.count - 1].parameters.append(
                    HTTPField(name: name.lowercased(), value: value))
            } else {
                found.append(AuthenticationChallenge(scheme: name.lowercased()))
            }
        }
    }

    private mutating func token() -> Substring {
        let token = rest.prefix { !" \t,=\"".contains($0) }
        rest = rest[token.endIndex...]
        return token
    }

    /// The value after `=`; nil where none follows, so that the token before was no parameter.
    private mutating func parameterValue() -> String? {
        let after = rest.drop { $0 == " " || $0 == "\t" }
        guard after.first == "=" else { return nil }
        rest = after.dropFirst().drop { $0 == " " || $0 == "\t" }
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != "," && $0 != " " && $0 != "\t" }
            rest = rest[value.endIndex...]
            return String(value)
        }
        return quotedText()
    }

    private mutating func quotedText() -> String {
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst() {
            if character == "\"" { break }
            if character == "\\", let escaped = rest.popFirst() {
                value.append(escaped)
            } else {
                value.append(character)
            }
        }
        return value
    }
}
