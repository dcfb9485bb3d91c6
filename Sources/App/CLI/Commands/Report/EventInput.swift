import Diagnostics
import Platform
import Reporting
import RunModel

/// An event stream that the command line names: a file, a pipe, or `-` for standard input.
///
/// A file can be read twice: its runs are counted before the first is reported. The output of
/// another program can be read only once.
struct EventInput {
    /// The streams and runs of a file; nil if they are not known yet.
    private(set) var count: EventCount?

    private let path: String
    /// Why it cannot be opened; nil if it can.
    private let obstacle: Diagnostic?
    /// The lines of a stream that is not a file.
    private let live: InputLines?

    /// Opens a stream.
    init(_ path: String) {
        self.path = path
        var (live, obstacle): (InputLines?, Diagnostic?) = (nil, nil)
        do throws(Diagnostic) {
            let lines = try Self.open(path)
            if path == "-" || !lines.isRegularFile { live = lines }
        } catch {
            obstacle = error
        }
        (self.live, self.obstacle) = (live, obstacle)
    }

    /// Counts the runs of a file, which is read to its end.
    ///
    /// If that fails, the replay says why.
    mutating func countRuns() {
        guard obstacle == nil, live == nil else { return }
        var count = EventCount()
        do throws(Diagnostic) {
            let lines = try Self.open(path)
            while let line = try Self.next(lines, path) { count.add(line.bytes) }
        } catch {
            return
        }
        if count.streams > 0 { self.count = count }
    }

    /// Replays the runs of the stream, up to its end or to a line that cannot be read; of a file
    /// with several streams, each in this way.
    ///
    /// - Throws: The first reason why a line cannot be read.
    func replay(into replay: EventReplay) throws(Diagnostic) {
        replay.begin(path == "-" ? "standard input" : ShownWord.of(path), count)
        var fault: Diagnostic?
        do throws(Diagnostic) {
            if let obstacle { throw obstacle }
            let lines: InputLines
            if let live { lines = live } else { lines = try Self.open(path) }
            while let line = try Self.next(lines, path) {
                do throws(Diagnostic) {
                    try replay.take(line.bytes, isComplete: line.isComplete)
                } catch {
                    let next = EventCount.streamBeginning(behind: line.bytes)
                    guard next != nil || count?.streams ?? 0 > 1 else { throw error }
                    replay.giveUp(error)
                    fault = fault ?? error
                    if let next { try replay.retake(next) }
                }
            }
            if let signal = Interruption.process.signal { return replay.interrupt(by: signal) }
            try replay.end()
        } catch {
            replay.giveUp(error)
            fault = fault ?? error
        }
        if let fault { throw fault }
    }

    private static func open(_ path: String) throws(Diagnostic) -> InputLines {
        if path == "-" { return InputLines(.input) }
        do throws(SystemError) {
            return try InputLines(path: path)
        } catch {
            throw unreadable(path, error)
        }
    }

    private static func next(
        _ lines: InputLines, _ path: String
    ) throws(Diagnostic) -> InputLines.Line? {
        do throws(SystemError) {
            return try lines.next()
        } catch {
            throw unreadable(path, error)
        }
    }

    private static func unreadable(_ path: String, _ error: SystemError) -> Diagnostic {
        if path == "-" {
            return Diagnostic(
                .error, "the event stream on standard input cannot be read: \(error.message)")
        }
        var diagnostic = InputError.unreadable("the event stream", path, error).diagnostics[0]
        if FileAccess.isDirectory(path) {
            diagnostic.message = "the event stream '\(path)' cannot be read: it is a folder"
        }
        return diagnostic
    }
}
