import Platform
import Reporting
import RunModel
import Synchronization

/// The terminal while runs go on side by side: each write is about one request of one run, and the
/// lines below show the runs that are under way.
final class SideBySideView: Sendable {
    private let lines: Mutex<SideBySideLines>
    private let sink: any TextSink & Sendable
    private let screen: BufferedOutput?

    /// Creates a view that writes to the sink, and draws lines on a screen if there is one.
    init(
        _ lines: SideBySideLines, _ sink: any TextSink & Sendable, drawnOn screen: BufferedOutput?
    ) {
        self.lines = Mutex(lines)
        self.sink = sink
        self.screen = screen
        screen?.draw { [weak self] columns, rows, now in
            guard let self else { return [] }
            return self.lines.withLock { $0.area(columns: columns, rows: rows, at: now) }
        }
    }

    /// The listener for one of the runs.
    func listener(of run: Int) -> any RunListener { Listener(view: self, run: run) }

    /// Erases the lines below.
    func finish() { screen?.draw(nil) }

    private final class Listener: RunListener {
        private let view: SideBySideView
        private let run: Int

        init(view: SideBySideView, run: Int) {
            self.view = view
            self.run = run
        }

        func receive(_ event: RunEvent) throws(ListenerError) {
            let now = Clocks.monotonicMilliseconds()
            let text = view.lines.withLock { $0.text(of: event, in: run, at: now) }
            if !text.isEmpty { try view.sink.write(text) }
        }
    }
}
