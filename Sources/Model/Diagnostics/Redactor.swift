/// Replaces known secret values in any text by a mask.
///
/// This is the one boundary at which secrets are hidden. Code that learns a secret (a variable of
/// type secret, an auth parameter, a token) registers it, and every text that leaves the run passes
/// through. Values shorter than `shortestSecret` are not masked, because that would hide ordinary
/// text.
public struct Redactor: Sendable {
    /// The text that replaces a secret.
    public static let mask = "********"
    /// How many secrets of single requests are known at the same time.
    public static let keptPassingSecrets = 32
    /// The fewest bytes of a value that is masked.
    public static let shortestSecret = 4

    /// The fewest bytes of a secret that cannot be in a text by chance.
    private static let unmistakableLength = 16

    /// The secrets as UTF-8, by first byte, longest first.
    private var secretsByFirstByte: [UInt8: [[UInt8]]] = [:]
    /// Which bytes a secret starts with.
    private var startsSecret = [Bool](repeating: false, count: 256)
    private var known: Set<String> = []
    /// The secrets of single requests, in the order in which they are dropped.
    private var passing: [String] = []
    private var oldestPassing = 0

    /// Creates a redactor without secrets.
    public init() {}

    /// Whether it has no secrets.
    public var isEmpty: Bool { known.isEmpty }

    /// Adds a secret, with its spellings in URLs, forms and JSON.
    public mutating func add(_ secret: String) {
        guard secret.utf8.count >= Self.shortestSecret, known.insert(secret).inserted else {
            return
        }
        for spelling in SecretSpelling.all(of: secret) { insert(spelling) }
    }

    /// Adds a secret of one request, such as its signature.
    ///
    /// The oldest of these are dropped again, so a long run neither grows nor slows down.
    public mutating func addPassing(_ secret: String) {
        guard secret.utf8.count >= Self.shortestSecret, !known.contains(secret) else { return }
        add(secret)
        guard passing.count >= Self.keptPassingSecrets else {
            passing.append(secret)
            return
        }
        let forgotten = passing[oldestPassing]
        known.remove(forgotten)
        for spelling in SecretSpelling.all(of: forgotten) {
            secretsByFirstByte[spelling[0]]?.removeAll { $0 == spelling }
        }
        passing[oldestPassing] = secret
        oldestPassing = (oldestPassing + 1) % Self.keptPassingSecrets
    }

    /// Whether a text is a secret, or contains one that is too long to be there by chance.
    public func isSecret(_ text: String) -> Bool {
        known.contains(text)
            || known.contains { $0.utf8.count >= Self.unmistakableLength && text.contains($0) }
    }

    /// Returns the text with every known secret masked.
    public func redact(_ text: String) -> String {
        if known.isEmpty { return text }
        let bytes = Array(text.utf8)
        guard let masked = redacted(bytes) else { return text }
        return String(decoding: masked, as: UTF8.self)
    }

    /// Returns the bytes with every known secret masked.
    public func redact(_ bytes: [UInt8]) -> [UInt8] {
        known.isEmpty ? bytes : redacted(bytes) ?? bytes
    }

    /// Returns the masked bytes, or nil if there is nothing to mask.
    private func redacted(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = 0
        var index = 0
        while index < bytes.count {
            guard startsSecret[Int(bytes[index])], let length = secretLength(in: bytes, at: index)
            else {
                index += 1
                continue
            }
            result += bytes[copied..<index]
            result += Self.mask.utf8
            index += length
            copied = index
        }
        return copied == 0 ? nil : result + bytes[copied...]
    }

    /// Returns the length of the longest secret at an index.
    private func secretLength(in bytes: [UInt8], at index: Int) -> Int? {
        let candidates = secretsByFirstByte[bytes[index]] ?? []
        return candidates.first { Self.matches($0, in: bytes, at: index) }?.count
    }

    private mutating func insert(_ secret: [UInt8]) {
        startsSecret[Int(secret[0])] = true
        var list = secretsByFirstByte[secret[0]] ?? []
        list.insert(secret, at: list.firstIndex { $0.count < secret.count } ?? list.endIndex)
        secretsByFirstByte[secret[0]] = list
    }

    private static func matches(_ secret: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        guard bytes.count - index >= secret.count else { return false }
        for offset in 0..<secret.count where bytes[index + offset] != secret[offset] {
            return false
        }
        return true
    }
}
