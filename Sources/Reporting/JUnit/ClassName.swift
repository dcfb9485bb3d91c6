/// Newman's class names: a path in UpperCamelCase without anything but ASCII letters and digits.
///
/// CI servers group and compare results by this name, so it must stay what Newman's users have:
/// lodash's `camelCase` (which takes marks off Latin letters), then an upper first letter, then all
/// that is not a word character removed. Its one special case, ordinals as `1st`, is not followed.
enum ClassName {
    /// The class name of a path, or of the fallback where nothing is left of the path.
    static func of(_ path: String, fallback: String) -> String {
        let name = upperCamel(path)
        return name.isEmpty ? upperCamel(fallback) : name
    }

    private enum Kind { case lower, upper, digit, foreign, separator }

    private static func upperCamel(_ text: String) -> String {
        words(text).map(capitalized).joined()
    }

    /// The words of a text: broken at separators, digits, and where the letter case says so.
    private static func words(_ text: String) -> [[Unicode.Scalar]] {
        var words: [[Unicode.Scalar]] = []
        var word: [Unicode.Scalar] = []
        var previous = Kind.separator
        for scalar in plain(text) {
            let kind = kind(scalar)
            if kind == .lower, previous == .upper, word.count > 1,
                let last = word.popLast()
            {
                words.append(word)
                word = [last]
            } else if isBoundary(previous, kind), !word.isEmpty {
                words.append(word)
                word = []
            }
            if kind != .separator { word.append(scalar) }
            previous = kind
        }
        return word.isEmpty ? words : words + [word]
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

    /// The word with its first letter upper and the others lower; foreign letters are dropped, and
    /// where one came first no letter is upper, as in lodash.
    private static func capitalized(_ word: [Unicode.Scalar]) -> String {
        var result = ""
        for (index, scalar) in word.enumerated() where scalar.isASCII {
            let properties = scalar.properties
            result += index == 0 ? properties.uppercaseMapping : properties.lowercaseMapping
        }
        return result
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar {
        case "a"..."z": .lower
        case "A"..."Z": .upper
        case "0"..."9": .digit
        default: scalar.properties.isAlphabetic && !scalar.isASCII ? .foreign : .separator
        }
    }

    /// The scalars without apostrophes, Latin letters without their marks.
    private static func plain(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars where scalar != "'" && scalar != "\u{2019}" {
            if let base = baseLetters[scalar] {
                result += base.unicodeScalars
            } else {
                result.append(scalar)
            }
        }
        return result
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
