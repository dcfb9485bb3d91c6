import Diagnostics
import Platform
import Reporting
import RunModel

/// An event stream that the command line names: a file, a pipe, or `-` for standard input.
///
/// A file is opened twice: the runs of all streams are counted before the first is reported. The
/// output of another program can be read only once.
struct EventInput {
    /// The number of runs that the stream announces; nil if it is not known yet.
    let runCount: Int?

    private let path: String
    /// Why it cannot be opened; nil if it can.
    private let obstacle: Diagnostic?
    /// The lines of a stream that is not a file.
    private let live: InputLines?

    /// Opens a stream, and reads the first line of a file.
    init(_ path: String) {
        self.path = path
        var (live, runCount, obstacle): (InputLines?, Int?, Diagnostic?) = (nil, nil, nil)
        do throws(Diagnostic) {
            let lines = try Self.open(path)
            if path == "-" || !lines.isRegularFile {
                live = lines
            } else if let first = try Self.next(lines, path) {
                runCount = try EventReplay.runCount(firstLine: first.bytes, of: path)
            }
        } catch {
            obstacle = error
        }
        (self.live, self.runCount, self.obstacle) = (live, runCount, obstacle)
    }

    /// Replays the runs of the stream, up to its end or to a line that cannot be read.
    func replay(into replay: EventReplay) throws(Diagnostic) {
        let name = path == "-" ? "standard input" : Download.shown(path)
        replay.begin(name, isCounted: runCount != nil)
        do throws(Diagnostic) {
            if let obstacle { throw obstacle }
            let lines: InputLines
            if let live { lines = live } else { lines = try Self.open(path) }
            while let line = try Self.next(lines, path) {
                try replay.take(line.bytes, isComplete: line.isComplete)
            }
            if let signal = Interruption.process.signal { return replay.interrupt(by: signal) }
            try replay.end()
        } catch {
            replay.giveUp(error)
            throw error
        }
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
