/// Finds all patterns of all secrets in one reading of a text.
///
/// Each pattern is known by one window of at most eight bytes of it. A pass keeps the last eight
/// bytes in a number, and looks further only if the number is that of a window. So the time does
/// not depend on how many secrets there are, and secrets come and go without rebuilding anything.
struct SecretIndex: Sendable {
    private struct Entry {
        let pattern: SecretPattern
        /// How many bytes of the pattern the end of its window is behind its start.
        let windowEnd: Int
        /// How many secrets have the pattern.
        var users: Int
    }

    /// The patterns by the last bytes of their windows, as a number.
    ///
    /// A window of fewer than eight bytes can be the same number as one that begins with zeros.
    private var buckets: [UInt64: [Entry]] = [:]
    /// One bit for each hash of a window; a bit that is set by chance costs time only.
    private var filter = [UInt64](repeating: 0, count: 1 << (smallestFilter - 6))
    private static let smallestFilter = 15
    /// How many bits a hash has.
    private var filterBits = smallestFilter
    /// How many windows have set a bit.
    private var filterUse = 0
    /// The lengths of windows that are in use, each with its number of patterns.
    private var lengths = [Int](repeating: 0, count: longestWindow + 1)

    private static let longestWindow = 8
    /// How many patterns of a window a new one is compared with: if it is there, it is not added.
    private static let comparedPatterns = 16

    /// The fewest bytes of a text that can show a pattern.
    var shortestText: Int {
        (1..<Self.longestWindow).first { lengths[$0] > 0 } ?? Self.longestWindow
    }

    /// Whether it has no patterns.
    var isEmpty: Bool { buckets.isEmpty }

    // MARK: Patterns

    /// Adds a pattern, or one more user of it.
    mutating func add(_ pattern: SecretPattern) {
        let length = Self.windowLength(of: pattern.bytes)
        // The window that fewest other patterns share, one of the last of the pattern.
        var best = (window: UInt64(0), end: 0, count: Int.max)
        var end = pattern.bytes.count
        while best.count > 0, end >= length {
            let window = Self.window(of: pattern.bytes, endingAt: end)
            let (count, place) = Self.find(pattern, in: buckets[window] ?? [])
            if let place {
                buckets[window]?[place].users += 1
                return
            }
            if count < best.count { best = (window, end, count) }
            end -= 1
        }
        let entry = Entry(pattern: pattern, windowEnd: best.end, users: 1)
        buckets[best.window, default: []].append(entry)
        lengths[length] += 1
        filterUse += 1
        if filterUse << 5 > 1 << filterBits { rebuildFilter() } else { mark(best.window) }
    }

    /// How many patterns a bucket has, and where among its first ones the given one is.
    ///
    /// It is a function of its own so that nothing holds the bucket when it is changed.
    private static func find(
        _ pattern: SecretPattern, in bucket: [Entry]
    ) -> (count: Int, place: Int?) {
        let compared = bucket.prefix(comparedPatterns)
        return (bucket.count, compared.firstIndex { $0.pattern == pattern })
    }

    /// Removes a user of a pattern, and the pattern with its last one.
    mutating func remove(_ pattern: SecretPattern) {
        let length = Self.windowLength(of: pattern.bytes)
        for end in (length...pattern.bytes.count).reversed() {
            let window = Self.window(of: pattern.bytes, endingAt: end)
            guard let bucket = buckets[window],
                let place = bucket.firstIndex(where: { $0.pattern == pattern })
            else { continue }
            if bucket[place].users > 1 {
                buckets[window]?[place].users -= 1
            } else {
                buckets[window]?.remove(at: place)
                if bucket.count == 1 { buckets[window] = nil }
                lengths[length] -= 1
            }
            return
        }
    }

    private mutating func mark(_ window: UInt64) {
        let hash = Self.hash(window, bits: filterBits)
        filter[hash >> 6] |= 1 << UInt64(hash & 63)
    }

    /// Makes the filter fit the windows that are left, with room for as many again.
    private mutating func rebuildFilter() {
        filterBits = Self.smallestFilter
        while 1 << filterBits < buckets.count << 6 { filterBits += 1 }
        filter = [UInt64](repeating: 0, count: 1 << (filterBits - 6))
        for window in buckets.keys { mark(window) }
        filterUse = buckets.count
    }

    // MARK: Windows

