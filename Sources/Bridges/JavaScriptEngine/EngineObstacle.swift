import CJavaScriptCore

#if os(Linux)
    import Glibc
    import LibraryLoader
#endif

/// The reason why JavaScriptCore cannot be used on this machine.
public struct EngineObstacle: Sendable {
    /// What the system's loader reports.
    public let reason: String
    /// The commands that install the engine, one for each system that has it.
    public let installation: String

    #if os(Linux)
        private static let library = "libjavascriptcore"
    #endif

    /// Loads the engine and sets its options; returns what prevents that.
    static func loadingEngine() -> EngineObstacle? {
        #if os(Linux)
            if let reason = library_loader_open(library) {
                return EngineObstacle(
                    reason: String(cString: reason),
                    installation: library_loader_installation(library)
                        .map { String(cString: $0) } ?? "")
            }
            setOptions()
            chooseSignal()
        #endif
        return nil
    }

    /// Makes room among the variables of the process for the one that the engine reads, so that the
    /// list does not move while other threads read it.
    static func reserveVariables() {
        #if os(Linux)
            _ = unsafe signalVariable
        #endif
    }

    #if os(Linux)
        /// The variable that names the signal with which the engine suspends threads, under a name
        /// that means nothing to it.
        nonisolated(unsafe) private static let signalVariable: UnsafeMutablePointer<CChar>? = {
            let text = unsafe strdup("-SC_SIGNAL_FOR_GC=\(__libc_current_sigrtmin() + 6)")
            if let text = unsafe text { unsafe putenv(text) }
            return unsafe text
        }()

        /// Chooses the signal: SIGUSR1, the engine's own choice, may come from outside, and would
        /// end the process.
        ///
        /// The engine reads the variable after its options, among which it must not be.
        private static func chooseSignal() {
            unsafe signalVariable?.pointee = CChar(UInt8(ascii: "J"))
        }

        /// Sets the engine's options, which have an effect only before the first context is made.
        ///
        /// Compiled loops poll whether they must end. The engine would otherwise patch their code
        /// when the time is up, which sometimes misses a loop without a body, and such a loop never
        /// ends.
        ///
        /// Every garbage collection is a full one. Collections of young objects alone leave a
        /// hundred bytes behind for each script with a few assertions, and never free them.
        ///
        /// The last optimizing compiler begins four times as late: it takes megabytes, and what
        /// short scripts call often is fast enough before. Long scripts reach it all the same.
        private static func setOptions() {
            _ = jsc_options_set_boolean("usePollingTraps", 1)
            _ = jsc_options_set_boolean("useGenerationalGC", 0)
            _ = jsc_options_set_int("thresholdForFTLOptimizeAfterWarmUp", 400_000)
        }
    #endif
}
