import Diagnostics

/// The findings that a project accepts, by rule, by name or by fingerprint.
///
/// An entry is `RULE`, `RULE=PATTERN`, or a fingerprint of 16 hexadecimal digits. A pattern is the
/// name that a finding is about, its file or its item; `*` stands for any characters.
public struct IgnoreList: Sendable {
    /// An entry that is none.
    public struct EntryError: Error, Hashable {
        /// The entry.
        public let entry: String
        /// The rule that it names and that does not exist.
        public let rule: String
    }

    private enum Entry: Sendable, Hashable {
        case finding(fingerprint: String)
        case rule(AnalysisRule, pattern: String?)
    }

    private let entries: [Entry]

    /// Reads entries.
    public init(_ entries: [String]) throws(EntryError) {
        var list: [Entry] = []
        for entry in entries {
            if entry.utf8.count == 16, entry.allSatisfy(\.isHexDigit) {
                list.append(.finding(fingerprint: entry.lowercased()))
                continue
            }
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard let rule = AnalysisRule(rawValue: parts.first ?? "") else {
                throw EntryError(entry: entry, rule: parts.first ?? "")
            }
            list.append(.rule(rule, pattern: parts.count == 2 ? parts[1] : nil))
        }
        self.entries = list
    }

    /// Whether a finding is accepted.
    public func contains(_ finding: Finding) -> Bool {
        entries.contains { entry in
            switch entry {
            case .finding(let fingerprint): fingerprint == finding.fingerprint
            case .rule(let rule, nil): rule == finding.rule
            case .rule(let rule, let pattern?):
                rule == finding.rule && Self.names(of: finding).contains { matches($0, pattern) }
            }
        }
    }

    private static func names(of finding: Finding) -> [String] {
        let place = finding.diagnostic.place
        return [finding.subject, place.file ?? "", place.item ?? ""]
    }

    private func matches(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return name == pattern
        }
        guard name.hasPrefix(first), name.hasSuffix(last),
            name.utf8.count >= first.utf8.count + last.utf8.count
        else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
