import TextEncoding

/// The ways in which a secret is spelled where texts hold it: in URLs, forms and JSON.
enum SecretSpelling {
    /// In URLs and forms; the last is for a value that breaks a query apart, whose `&`, `=` and `#`
    /// stay.
    private static let encodings = [
        PercentEncoding.strict, .form, .postmanPath, .postmanQueryName, .postmanQueryValue,
        .postmanUserinfo, PercentEncoding(visibleExcept: "\"'<>"),
    ]

    /// The secret as it is and as others spell it, each spelling once.
    static func all(of secret: String) -> [[UInt8]] {
        var spellings = [secret]
        func add(_ spelling: String) {
            if !spellings.contains(spelling) { spellings.append(spelling) }
        }
        for encoding in encodings { add(encoding.encode(secret)) }
        for escapesSlash in [false, true] {
            for isASCII in [false, true] {
                add(escaped(secret, escapesSlash: escapesSlash, isASCII: isASCII))
            }
        }
        return spellings.map { Array($0.utf8) }
    }

    /// The text as it stands between the quotation marks of JSON; some writers escape slashes too,
    /// and some all that is not ASCII.
    private static func escaped(_ text: String, escapesSlash: Bool, isASCII: Bool) -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x20..<0x80).contains($0) && $0 != 0x22 && $0 != 0x2F && $0 != 0x5C
        }
        if isPlain { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "/" where escapesSlash: result += "\\/"
            case _ where isASCII && !scalar.isASCII:
                for unit in String(scalar).utf16 {
                    result += "\\u"
                    result += Hexadecimal.encode([UInt8(unit >> 8), UInt8(unit & 0xFF)])
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
