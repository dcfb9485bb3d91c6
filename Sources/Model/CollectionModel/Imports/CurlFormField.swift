import JSON
import TextEncoding

/// A field of `-F` or `--form-string`.
struct CurlFormField {
    /// The field.
    private(set) var parameter: FormParameter
    /// What has no place in a field.
    private(set) var losses: [String] = []

    /// Reads `NAME=TEXT`, whose text is taken as it is.
    init(text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        parameter = FormParameter(
            key: String(parts[0]), value: .string(parts.count > 1 ? String(parts[1]) : ""))
    }

    /// Reads `NAME=CONTENT;type=…;filename=…`, whose content is a text, `@FILE`, or `<FILE`.
    init(_ text: String) {
        self.init(text: text)
        let value = parameter.value.string ?? ""
        var pieces = Self.pieces(value)[...]
        let content = (pieces.popFirst() ?? "").trimmed
        if value.hasPrefix("@") {
            let files = content.dropFirst().split(separator: ",")
            parameter.value = .null
            parameter.isFile = true
            parameter.sources = files.isEmpty ? [""] : files.map { Self.unquoted(String($0)) }
        } else if value.hasPrefix("<") {
            parameter.value = .string("")
            losses.append("the text in a file")
        } else {
            parameter.value = .string(Self.unquoted(content))
        }
        for piece in pieces { readAttribute(piece) }
    }

    private mutating func readAttribute(_ piece: String) {
        let text = piece.trimmed
        func value(of name: String) -> String? {
            text.hasPrefix(name + "=") ? String(text.dropFirst(name.count + 1)) : nil
        }
        if let type = value(of: "type") {
            parameter.contentType = type
        } else if let name = value(of: "filename") {
            parameter.fileName = Self.unquoted(name)
        } else if value(of: "headers") != nil || value(of: "encoder") != nil {
            losses.append("'\(text.prefix { $0 != "=" })'")
        } else if let type = parameter.contentType {
            // Such as the charset, which is a part of the type.
            parameter.contentType = type + ";" + piece
        } else {
            losses.append("what follows a semicolon")
        }
    }

    /// The pieces at semicolons outside quotes.
    private static func pieces(_ text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped {
                isQuoted = !isQuoted && opensQuotes(after: pieces[pieces.count - 1])
            }
            isEscaped = isQuoted && character == "\\" && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    /// Whether a quote behind a text begins a quoted value; inside a value it is a character.
    private static func opensQuotes(after text: String) -> Bool {
        ["", "@", "<", "filename="].contains(text.trimmed)
    }

    /// The text without its quotes, inside which a backslash escapes a quote or backslash.
    private static func unquoted(_ text: String) -> String {
        guard text.count > 1, text.first == "\"", text.last == "\"" else { return text }
        var result = ""
        var rest = text.dropFirst().dropLast()
        while let character = rest.popFirst() {
            let isEscape = character == "\\" && (rest.first == "\"" || rest.first == "\\")
            result.append(isEscape ? rest.removeFirst() : character)
        }
        return result
    }
}
