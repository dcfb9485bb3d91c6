/// Newman's class names: a path in UpperCamelCase, only of ASCII letters and digits.
///
/// CI servers group and compare results by this name, so it must equal Newman's: lodash's
/// `camelCase` (which removes marks from Latin letters), then an upper first letter, then without
/// everything that is not a word character. Its one special case, ordinals such as `1st`, is not
/// followed.
enum ClassName {
    /// Returns the class name of a path, or of the fallback if nothing is left of the path.
    static func of(_ path: String, fallback: String) -> String {
        let name = upperCamel(path)
        return name.isEmpty ? upperCamel(fallback) : name
    }

    /// Returns the class name, with a number if the set has it.
    ///
    /// Names that differ in letters that are left out, or in spaces, would be the same.
    static func free(_ name: String, among taken: Set<String>) -> String {
        var (free, number) = (name, 1)
        while taken.contains(free) {
            number += 1
            free = "\(name)\(number)"
        }
        return free
    }

    private enum Kind { case lower, upper, digit, foreign, separator }

    /// Returns the words joined, each with an upper first letter and the others lower.
    ///
    /// Words end at separators, at digits, and where the letter case changes. Letters that are not
    /// Latin are dropped. A word that begins with one has no upper letter, as in lodash.
    private static func upperCamel(_ text: String) -> String {
        var result: [UInt8] = []
        /// How many letters the word has so far.
        var length = 0
        var previous = Kind.separator
        func take(_ scalar: Unicode.Scalar) {
            let kind = kind(scalar)
            if kind == .lower, previous == .upper, length > 1 {
                // The capital letter before it began a word.
                result.append(upper(result.removeLast()))
                length = 1
            } else if isBoundary(previous, kind) {
                length = 0
            }
            previous = kind
            if kind == .separator { return }
            if scalar.isASCII {
                let letter = UInt8(ascii: scalar)
                result.append(length == 0 ? upper(letter) : kind == .upper ? letter | 0x20 : letter)
            }
            length += 1
        }
        for scalar in text.unicodeScalars where scalar != "'" && scalar != "\u{2019}" {
            if !scalar.isASCII, let base = baseLetters[scalar] {
                for letter in base.unicodeScalars { take(letter) }
            } else {
                take(scalar)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Returns the upper-case form of an ASCII letter or digit.
    private static func upper(_ letter: UInt8) -> UInt8 {
        letter > UInt8(ascii: "9") ? letter & ~0x20 : letter
    }

    private static func isBoundary(_ previous: Kind, _ next: Kind) -> Bool {
        switch (previous, next) {
        case (_, .separator): true
        case (.digit, .digit): false
        case (.digit, _), (_, .digit): true
        case (.lower, .upper): true
        default: false
        }
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar {
        case "a"..."z": .lower
        case "A"..."Z": .upper
        case "0"..."9": .digit
        default: scalar.properties.isAlphabetic && !scalar.isASCII ? .foreign : .separator
        }
    }

    /// The Latin letters of Unicode's first 384 characters that have a plain spelling.
    private static let baseLetters: [Unicode.Scalar: String] = {
        let spellings: [(base: String, letters: String)] = [
            ("A", "ÀÁÂÃÄÅĀĂĄ"), ("a", "àáâãäåāăą"), ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"), ("D", "ÐĎĐ"),
            ("d", "ðďđ"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("e", "èéêëēĕėęě"), ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"),
            ("H", "ĤĦ"), ("h", "ĥħ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("i", "ìíîïĩīĭįı"), ("J", "Ĵ"),
            ("j", "ĵ"),
            ("K", "Ķ"), ("k", "ķĸ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"), ("N", "ÑŃŅŇŊ"), ("n", "ñńņňŋ"),
            ("O", "ÒÓÔÕÖØŌŎŐ"), ("o", "òóôõöøōŏő"), ("R", "ŔŖŘ"), ("r", "ŕŗř"), ("S", "ŚŜŞŠ"),
            ("s", "śŝşšſ"), ("T", "ŢŤŦ"), ("t", "ţťŧ"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("u", "ùúûüũūŭůűų"),
            ("W", "Ŵ"), ("w", "ŵ"), ("Y", "ÝŶŸ"), ("y", "ýÿŷ"), ("Z", "ŹŻŽ"), ("z", "źżž"),
            ("Ae", "Æ"), ("ae", "æ"), ("Th", "Þ"), ("th", "þ"), ("ss", "ß"), ("IJ", "Ĳ"),
            ("ij", "ĳ"), ("Oe", "Œ"), ("oe", "œ"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (base, letters) in spellings {
            for letter in letters.unicodeScalars { table[letter] = base }
        }
        return table
    }()
}
