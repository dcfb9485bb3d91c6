import TextEncoding

/// Where time and chance come from; parameters of a run, so that tests can fix them.
public struct Ambience: Sendable {
    /// The time in seconds since 1970.
    public var now: @Sendable () -> Double
    /// So many random bytes.
    public var randomBytes: @Sendable (Int) -> [UInt8]

    /// Makes a source of time and chance.
    public init(
        now: @escaping @Sendable () -> Double, randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// A random number from 0 to `limit`, both included.
    public func random(upTo limit: UInt64) -> UInt64 {
        let value = randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return limit == .max ? value : value % (limit + 1)
    }

    /// A random UUID of version 4 (RFC 9562 §5.4).
    public func uuid() -> String { UUIDText.random(randomBytes(16)) }
}

/// Variables whose value is made again at every use (NewmanReference §4.5).
///
/// Each area knows the names of its own; nothing is made before it is asked for.
struct DynamicVariables {
    private static let prefix = "$random"

    let ambience: Ambience

    /// A fresh value, or nil if there is no such variable.
    func value(named name: String) -> String? {
        guard name.utf8.first == UInt8(ascii: "$") else { return nil }
        switch name {
        case "$guid": return ambience.uuid()
        case "$timestamp": return String(Int64(ambience.now().rounded()))
        case "$isoTimestamp": return Timestamp.iso8601(ambience.now())
        default: break
        }
        guard name.hasPrefix(Self.prefix) else { return nil }
        let kind = String(name.dropFirst(Self.prefix.count))
        let areas = [
            basic, person, place, internet, network, finance, company, product, database,
            technology,
            lorem, date, file, image,
        ]
        for area in areas {
            if let value = area(kind) { return value }
        }
        return nil
    }

    private func basic(_ kind: String) -> String? {
        switch kind {
        case "UUID": ambience.uuid()
        case "Int": String(ambience.random(upTo: 1000))
        case "Boolean": String(ambience.number(0...1) == 1)
        case "AlphaNumeric":
            ambience.characters(1, of: Ambience.digitCharacters + Ambience.lowercaseLetters)
        case "Word": word
        case "Words": ambience.several(2...5) { word }.joined(separator: " ")
        case "Color": ambience.pick(Words.colors)
        case "HexColor": "#" + ambience.hexadecimal(6)
        case "Locale": ambience.pick(Words.locales)
        default: nil
        }
    }

    /// A word of any area.
    private var word: String {
        switch ambience.number(0...6) {
        case 0: ambience.pick(Words.technologyNouns)
        case 1: ambience.pick(Words.technologyAdjectives)
        case 2: ambience.pick(Words.productAdjectives)
        case 3: ambience.pick(Words.products)
        case 4: ambience.pick(Words.colors)
        case 5: ambience.pick(Words.businessNouns)
        default: ambience.pick(Words.latin)
        }
    }
}
