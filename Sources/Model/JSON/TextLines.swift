import Synchronization

/// The lines of a text, found when the first place in it is wanted.
///
/// A file may have thousands of findings, so none of them reads the file from its start.
final class TextLines: Sendable {
    private struct State {
        var index: LineIndex?
        /// The last byte that was asked for, and its column: the next one may be in the same long
        /// line.
        var last = (offset: 0, column: 1)
        /// The last byte that was asked for, and the end of what is shown of its line.
        var shownEnd = (offset: 0, end: -1)
        /// The last line that was shown: its bytes, and what an excerpt has of them.
        var shown: (range: Range<Int>, text: String)?
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let state = Mutex(State())

    /// What an excerpt has of the bytes of a line; `make` is called once for findings in one line.
    func shown(_ range: Range<Int>, make: () -> String) -> String {
        state.withLock { state in
            if let shown = state.shown, shown.range == range { return shown.text }
            let text = make()
            state.shown = (range, text)
            return text
        }
    }

    /// The line that a byte is in: its number, the byte's column, both from 1, and the bytes of the
    /// line without its line feed, a byte order mark, and a carriage return and what follows it.
    func line(
        of offset: Int, in bytes: [UInt8]
    ) -> (number: Int, column: Int, range: Range<Int>) {
        state.withLock { state in
            let index = state.index ?? LineIndex(bytes)
            state.index = index
            let number = index.line(at: offset)
            var range = index.range(ofLine: number)
            if number == 1, bytes.starts(with: Self.mark) {
                range = min(Self.mark.count, offset)..<range.upperBound
            }
            var (from, column) = (range.lowerBound, 1)
            if (range.lowerBound...offset).contains(state.last.offset) {
                (from, column) = state.last
            }
            // Each character has one byte that does not continue another.
            column = bytes[from..<offset].reduce(column) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
            state.last = (offset, column)
            let known = state.shownEnd
            if offset < known.offset || offset > known.end {
                let rest = bytes[min(offset, range.upperBound)..<range.upperBound]
                let end = rest.firstIndex(of: UInt8(ascii: "\r")) ?? range.upperBound
                state.shownEnd = (offset, end)
            }
            return (number, column, range.lowerBound..<max(range.lowerBound, state.shownEnd.end))
        }
    }
}
