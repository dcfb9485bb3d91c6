/// Finds the beginnings of secrets that something has shortened: `'eyJhbGciOi…'`.
struct SecretBeginnings: Sendable {
    /// How many bytes of a secret an ellipsis must follow.
    private static let shortest = 8

    private var index = SecretIndex()
    /// The secrets by their first bytes.
    private var secrets: [[UInt8]: [[UInt8]]] = [:]

    mutating func add(_ secret: [UInt8]) {
        guard let beginning = Self.beginning(of: secret) else { return }
        index.add(beginning)
        secrets[beginning.bytes, default: []].append(secret)
    }

    mutating func remove(_ secret: [UInt8]) {
        guard let beginning = Self.beginning(of: secret) else { return }
        index.remove(beginning)
        if let place = secrets[beginning.bytes]?.firstIndex(of: secret) {
            secrets[beginning.bytes]?.remove(at: place)
        }
        if secrets[beginning.bytes]?.isEmpty == true { secrets[beginning.bytes] = nil }
    }

    private static func beginning(of secret: [UInt8]) -> SecretPattern? {
        guard secret.count > shortest else { return nil }
        return SecretPattern(bytes: Array(secret[..<shortest]), strength: .anywhere)
    }

    /// Calls `body` with the range of each beginning that an ellipsis follows.
    func forEachMatch(in text: [UInt8], _ body: (Range<Int>) -> Void) {
        guard !index.isEmpty, Self.hasEllipsis(text) else { return }
        index.forEachMatch(in: text) { range, _ in
            for secret in secrets[Array(text[range])] ?? [] {
                var end = range.upperBound
                var offset = Self.shortest
                while offset < secret.count, end < text.count, text[end] == secret[offset] {
                    end += 1
                    offset += 1
                }
                if offset < secret.count, Self.isEllipsis(text[end...]) {
                    body(range.lowerBound..<end)
                }
            }
        }
    }

    private static let ellipses = [Array("…".utf8), Array("...".utf8)]

    private static func isEllipsis(_ rest: ArraySlice<UInt8>) -> Bool {
        ellipses.contains { rest.starts(with: $0) }
    }

    private static func hasEllipsis(_ text: [UInt8]) -> Bool {
        var last: UInt8 = 0
        for byte in text {
            // Two periods, or the last two bytes of the character.
            if byte == UInt8(ascii: "."), last == byte { return true }
            if byte == 0xA6, last == 0x80 { return true }
            last = byte
        }
        return false
    }
}
