import CurlTransport
import Diagnostics
import Platform
import Scripting

/// Loads the C libraries of runs with scripts, so that their first request waits for little.
///
/// Runs without scripts load libcurl alone, with their first request. The order is decided here: 1.
/// `expectScripts` loads the JavaScript engine on another thread and makes a world of scripts
/// there, while a long collection is read that seems to have scripts. 2. `loadEngine` waits for the
/// engine, or loads it now. It comes before libcurl because there is more to do once it is loaded,
/// and because without it no request may be sent and no report written. 3. `startTransport` loads
/// libcurl on another thread, while the run prepares its scripts. Reports have started their
/// threads by then: a thread cannot start while a library is loaded. 4. `finish` waits for both,
/// since the process must not end while they start.
final class LibraryWarmUp {
    /// A library that the machine does not have.
    struct MissingLibrary: Error {
        var diagnostic: Diagnostic
    }

    private var makesWorld = false
    private var startsTransport = false

    /// Begins to make a world for scripts such as those in a text, if there is memory for one.
    func expectScripts(_ text: [UInt8]) {
        if makesWorld || ResourceLimits.scriptRuns(upTo: 1).count == 0 { return }
        ScriptSandbox.expectScripts(of: text)
        makesWorld = BackgroundThread.start { ScriptSandbox.makeExpectedWorld() }
    }

    /// Loads the JavaScript engine.
    func loadEngine() throws(MissingLibrary) {
        if let diagnostic = ScriptSandbox.loadEngine() {
            throw MissingLibrary(diagnostic: diagnostic)
        }
    }

    /// Begins to load libcurl.
    func startTransport() {
        startsTransport = BackgroundThread.start { CurlTransport.load() }
    }

    /// Waits for everything that has begun to load.
    func finish() {
        if makesWorld { ScriptSandbox.makeExpectedWorld() }
        if startsTransport { CurlTransport.load() }
    }
}
