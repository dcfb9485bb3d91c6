public import HTTPModel

/// One challenge of a `WWW-Authenticate` header (RFC 9110 §11.6.1).
///
/// Servers put several challenges into one header or several headers, quote values without need and
/// leave out quotes; the reader accepts all of that.
public struct Challenge: Hashable {
    /// The scheme, in lower case.
    public var scheme: String
    /// The parameters in order, names in lower case.
    public var parameters: [HTTPField] = []

    /// The value of a parameter.
    public subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Returns all challenges of a header's lines, in order.
    public static func all(in lines: [String]) -> [Challenge] {
        lines.flatMap { line in
            var reader = ChallengeReader(line)
            return reader.challenges()
        }
    }

    /// Returns the parameters of a line that names no scheme, as `Authentication-Info`.
    static func parameters(of line: String) -> Challenge {
        var reader = ChallengeReader("info " + line)
        return reader.challenges().first ?? Challenge(scheme: "info")
    }
}

private struct ChallengeReader {
    private var rest: Substring

    init(_ line: String) {
        rest = line[...]
    }

    mutating func challenges() -> [Challenge] {
        var found: [Challenge] = []
        while true {
            rest = rest.drop { $0 == "," || $0 == " " || $0 == "\t" }
            if rest.isEmpty { return found }
            let name = token()
            if name.isEmpty {
                // This is not valid HTTP; the next comma may help.
                rest = rest.drop { $0 != "," }
            } else if let value = parameterValue() {
                guard !found.isEmpty else { continue }
                found[found.count - 1].parameters.append(
                    HTTPField(name: name.lowercased(), value: value))
            } else {
                found.append(Challenge(scheme: name.lowercased()))
            }
        }
    }

    private mutating func token() -> Substring {
        let token = rest.prefix { !" \t,=\"".contains($0) }
        rest = rest[token.endIndex...]
        return token
    }

    /// Returns the value after `=`; nil if none follows, so the token before it is not a parameter.
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
