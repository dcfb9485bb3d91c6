import Platform
import Reporting
import RunModel
import Synchronization

/// Standard output as the reports share it: written in large pieces, at most a moment late, with a
/// line of progress below it on a terminal.
///
/// A thread of its own writes pending text while the run waits for a server, and draws the line
/// again. Without a line, it starts with the first text after a moment, and text before that is
/// written at once: many runs end before a thread would pay. The line is erased before anything
/// else is written. It starts at the cursor, so that a change of the terminal's width cannot break
/// it.
final class BufferedOutput: TextSink, Sendable {
    private struct State {
        var pending = ""
        var progress = RunProgress()
        var line: ProgressLine?
        /// Returns the lines in place of the line, for a terminal of so many columns and rows.
        var area: (@Sendable (_ columns: Int, _ rows: Int, _ now: Int) -> [String])?
        /// The line on the terminal; empty if there is none.
        var drawn = ""
        var isHidden = false
        /// When the thread may be needed for the first time; nil if it never is.
        var watchedFrom: Int?
        var hasThread = false
        var writtenAt = 0
    }

    private static let limit = 32_768
    private static let moment = 100
    private static let erasure = "\r\u{1B}[J"

    private let state = Mutex(State())

    /// Draws lines of its own below the text; nil draws none.
    func draw(_ area: (@Sendable (_ columns: Int, _ rows: Int, _ now: Int) -> [String])?) {
        state.withLock { state in
            state.area = area
            Self.flush(&state)
            if area != nil { startThread(&state) }
        }
    }

    /// Starts to write pending text regularly, and to draw a line if one is given.
    func watch(_ line: ProgressLine?) {
        state.withLock { state in
            state.line = line
            state.watchedFrom =
                state.watchedFrom ?? Clocks.monotonicMilliseconds() + Self.moment
            if line != nil { startThread(&state) }
        }
    }

    private func startThread(_ state: inout State) {
        if state.hasThread { return }
        state.hasThread = BackgroundThread.start { [weak self] in
            // After an interruption the run ends, and writes the rest.
            while !Interruption.process.isRequested {
                Clocks.sleep(seconds: Double(Self.moment) / 1000)
                guard let self else { return }
                self.state.withLock { Self.refresh(&$0) }
            }
        }
    }

    func write(_ text: String) throws(ListenerError) {
        state.withLock { state in
            state.pending += text
            let now = Clocks.monotonicMilliseconds()
            if Self.isDue(state, at: now) { return Self.write(&state, at: now) }
            if state.watchedFrom != nil { startThread(&state) }
        }
    }

    private static func isDue(_ state: State, at now: Int) -> Bool {
        state.pending.utf8.count >= limit || now - state.writtenAt >= moment
            || !state.hasThread && state.watchedFrom.map { now < $0 } ?? false
    }

    /// Writes pending text, and erases the line.
    func flush() { state.withLock { Self.flush(&$0) } }

    /// Writes to another stream, which may be the same terminal.
    func interject(_ text: String, to stream: StandardStream) {
        state.withLock { state in
            Self.flush(&state)
            stream.write(text)
        }
    }

    /// Hides the line while a person types at the terminal.
    func hideLine(_ isHidden: Bool) {
        state.withLock { state in
            Self.flush(&state)
            state.isHidden = isHidden
        }
    }

    private static func flush(_ state: inout State) {
        if !state.drawn.isEmpty { StandardStream.output.write(erasure) }
        state.drawn = ""
        StandardStream.output.write(state.pending)
        state.pending = ""
    }

    // MARK: The line

    /// Follows the runs for the line of progress.
    final class Follower: RunListener {
        private let output: BufferedOutput

        init(_ output: BufferedOutput) {
            self.output = output
        }

        func receive(_ event: RunEvent) throws(ListenerError) {
            let now = Clocks.monotonicMilliseconds()
            output.state.withLock { $0.progress.fold(event, at: now) }
        }

        func finish() throws(ListenerError) {
            output.state.withLock { state in
                state.line = nil
                BufferedOutput.flush(&state)
            }
        }
    }

    private static func refresh(_ state: inout State) {
        let now = Clocks.monotonicMilliseconds()
        if !state.pending.isEmpty || now - state.writtenAt >= moment { write(&state, at: now) }
    }

    /// Writes pending text and the line below it in one piece, so that nothing flickers.
    private static func write(_ state: inout State, at now: Int) {
        let line = currentLine(state, at: now)
        defer { state.writtenAt = now }
        if state.pending.isEmpty {
            guard line != state.drawn else { return }
            StandardStream.output.write(line.isEmpty ? erasure : "\r" + drawn(line))
        } else {
            let head = state.drawn.isEmpty ? "" : erasure
            let tail = line.isEmpty ? "" : drawn(line)
            StandardStream.output.write(head + state.pending + tail)
            state.pending.removeAll(keepingCapacity: true)
        }
        state.drawn = line
    }

    /// The text that draws one or several lines and leaves the cursor at their beginning.
    private static func drawn(_ line: String) -> String {
        let breaks = line.utf8.count { $0 == 0x0A }
        let text = line.replacing("\n", with: "\u{1B}[K\r\n")
        return text + "\u{1B}[J\r" + (breaks > 0 ? "\u{1B}[\(breaks)A" : "")
    }

    private static func currentLine(_ state: State, at now: Int) -> String {
        guard !state.isHidden, let columns = StandardStream.output.columns else { return "" }
        if let area = state.area {
            let rows = StandardStream.output.rows ?? 24
            return area(columns, rows, now).joined(separator: "\n")
        }
        guard let line = state.line else { return "" }
        return line.text(state.progress, columns: columns, at: now)
    }
}
