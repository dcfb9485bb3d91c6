import TextEncoding

/// A text without its escapes and blanks, in which all spellings of a secret look the same.
///
/// It undoes percent-encoding, the escapes of JSON, consoles and JavaScript, and character
/// references of HTML and XML, in any order and depth. It leaves out blanks, line ends and `+`, so
/// that forms and broken lines do not matter. A secret is searched for in the same form.
struct PlainText {
    /// The bytes that remain.
    private(set) var bytes: [UInt8]
    /// Whether the text had escapes, so that a search in the text itself may find more.
    private(set) var hasEscapes = false
    /// Where the bytes come from: one map for each time that the text was read.
    private var origins: [OriginMap] = []

    /// How many layers of escapes are removed.
    private static let deepestLayer = 4

    /// Reads a text; `tracking` keeps the origin of each byte.
    init(_ text: [UInt8], tracking: Bool = false) {
        bytes = text
        for _ in 0..<Self.deepestLayer {
            var reader = EscapeReader(bytes, tracking: tracking)
            guard reader.read() else { return }
            bytes = reader.output
            if tracking { origins.append(reader.origins) }
            if !reader.hasEscapes { return }
            hasEscapes = true
        }
    }

    /// Returns the range of the text that a range of the bytes comes from.
    ///
    /// Only a tracking text has this.
    func origin(of range: Range<Int>) -> Range<Int> {
        var result = range
        for map in origins.reversed() { result = map.origin(of: result) }
        return result
    }
}

/// Where the bytes of an output come from in its input.
struct OriginMap {
    /// A sequence of bytes that follow one another in both, or one escape and what it stands for.
    struct Run {
        /// The index of its first byte in the output.
        let index: Int
        /// The index of its first byte in the input.
        let origin: Int
        /// The length of the escape, or 0.
        let escapeLength: Int
    }

    private(set) var runs: [Run] = []

    mutating func add(_ run: Run) { runs.append(run) }

    /// Returns the range of the input that a range of the output comes from.
    func origin(of range: Range<Int>) -> Range<Int> {
        let first = run(of: range.lowerBound)
        let start = first.origin + (first.escapeLength > 0 ? 0 : range.lowerBound - first.index)
        let last = run(of: range.upperBound - 1)
        let end =
            last.origin
            + (last.escapeLength > 0 ? last.escapeLength : range.upperBound - last.index)
        return start..<end
    }

    /// Returns the run of a byte, by bisection.
    private func run(of index: Int) -> Run {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].index <= index { low = middle } else { high = middle }
        }
        return runs[low]
    }
}
