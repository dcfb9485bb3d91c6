import Foundation

/// Literal text in which `<<<…>>>` marks islands of regular expression.
struct Pattern: Decodable, CustomStringConvertible {
    let description: String

    init(_ text: String) {
        description = text
    }

    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Whether the whole text is as described.
    func matches(_ text: String) -> Bool {
        find(in: text, anchored: true)
    }

    /// Whether a part of the text is as described.
    func occurs(in text: String) -> Bool {
        find(in: text, anchored: false)
    }

    private func find(in text: String, anchored: Bool) -> Bool {
        let body = anchored ? "\\A(?:\(expression))\\z" : expression
        guard let expression = try? NSRegularExpression(pattern: body) else {
            preconditionFailure("not a regular expression: \(description)")
        }
        let whole = NSRange(text.startIndex..., in: text)
        return expression.firstMatch(in: text, range: whole) != nil
    }

    private var expression: String {
        var result = ""
        for (index, piece) in description.components(separatedBy: "<<<").enumerated() {
            guard index > 0, let end = piece.range(of: ">>>") else {
                result += NSRegularExpression.escapedPattern(for: piece)
                continue
            }
            result += "(?:\(piece[..<end.lowerBound]))"
            result += NSRegularExpression.escapedPattern(for: String(piece[end.upperBound...]))
        }
        return result
    }
}

/// A comparison of two texts, line by line, as a person wants to read it.
///
/// - Returns: the lines around the first that differs, or nil when all are as expected.
func difference(expected: String, actual: String) -> String? {
    let expectedLines = expected.components(separatedBy: "\n")
    let actualLines = actual.components(separatedBy: "\n")
    let shared = zip(expectedLines, actualLines).prefix { Pattern($0).matches($1) }.count
    guard shared < max(expectedLines.count, actualLines.count) else { return nil }
    let before = actualLines[max(0, shared - 3)..<shared].map { "  \($0)" }
    let missing = expectedLines.dropFirst(shared).prefix(3).map { "- \($0)" }
    let found = actualLines.dropFirst(shared).prefix(3).map { "+ \($0)" }
    let lines = ["line \(shared + 1) differs (- expected, + actual):"] + before + missing + found
    return lines.joined(separator: "\n")
}
