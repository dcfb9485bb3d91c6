import Diagnostics

/// Splits a script into tokens: names, texts and signs; comments, numbers and regular expressions
/// are left out.
///
/// It does not parse: what it cannot read it takes as signs, and the engine judges the syntax.
struct ScriptLexer {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var column = 1
    private var tokens: [ScriptToken] = []

    /// Returns the tokens of a script.
    static func tokens(of code: String) -> [ScriptToken] {
        var lexer = ScriptLexer(scalars: Array(code.unicodeScalars))
        lexer.read()
        return lexer.tokens
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    private var following: Unicode.Scalar? {
        index + 1 < scalars.count ? scalars[index + 1] : nil
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < scalars.count {
            if scalars[index] == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
            index += 1
        }
    }

    private mutating func read() {
        while let scalar = current {
            switch scalar {
            case "/" where following == "/": skip { $0 != "\n" }
            case "/" where following == "*": skipComment()
            case "/" where startsExpression: skipExpression()
            case "\"", "'", "`": readText(scalar)
            case _ where Self.isInName(scalar): readName()
            case _ where scalar.value <= 0x20: advance()
            default:
                add(.sign, String(scalar), TextPosition(line: line, column: column))
                advance()
            }
        }
    }

    private mutating func add(_ kind: ScriptToken.Kind, _ text: String, _ position: TextPosition) {
        tokens.append(ScriptToken(kind: kind, text: text, position: position))
    }

    private mutating func skip(while isSkipped: (Unicode.Scalar) -> Bool) {
        while let scalar = current, isSkipped(scalar) { advance() }
    }

    private mutating func skipComment() {
        advance(2)
        while current != nil, !(current == "*" && following == "/") { advance() }
        advance(2)
    }

    // MARK: Names and texts

    private static func isInName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
            || scalar == "$"
    }

    private mutating func readName() {
        let position = TextPosition(line: line, column: column)
        let start = index
        skip(while: Self.isInName)
        let name = String(String.UnicodeScalarView(scalars[start..<index]))
        if !("0"..."9").contains(scalars[start]) { add(.name, name, position) }
    }

    /// Reads a text in quotes, or a template, whose expressions become tokens after it.
    private mutating func readText(_ quote: Unicode.Scalar) {
        let position = TextPosition(line: line, column: column)
        var text = String.UnicodeScalarView()
        var isWhole = true
        advance()
        while let scalar = current, scalar != quote {
            if scalar == "\\" {
                advance()
                if let escaped = current, escaped != "\n" { text.append(Self.unescaped(escaped)) }
            } else if quote == "`", scalar == "$", following == "{" {
                isWhole = false
                text.append(scalar)
            } else if scalar == "\n", quote != "`" {
                return add(.text, String(text), position)
            } else {
                text.append(scalar)
            }
            advance()
        }
        advance()
        add(isWhole ? .text : .template, String(text), position)
    }

    private static func unescaped(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        default: scalar
        }
    }

    // MARK: Regular expressions

    /// Whether a slash starts a regular expression: not after a value.
    private var startsExpression: Bool {
        guard let last = tokens.last else { return true }
        switch last.kind {
        case .name: return ["return", "typeof", "case", "in", "of"].contains(last.text)
        case .text, .template: return false
        case .sign: return ![")", "]", "}"].contains(last.text)
        }
    }

    private mutating func skipExpression() {
        advance()
        var isInClass = false
        while let scalar = current, scalar != "\n", isInClass || scalar != "/" {
            if scalar == "\\" { advance() }
            if scalar == "[" { isInClass = true }
            if scalar == "]" { isInClass = false }
            advance()
        }
        if current == "/" { advance() }
        skip(while: Self.isInName)
    }
}
