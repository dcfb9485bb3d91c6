import TextEncoding

/// The spellings of a secret in URLs, forms and JSON.
enum SecretSpelling {
    /// The spellings in URLs and forms.
    ///
    /// The last one keeps `&`, `=` and `#`, for values that are put into a query as they are.
    private static let encodings = [
        PercentEncoding.strict, .form, .postmanPath, .postmanQueryName, .postmanQueryValue,
        .postmanUserinfo, PercentEncoding(visibleExcept: "\"'<>"),
    ]

    /// Returns the secret and its other spellings, each once.
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

    /// Returns the text as it is between the quotation marks of JSON.
    ///
    /// Some writers escape slashes, too, and some everything that is not ASCII.
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
