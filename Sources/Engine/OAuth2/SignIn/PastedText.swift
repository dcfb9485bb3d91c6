import HTTPModel
import TextEncoding

/// An address as a person pastes it, without what mail and chat programs do to it.
///
/// They wrap lines, quote and decorate the address, escape `&`, end it with a period, or replace it
/// by a link of their own.
struct PastedText {
    /// The address.
    private(set) var text: String
    /// Whether the text ends with an ellipsis, so that its end may be missing.
    private(set) var isCut = false

    private static let quotes: Set<Character> = [
        "\"", "'", "`", "“", "”", "„", "‘", "’", "«", "»", "*",
    ]
    private static let openers = quotes.union(["<", "(", "[", "{"])
    private static let closers = quotes.union([">", ")", "]", "}", ",", ";", "!"])

    /// Cleans what was pasted.
    init(_ pasted: String) {
        text = Self.withoutBlanks(Self.unquoted(pasted))
        for escape in ["&amp;", "&#38;", "&#x26;"] { text.replace(escape, with: "&") }
        takeLinkTarget()
        trimDecoration()
        followSafeLink()
    }

    /// The lines without the marks of a quoted mail, and without quoted-printable encoding.
    private static func unquoted(_ pasted: String) -> String {
        let lines = pasted.split(whereSeparator: \.isNewline).map { line in
            line.drop { $0 == ">" || $0 == " " || $0 == "\t" }.trimmed
        }.filter { !$0.isEmpty }
        var text = ""
        for line in lines.dropLast() {
            text += line
            if endsInSoftBreak(text) { text.removeLast() }
        }
        text += lines.last ?? ""
        // Mail that is encoded has no other equals sign.
        let signs = text.split(separator: "=", omittingEmptySubsequences: false).dropFirst()
        let isEncoded = !signs.isEmpty && signs.allSatisfy { $0.uppercased().hasPrefix("3D") }
        guard isEncoded else { return text }
        return text.replacing("=3D", with: "=").replacing("=3d", with: "=")
    }

    /// The parameters of an answer that a line may end in the middle of.
    private static let names: Set<Substring> = [
        "access_token", "client_info", "code", "error", "error_description", "error_uri",
        "expires_in", "id_token", "iss", "scope", "session_state", "state", "token_type",
    ]

    /// Whether lines end with the `=` of a soft line break, and not with that of a parameter or
    /// with those that fill up a value.
    private static func endsInSoftBreak(_ lines: String) -> Bool {
        guard lines.hasSuffix("="), !lines.hasSuffix("==") else { return false }
        let start = lines.lastIndex { "?&#".contains($0) }.map(lines.index(after:))
        return !names.contains(lines[(start ?? lines.startIndex)...].dropLast())
    }

    private static func withoutBlanks(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
                        && scalar.properties.generalCategory != .format
                }))
    }

    /// Takes the address out of `[text](address)`, `<address|text>` and words before it.
    private mutating func takeLinkTarget() {
        if let target = text.firstRange(of: "](http") {
            text = String(text[text.index(target.lowerBound, offsetBy: 2)...])
        }
        if let label = text.firstRange(of: "|http") { text = String(text[..<label.lowerBound]) }
        guard let start = text.firstRange(of: "http"),
            !text[..<start.lowerBound].contains(where: { "=?#&".contains($0) })
        else { return }
        text = String(text[start.lowerBound...])
    }

    private mutating func trimDecoration() {
        while let first = text.first, Self.openers.contains(first) { text.removeFirst() }
        var dots = 0
        while let last = text.last, Self.closers.contains(last) || last == "." || last == "…" {
            if last == "." { dots += 1 }
            if last == "…" || dots > 1 { isCut = true }
            text.removeLast()
        }
    }

    /// Takes the address out of the link that Outlook puts in its place.
    private mutating func followSafeLink() {
        guard let parts = URLParts(text), parts.host.hasSuffix("safelinks.protection.outlook.com"),
            let target = FormText(parts.query ?? "")["url"]
        else { return }
        text = target
    }
}
