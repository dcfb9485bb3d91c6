/// Reads a text once, and leaves out its blanks and one layer of its escapes.
struct EscapeReader {
    private(set) var output: [UInt8] = []
    private(set) var origins = OriginMap()
    /// Whether there were escapes.
    private(set) var hasEscapes = false

    private let input: [UInt8]
    private let isTracking: Bool
    private var index = 0

    init(_ input: [UInt8], tracking: Bool) {
        self.input = input
        isTracking = tracking
    }

    /// Reads the text; false if it has neither blanks nor escapes, and the output is not used.
    mutating func read() -> Bool {
        let kinds = Escape.kinds
        guard let first = input.firstIndex(where: { kinds[Int($0)] != .plain }) else {
            return false
        }
        output.reserveCapacity(input.count)
        copy(to: first)
        while index < input.count {
            switch kinds[Int(input[index])] {
            case .plain:
                var end = index + 1
                while end < input.count, kinds[Int(input[end])] == .plain { end += 1 }
                copy(to: end)
            case .blank: index += 1
            case .special: readEscape()
            }
        }
        return true
    }

    private mutating func readEscape() {
        let escape = Escape(in: input, at: index)
        switch escape.meaning {
        case .literal: copy(to: index + 1)
        case .nothing: add([], escape.length)
        case .byte(let byte): add([byte], escape.length)
        case .scalar(let scalar): add(Array(String(scalar).utf8), escape.length)
        }
    }

    /// Copies the bytes up to an index.
    private mutating func copy(to end: Int) {
        guard end > index else { return }
        if isTracking {
            origins.add(.init(index: output.count, origin: index, escapeLength: 0))
        }
        output += input[index..<end]
        index = end
    }

    /// Adds what an escape of a length stands for, and goes on behind it.
    private mutating func add(_ bytes: [UInt8], _ length: Int) {
        hasEscapes = true
        if isTracking {
            origins.add(.init(index: output.count, origin: index, escapeLength: length))
        }
        output += bytes
        index += length
    }
}
