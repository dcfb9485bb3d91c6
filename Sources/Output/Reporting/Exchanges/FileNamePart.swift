/// The part of a file's name that comes from a name of the user: letters, digits and hyphens.
///
/// It is not a path, and has no dots and no characters that change how other text is shown.
enum FileNamePart {
    private static let longestBytes = 120

    /// Returns the words of a name with hyphens between them, or the fallback if it has none.
    static func of(_ name: String, fallback: String) -> String {
        var part = ""
        var isInWord = false
        for scalar in name.unicodeScalars where part.utf8.count < longestBytes {
            guard isKept(scalar, isInWord: isInWord) else {
                isInWord = false
                continue
            }
            if !isInWord, !part.isEmpty { part += "-" }
            part.unicodeScalars.append(scalar)
            isInWord = true
        }
        return part.isEmpty ? fallback : part
    }

    private static func isKept(_ scalar: Unicode.Scalar, isInWord: Bool) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        case .nonspacingMark, .spacingMark: isInWord
        default: false
        }
    }
}
