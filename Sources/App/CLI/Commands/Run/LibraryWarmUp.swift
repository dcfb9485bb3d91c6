import CurlTransport
import Diagnostics
import Platform
import Scripting

/// Loads the C libraries of runs with scripts, so that their first request waits for little.
///
/// Runs without scripts load libcurl alone, with their first request. The order is decided here: 1.
/// The initializer loads the JavaScript engine. It comes first because there is more to do once it
/// is loaded, and because without it no request may be sent and no report written. 2. `start` loads
/// libcurl on another thread, while the run prepares its scripts. Reports have started their
/// threads by then: a thread cannot start while a library is loaded. 3. `finish` waits for libcurl,
/// since the process must not end while that starts.
struct LibraryWarmUp {
    /// A library that the machine does not have.
    struct MissingLibrary: Error {
        var diagnostic: Diagnostic
    }

    private let isNeeded: Bool

    /// Loads the JavaScript engine if the runs have scripts.
    init(forScripts isNeeded: Bool) throws(MissingLibrary) {
        self.isNeeded = isNeeded
        guard isNeeded, let diagnostic = ScriptSandbox.loadEngine() else { return }
        throw MissingLibrary(diagnostic: diagnostic)
    }

    /// Begins to load libcurl.
    func start() {
        if isNeeded { BackgroundThread.start { CurlTransport.load() } }
    }

    /// Waits until libcurl is loaded.
    func finish() {
        if isNeeded { CurlTransport.load() }
    }
}
