import RunModel

/// The difference between the two values that an assertion compared, line by line.
struct ValueDifference {
    /// A line of the difference.
    enum Line: Equatable {
        /// A line that both values have.
        case same(String)
        /// A line that only the expected value has.
        case expected(String)
        /// A line that only the actual value has.
        case actual(String)
        /// Lines that are left out.
        case gap
    }

    /// The changed lines, each with a few lines around it.
    let lines: [Line]

    /// What the signs before the lines mean.
    static let legend = "- expected  + actual"

    private static let contextLines = 3
    private static let shownLines = 60
    /// The most lines whose smallest difference is searched.
    private static let comparedLines = 400
    private static let shortest = 40

    /// Finds the difference, or nil if there is none or the failure's message shows it already.
    init?(_ failure: Failure) {
        guard let comparison = failure.comparison, comparison.actual != comparison.expected
        else { return nil }
        if Self.saysAll(failure.message, of: comparison) { return nil }
        let all = Self.compare(
            Self.split(comparison.expected), Self.split(comparison.actual))
        lines = Self.clipped(Self.focused(all))
    }

    /// Calls the closure with each line, its sign included.
    var text: [String] {
        lines.map { line in
            switch line {
            case .same(let text): "  \(text)"
            case .expected(let text): "- \(text)"
            case .actual(let text): "+ \(text)"
            case .gap: "  …"
            }
        }
    }

    /// Whether a message shows both values; of two truth values, its words say what they mean.
    private static func saysAll(_ message: String, of comparison: Comparison) -> Bool {
        let values = [comparison.actual, comparison.expected]
        if values.allSatisfy({ $0 == "true" || $0 == "false" }) { return true }
        guard values.allSatisfy({ $0.utf8.count <= shortest }) else { return false }
        let message = message.filter { !$0.isWhitespace }
        return values.allSatisfy { message.contains($0.filter { !$0.isWhitespace }) }
    }

    private static func split(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    // MARK: Comparing

    private static func compare(_ expected: [Substring], _ actual: [Substring]) -> [Line] {
        var start = 0
        while start < min(expected.count, actual.count), expected[start] == actual[start] {
            start += 1
        }
        var end = 0
        while end < min(expected.count, actual.count) - start,
            expected[expected.count - 1 - end] == actual[actual.count - 1 - end]
        {
            end += 1
        }
        let middle = changes(
            Array(expected[start..<(expected.count - end)]),
            Array(actual[start..<(actual.count - end)]))
        return expected[..<start].map { .same(String($0)) } + middle
            + expected[(expected.count - end)...].map { .same(String($0)) }
    }

    /// The smallest difference of two texts without common beginning and end.
    private static func changes(_ expected: [Substring], _ actual: [Substring]) -> [Line] {
        guard expected.count <= comparedLines, actual.count <= comparedLines else {
            return expected.map { .expected(String($0)) } + actual.map { .actual(String($0)) }
        }
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in actual.difference(from: expected) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [Line] = []
        var (old, new) = (0, 0)
        while old < expected.count || new < actual.count {
            if removed.contains(old) {
                lines.append(.expected(String(expected[old])))
                old += 1
            } else if inserted.contains(new) {
                lines.append(.actual(String(actual[new])))
                new += 1
            } else {
                lines.append(.same(String(actual[new])))
                old += 1
                new += 1
            }
        }
        return lines
    }

    // MARK: Shortening

    /// Keeps the changed lines and a few lines around each of them.
    private static func focused(_ all: [Line]) -> [Line] {
        var isKept = [Bool](repeating: false, count: all.count)
        for (index, line) in all.enumerated() {
            if case .same = line { continue }
            let nearby = max(0, index - contextLines)...min(all.count - 1, index + contextLines)
            for near in nearby { isKept[near] = true }
        }
        var lines: [Line] = []
        for (index, line) in all.enumerated() {
            if lines.count == shownLines { return lines + [.gap] }
            if isKept[index] {
                lines.append(line)
            } else if lines.last != .gap {
                lines.append(.gap)
            }
        }
        return lines
    }

    /// Cuts long lines around the first difference of neighbouring lines.
    private static func clipped(_ lines: [Line]) -> [Line] {
        var result = lines
        for index in lines.indices {
            guard case .expected(let expected) = lines[index],
                index + 1 < lines.count, case .actual(let actual) = lines[index + 1]
            else { continue }
            let start = zip(expected, actual).prefix { $0 == $1 }.count
            result[index] = .expected(LongLine.clipped(expected, around: start))
            result[index + 1] = .actual(LongLine.clipped(actual, around: start))
        }
        return result.map { line in
            switch line {
            case .same(let text): .same(LongLine.clipped(text, around: 0))
            case .expected(let text): .expected(LongLine.clipped(text, around: 0))
            case .actual(let text): .actual(LongLine.clipped(text, around: 0))
            case .gap: .gap
            }
        }
    }
}

/// A line that is too long to be shown whole.
private enum LongLine {
    private static let longest = 160
    private static let lead = 40

    /// Returns the part of a line around a character.
    static func clipped(_ text: String, around index: Int) -> String {
        guard text.utf8.count > longest, text.count > longest + 2 else { return text }
        let start = max(0, index - lead)
        let part = text.dropFirst(start).prefix(longest)
        let isCut = part.endIndex < text.endIndex
        return (start > 0 ? "…" : "") + part + (isCut ? "…" : "")
    }
}
