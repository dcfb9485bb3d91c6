/// Replaces known secret values in any text by a mask, however they are spelled there.
///
/// This is the one boundary at which secrets are hidden. Code that learns a secret (a variable of
/// type secret, an auth parameter, a token) registers it, and every text that leaves the run passes
/// through.
///
/// Every text is searched twice at most: as it is, and without its escapes (`PlainText`). Secrets
/// that are short or ordinary words are masked only as far as `SecretStrength` says.
public struct Redactor: Sendable {
    /// The text that replaces a secret.
    public static let mask = "********"
    /// What can be in the place of a secret without being one: the mask, and an object in a text.
    private static let notSecret: Set<String> = [mask, "[object Object]"]

    /// How long a secret is kept.
    public enum Lifetime: Sendable, CaseIterable {
        /// For the whole run.
        case run
        /// Around one request, as a signature.
        case request
        /// Around one iteration, as a value of a data row.
        case iteration
        /// While it is in use and for a while after it, as a token or what a script gives a
        /// variable.
        case use

        /// How many secrets of this kind are known at the same time.
        var limit: Int {
            switch self {
            case .run: .max
            case .request: 32
            case .iteration: 1_000
            case .use: 256
            }
        }
    }

    /// Counts up when a secret is added: what was masked before may need to be masked again.
    public private(set) var generation = 0

    /// How texts as they are show secrets.
    private var raw = SecretIndex()
    /// How texts without escapes show them.
    private var plain = SecretIndex()
    /// Each secret, by its bytes: other spellings of the same characters are other secrets.
    private var known: Set<[UInt8]> = []
    /// How shortened texts show them.
    private var beginnings = SecretBeginnings()
    /// How many secrets are found in texts as they are only, even if these have no escapes.
    private var rawOnly = 0
    private var passing: [Lifetime: PassingSecrets] = [:]

    /// Creates a redactor without secrets.
    public init() {}

    /// Whether it has no secrets.
    public var isEmpty: Bool { raw.isEmpty }

    /// Whether a secret is masked only as a whole word or value, because it is short or a word.
    public static func isWeak(_ secret: String) -> Bool {
        !secret.isEmpty && SecretStrength(of: secret) != .anywhere
    }

    /// Adds a secret.
    ///
    /// Of those that are kept for a while only, the oldest are forgotten, so a long run neither
    /// grows nor slows down. Forgetting one never forgets a secret of the run that looks the same.
    /// If `isInUse` says so, one of the oldest is kept for the whole run instead.
    public mutating func add(
        _ secret: String, for lifetime: Lifetime = .run,
        keeping isInUse: (String) -> Bool = { _ in false }
    ) {
        let bytes = Array(secret.utf8)
        if bytes.isEmpty || known.contains(bytes) || Self.notSecret.contains(secret)
            || passing[lifetime]?.renew(bytes) == true
        {
            return
        }
        let patterns = SecretPatterns(of: secret, for: lifetime)
        if lifetime == .run {
            known.insert(bytes)
        } else {
            keep(PassingSecret(text: secret, patterns: patterns), for: lifetime, isInUse)
        }
        generation += 1
        patterns.raw.forEach { raw.add($0) }
        patterns.plain.forEach { plain.add($0) }
        if patterns.needsRawSearch { rawOnly += 1 }
        beginnings.add(bytes)
    }

    private mutating func keep(
        _ secret: PassingSecret, for lifetime: Lifetime, _ isInUse: (String) -> Bool
    ) {
        var kept = passing.removeValue(forKey: lifetime) ?? PassingSecrets(limit: lifetime.limit)
        kept.insert(secret)
        while let oldest = kept.removeExcess() {
            if isInUse(oldest.text), known.insert(oldest.bytes).inserted { continue }
            forget(oldest)
        }
        passing[lifetime] = kept
    }

    private mutating func forget(_ secret: PassingSecret) {
        secret.patterns.raw.forEach { raw.remove($0) }
        secret.patterns.plain.forEach { plain.remove($0) }
        if secret.patterns.needsRawSearch { rawOnly -= 1 }
        beginnings.remove(secret.bytes)
    }

    /// Whether a text is a secret, or contains one that cannot be there by chance.
    public func isSecret(_ text: String) -> Bool {
        if isEmpty { return false }
        let bytes = Array(text.utf8)
        if known.contains(bytes) || passing.values.contains(where: { $0.contains(bytes) }) {
            return true
        }
        var isFound = false
        forEachMatch(in: bytes) { _, strength in
            if strength == .anywhere { isFound = true }
        }
        return isFound
    }

