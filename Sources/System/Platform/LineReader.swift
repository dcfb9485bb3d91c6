#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads lines that a person types, with a limit on the waiting.
public struct LineReader {
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var isAtEnd = false

    /// What came of waiting for a line.
    public enum Outcome: Sendable, Hashable {
        /// A line without its line feed.
        case line(String)
        /// Nothing came in time.
        case timedOut
        /// There is nothing more to read.
        case endOfInput
        /// The process must end.
        case interrupted
    }

    /// Makes a reader of a stream.
    public init(_ stream: StandardStream) {
        descriptor = stream.descriptor
    }

    /// Waits for the next line, up to so many milliseconds.
    public mutating func next(
        timeoutMilliseconds: Int, unless interruption: Interruption = .process
    ) -> Outcome {
        let deadline = Clocks.monotonicMilliseconds() + timeoutMilliseconds
        while true {
            if let line = takeLine() { return .line(line) }
            if isAtEnd { return .endOfInput }
            if interruption.isRequested { return .interrupted }
            let left = deadline - Clocks.monotonicMilliseconds()
            if left <= 0 { return .timedOut }
            // A tenth of a second at most, so that a signal is noticed on every thread.
            if waitForInput(milliseconds: min(left, 100)) { fill() }
        }
    }

    /// Whether the terminal holds the beginning of a line that is not finished yet.
    ///
    /// A terminal hands out whole lines only. It hands out what there is if line editing is
    /// switched off for a moment.
    public mutating func hasUnfinishedLine() -> Bool {
        var modes = termios()
        guard pending.isEmpty, tcgetattr(descriptor, &modes) == 0 else { return !pending.isEmpty }
        var raw = modes
        raw.c_lflag &= ~tcflag_t(ICANON)
        guard tcsetattr(descriptor, TCSANOW, &raw) == 0 else { return false }
        if waitForInput(milliseconds: 0) { fill() }
        tcsetattr(descriptor, TCSANOW, &modes)
        // Without line editing the end of input is a character.
        if pending.last == 0 {
            pending.removeLast()
            isAtEnd = true
        }
        return !pending.isEmpty && !isAtEnd
    }

    private func waitForInput(milliseconds: Int) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, Int32(milliseconds)) > 0
    }

    private mutating func fill() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = retrying { read(descriptor, &buffer, buffer.count) }
        if count <= 0 { isAtEnd = true } else { pending += buffer[..<count] }
    }

    private mutating func takeLine() -> String? {
        guard let end = pending.firstIndex(of: 0x0A) else {
            guard isAtEnd, !pending.isEmpty else { return nil }
            defer { pending = [] }
            return String(decoding: pending, as: UTF8.self)
        }
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
    }
}
