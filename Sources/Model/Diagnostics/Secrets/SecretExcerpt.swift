/// Hides what a line of a file shows of secrets, by the names on the line.
///
/// An excerpt comes from a file that could not be read, so nothing else is known about it. The line
/// keeps its length, so that a caret below it stays in place.
public enum SecretExcerpt {
    /// The character that replaces each one of a secret.
    public static let mask: Unicode.Scalar = "*"

    /// Returns the line with the values masked whose names suggest secrets: `"password": "x"`,
    /// `{"key": "token", "value": "x"}`, `apiKey=x`, and the passwords of URLs.
    public static func masked(_ line: String) -> String {
        var scalars = Array(line.unicodeScalars)
        maskPasswords(ofURLsIn: &scalars)
        let names = pairs(in: scalars)
        let isAboutSecret = names.contains { pair in
            pair.name == "key" && SecretName.isTelling(pair.value(in: scalars))
                || pair.name == "type" && pair.value(in: scalars) == "secret"
        }
        let hasKey = names.contains { $0.name == "key" }
        for pair in names {
            // On a line of its own, nothing says whose value it is.
            let isSecretValue = pair.name == "value" && (isAboutSecret || !hasKey)
            guard isSecretValue || SecretName.isTelling(pair.name),
                !tellsNothing(pair.value(in: scalars))
            else { continue }
            let end = pair.endsWithLine ? scalars.count : pair.valueRange.upperBound
            for index in pair.valueRange.lowerBound..<end { scalars[index] = mask }
            if pair.isQuoted { maskRest(after: end, in: &scalars) }
        }
        return text(scalars[...])
    }

    /// Masks what is between a quotation mark and the next sign of JSON.
    ///
    /// On a malformed line, it may belong to the value.
    private static func maskRest(after mark: Int, in line: inout [Unicode.Scalar]) {
        var index = mark + 1
        while index < line.count, !",}]&".unicodeScalars.contains(line[index]) {
            if line[index] != " " && line[index] != "\t" { line[index] = SecretExcerpt.mask }
            index += 1
        }
    }

    /// Whether a value is none, a truth value, or a variable whose value is elsewhere.
    private static func tellsNothing(_ value: String) -> Bool {
        if ["true", "false", "null"].contains(value) { return true }
        guard value.hasPrefix("{{"), value.hasSuffix("}}") else { return false }
        return !value.dropFirst(2).dropLast(2).contains { $0 == "{" || $0 == "}" }
    }

    /// Masks what is between the colon and the last `@` of each authority: `http://name:x@host`.
    private static func maskPasswords(ofURLsIn line: inout [Unicode.Scalar]) {
        var index = 0
        while index + 2 < line.count {
            guard line[index] == ":", line[index + 1] == "/", line[index + 2] == "/" else {
                index += 1
                continue
            }
            let start = index + 3
            let end = line[start...].firstIndex { endsAuthority($0) } ?? line.count
            index = end
            guard let at = line[start..<end].lastIndex(of: "@"),
                let colon = line[start..<at].firstIndex(of: ":")
            else { continue }
            for place in colon + 1..<at { line[place] = mask }
        }
    }

    /// Whether a character ends the authority of a URL on a line of JSON, CSV or text.
    ///
    /// A slash or question mark does not: a password that nobody has encoded can contain them.
    private static func endsAuthority(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || scalar == "'" || scalar == " " || scalar == "," || scalar == "\t"
    }

    /// Returns the line of a data file with every text masked that is not a name, and every digit.
    ///
    /// Nothing says whose values they are.
    public static func maskedTexts(_ line: String) -> String {
        var scalars = Array(line.unicodeScalars)
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "\"", let text = word(in: scalars, at: &index) else {
                if ("0"..."9").contains(scalars[index]) { scalars[index] = mask }
                index += 1
                continue
            }
            var next = index
            skipBlanks(in: scalars, &next)
            if next < scalars.count, scalars[next] == ":" { continue }
            for place in text { scalars[place] = mask }
        }
        return self.text(scalars[...])
    }

    /// Returns the line with each character masked except the marks that separate its values.
    public static func maskedValues(_ line: String, separator: Unicode.Scalar) -> String {
        var scalars = Array(line.unicodeScalars)
        for index in scalars.indices where scalars[index] != separator && scalars[index] != "\"" {
            scalars[index] = mask
        }
        return text(scalars[...])
    }

    /// A name with its value on a line.
    private struct Pair {
        let name: String
        let valueRange: Range<Int>
        let isQuoted: Bool
        /// Whether the value may go on up to the end of the line, as a text of YAML.
        let endsWithLine: Bool

        func value(in scalars: [Unicode.Scalar]) -> String {
            SecretExcerpt.text(scalars[valueRange])
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// Returns the names that `:` or `=` follows, each with its value.
    private static func pairs(in line: [Unicode.Scalar]) -> [Pair] {
        var pairs: [Pair] = []
        var index = 0
        while index < line.count {
            guard let name = word(in: line, at: &index) else {
                index += 1
                continue
            }
            var next = index
            skipBlanks(in: line, &next)
            guard next < line.count, line[next] == ":" || line[next] == "=" else { continue }
            let isBare = name.upperBound == index && line[next] == ":"
            next += 1
            skipBlanks(in: line, &next)
            var end = next
            let value = word(in: line, at: &end, isValue: true) ?? next..<next
            let isQuoted = value.lowerBound > next
            pairs.append(
                Pair(
                    name: text(line[name]), valueRange: value, isQuoted: isQuoted,
                    endsWithLine: isBare && !isQuoted))
            // The value of `a=b=c` could be a name, too; that of a quoted one cannot.
            index = max(end, index)
        }
        return pairs
    }

    /// Reads a text in quotation marks or a bare word; returns its range without the marks.
    private static func word(
        in line: [Unicode.Scalar], at index: inout Int, isValue: Bool = false
    ) -> Range<Int>? {
        guard index < line.count else { return nil }
        let quote = line[index]
        if quote == "\"" || quote == "'" {
            let start = index + 1
            index = start
            while index < line.count, line[index] != quote {
                index += line[index] == "\\" ? 2 : 1
            }
            let end = min(index, line.count)
            index = min(index + 1, line.count)
            return start..<end
        }
        let start = index
        while index < line.count, isBare(line[index], isValue) { index += 1 }
        return index > start ? start..<index : nil
    }

    /// Whether a character belongs to a word without quotation marks; values go on up to a comma, a
    /// brace or a quotation mark.
    private static func isBare(_ scalar: Unicode.Scalar, _ isValue: Bool) -> Bool {
        isValue
            ? !",{}[]\"'&".unicodeScalars.contains(scalar)
            : scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "_-.".unicodeScalars.contains(scalar)
    }

    private static func skipBlanks(in line: [Unicode.Scalar], _ index: inout Int) {
        while index < line.count, line[index] == " " || line[index] == "\t" { index += 1 }
    }
}
