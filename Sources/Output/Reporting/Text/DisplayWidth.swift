/// How many columns a text takes on a terminal.
///
/// It follows Unicode's East Asian Width for the common blocks and counts what combines as nothing;
/// it does not measure joined emoji as one, since terminals disagree about them.
enum DisplayWidth {
    /// The columns of a whole text.
    static func of(_ text: String) -> Int {
        var isASCII = true
        for byte in text.utf8 where byte >= 0x80 {
            isASCII = false
            break
        }
        if isASCII { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The columns of one scalar: 0, 1 or 2.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        switch value {
        case 0x200B...0x200F, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: return 0
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return isWide(value) ? 2 : 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x2E80...0x303E, 0x3041...0x33FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

/// Breaks text into lines that fit a number of columns.
enum LineBreaker {
    /// Cuts a line after every `width` columns, words or not, as Newman cuts console lines.
    static func cut(_ line: Substring, width: Int) -> [Substring] {
        if line.utf8.count <= width { return [line] }
        var pieces: [Substring] = []
        var start = line.startIndex
        var columns = 0
        var index = start
        let scalars = line.unicodeScalars
        while index < scalars.endIndex {
            let next = DisplayWidth.of(scalars[index])
            if columns + next > width, index > start {
                pieces.append(line[start..<index])
                start = index
                columns = 0
            }
            columns += next
            index = scalars.index(after: index)
        }
        pieces.append(line[start...])
        return pieces
    }

    /// Breaks a line between words; a word wider than `width` is cut.
    static func wrap(_ line: Substring, width: Int) -> [Substring] {
        if line.utf8.count <= width || DisplayWidth.of(String(line)) <= width { return [line] }
        var lines: [String] = []
        var current = ""
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            let joined = current.isEmpty ? String(word) : current + " " + word
            if DisplayWidth.of(joined) <= width {
                current = joined
                continue
            }
            if !current.isEmpty { lines.append(current) }
            let pieces = cut(word, width: width)
            lines += pieces.dropLast().map(String.init)
            current = pieces.last.map(String.init) ?? ""
        }
        lines.append(current)
        return lines.map { $0[...] }
    }
}