    private static func windowLength(of bytes: [UInt8]) -> Int { min(bytes.count, longestWindow) }

    private static func window(of bytes: [UInt8], endingAt end: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in bytes[end - windowLength(of: bytes)..<end] { value = value << 8 | UInt64(byte) }
        return value
    }

    /// How many bits of a number are those of a window.
    private static func mask(_ length: Int) -> UInt64 { ~0 >> UInt64(64 - 8 * length) }

    private static func hash(_ window: UInt64, bits: Int) -> Int {
        Int((window &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    }

    // MARK: Search

    /// Calls `body` with the range and the strength of each pattern in a text.
    func forEachMatch(in text: [UInt8], _ body: (Range<Int>, SecretStrength) -> Void) {
        // Most runs have long secrets only, and so one length of windows.
        for (length, patterns) in lengths.enumerated() where patterns > 0 {
            search(text, length, body)
        }
    }

    private func search(
        _ text: [UInt8], _ length: Int, _ body: (Range<Int>, SecretStrength) -> Void
    ) {
        guard text.count >= length else { return }
        let mask = Self.mask(length)
        let bits = filterBits
        let filter = filter
        var value: UInt64 = 0
        var end = 0
        for byte in text {
            value = value << 8 | UInt64(byte)
            end += 1
            let window = value & mask
            let hash = Self.hash(window, bits: bits)
            guard filter[hash >> 6] >> UInt64(hash & 63) & 1 == 1, end >= length,
                let bucket = buckets[window]
            else { continue }
            for entry in bucket { check(entry, in: text, end, body) }
        }
    }

    /// What a quick look at a text finds, which keeps nothing.
    enum Look {
        /// Neither the window of a pattern nor an escape.
        case nothing
        /// Escapes, and no window: only a search in the text as it is may find more.
        case escapes
        /// A window, or an escape in an escape.
        case window
    }

    /// Looks for the windows of patterns in a text without its escapes.
    func look(at text: [UInt8]) -> Look {
        let shortLengths = (1..<Self.longestWindow).filter { lengths[$0] > 0 }
        if text.count < shortLengths.first ?? Self.longestWindow { return .nothing }
        let kinds = Escape.kinds
        let filter = filter
        let bits = filterBits
        var value: UInt64 = 0
        var index = 0
        var hasEscapes = false
        func isKnown(_ window: UInt64) -> Bool {
            let hash = Self.hash(window, bits: bits)
            return filter[hash >> 6] >> UInt64(hash & 63) & 1 == 1 && buckets[window] != nil
        }
        func isWindow(_ byte: UInt8) -> Bool {
            value = value << 8 | UInt64(byte)
            if isKnown(value) { return true }
            if shortLengths.isEmpty { return false }
            return shortLengths.contains { isKnown(value & Self.mask($0)) }
        }
        while index < text.count {
            let byte = text[index]
            switch kinds[Int(byte)] {
            case .plain:
                if isWindow(byte) { return .window }
                index += 1
            case .blank: index += 1
            case .special:
                let escape = Escape(in: text, at: index)
                index += escape.length
                if case .literal = escape.meaning {} else { hasEscapes = true }
                switch escape.meaning {
                case .literal:
                    // Without a blank or an escape behind it, it may begin another escape.
                    let isOpen =
                        byte == UInt8(ascii: "%") && index < text.count
                        && kinds[Int(text[index])] != .plain
                    if isOpen || isWindow(byte) { return .window }
                case .nothing: break
                case .byte(let byte):
                    // An escape in an escape needs another look.
                    if kinds[Int(byte)] == .special || isWindow(byte) { return .window }
                case .scalar(let scalar):
                    for byte in String(scalar).utf8
                    where kinds[Int(byte)] == .special || isWindow(byte) { return .window }
                }
            }
        }
        return hasEscapes ? .escapes : .nothing
    }

    private func check(
        _ entry: Entry, in text: [UInt8], _ windowEnd: Int,
        _ body: (Range<Int>, SecretStrength) -> Void
    ) {
        let start = windowEnd - entry.windowEnd
        let bytes = entry.pattern.bytes
        guard start >= 0, text.count - start >= bytes.count else { return }
        for offset in bytes.indices where text[start + offset] != bytes[offset] { return }
        body(start..<start + bytes.count, entry.pattern.strength)
    }
}