    /// Whether a text contains a secret in another spelling, such as base64, and not as it is.
    public func containsEncodedSecret(_ text: String) -> Bool {
        if plain.isEmpty { return false }
        let bytes = Array(text.utf8)
        var isAsItIs = false
        raw.forEachMatch(in: bytes) { _, _ in isAsItIs = true }
        return !isAsItIs && isSecret(text)
    }

    /// Returns the text with every known secret masked.
    public func redact(_ text: String) -> String {
        if isEmpty || isTooShort(text) { return text }
        guard let masked = redacted(Array(text.utf8)) else { return text }
        return String(decoding: masked, as: UTF8.self)
    }

    /// Returns the bytes with every known secret masked.
    public func redact(_ bytes: [UInt8]) -> [UInt8] {
        isEmpty ? bytes : redacted(bytes) ?? bytes
    }

    /// Returns a name (a key, an item, a header) with every secret masked that cannot be there by
    /// chance.
    public func redactName(_ name: String) -> String {
        if isEmpty || isTooShort(name) { return name }
        guard let masked = redacted(Array(name.utf8), { $1 == .anywhere }) else { return name }
        return String(decoding: masked, as: UTF8.self)
    }

    /// Whether a text is too short for any secret.
    private func isTooShort(_ text: String) -> Bool {
        text.utf8.count < (rawOnly > 0 ? 1 : plain.shortestText)
    }

    // MARK: Search

    private func redacted(_ bytes: [UInt8]) -> [UInt8]? {
        redacted(bytes) { SecretSurroundings($0, in: bytes).admits($1) }
    }

    /// Returns the bytes with those secrets masked that count in their places; nil if there are
    /// none.
    private func redacted(
        _ bytes: [UInt8], _ counts: (Range<Int>, SecretStrength) -> Bool
    ) -> [UInt8]? {
        var ranges: [Range<Int>] = []
        forEachMatch(in: bytes) { range, strength in
            if counts(range, strength) { ranges.append(range) }
        }
        if ranges.isEmpty { return nil }
        var result: [UInt8] = []
        var copied = 0
        for range in Self.merged(ranges) {
            result += bytes[copied..<range.lowerBound]
            result += Self.mask.utf8
            copied = range.upperBound
        }
        return result + bytes[copied...]
    }

    /// Calls `body` with the range of each secret in a text.
    private func forEachMatch(in text: [UInt8], _ body: (Range<Int>, SecretStrength) -> Void) {
        let look = plain.look(at: text)
        // A secret can be part of an escape together with what is next to it.
        if rawOnly > 0 || look != .nothing { raw.forEachMatch(in: text, body) }
        beginnings.forEachMatch(in: text) { body($0, .anywhere) }
        guard look == .window else { return }
        let tracked = PlainText(text, tracking: true)
        plain.forEachMatch(in: tracked.bytes) { range, strength in
            body(tracked.origin(of: range), strength)
        }
    }

    /// Returns the ranges in order; those that overlap become one.
    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound < last.upperBound {
                result[result.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}

/// A secret that is kept for a while.
private struct PassingSecret {
    let text: String
    /// The patterns that it is found by, as the indices have them.
    let patterns: SecretPatterns

    var bytes: [UInt8] { Array(text.utf8) }
}

/// Secrets that are kept for a while: those are forgotten that were not used for longest.
private struct PassingSecrets {
    private let limit: Int
    /// Each secret with the number of its last use.
    private var entries: [[UInt8]: (secret: PassingSecret, use: Int)] = [:]
    /// The uses in their order; only the last one of a secret counts.
    private var uses: [(secret: [UInt8], number: Int)] = []
    private var oldest = 0
    private var useCount = 0

    init(limit: Int) {
        self.limit = limit
    }

    func contains(_ secret: [UInt8]) -> Bool { entries[secret] != nil }

    /// Takes note that a known secret is used again; false if it is not known.
    mutating func renew(_ secret: [UInt8]) -> Bool {
        guard entries[secret] != nil else { return false }
        let number = nextUse(of: secret)
        entries[secret]?.use = number
        return true
    }

    /// Adds a secret that is not known yet.
    mutating func insert(_ secret: PassingSecret) {
        let bytes = secret.bytes
        entries[bytes] = (secret, nextUse(of: bytes))
    }

    private mutating func nextUse(of secret: [UInt8]) -> Int {
        if uses.count > 4 * limit {
            uses = uses[oldest...].filter { entries[$0.secret]?.use == $0.number }
            oldest = 0
        }
        useCount += 1
        uses.append((secret, useCount))
        return useCount
    }

    /// Removes and returns a secret that is one too many.
    mutating func removeExcess() -> PassingSecret? {
        guard entries.count > limit else { return nil }
        while true {
            let use = uses[oldest]
            oldest += 1
            guard let entry = entries[use.secret], entry.use == use.number else { continue }
            entries[use.secret] = nil
            return entry.secret
        }
    }
}
