import JavaScriptEngine
import Synchronization

/// A JavaScript world that is made while it is not known yet which run will use it.
///
/// It takes milliseconds, which another thread has while files are read. The process has one at
/// most, for the first sandbox that asks: what is read does not know the sandbox yet.
enum WorldAhead {
    struct World {
        let bridge: SandboxBridge
        let runtime: SandboxRuntime
    }

    /// A text that contains scripts of the run; nil if no world is expected.
    private static let expected = Mutex<[UInt8]?>(nil)
    /// The first use makes it, and other threads wait for that.
    private static let made = Mutex<World?>(newWorld())

    /// Makes the first sandbox wait for a world in which scripts of this text can run.
    static func expect(_ text: [UInt8]) {
        ScriptContext.prepareLoading()
        expected.withLock { $0 = text }
    }

    /// Makes the world, or waits until it is made.
    static func make() {
        made.withLock { _ in }
    }

    /// Takes the world once it is made; nil if none is expected, or it was taken.
    static func take() -> sending World? {
        let isExpected = expected.withLock { text in
            defer { text = nil }
            return text != nil
        }
        return isExpected ? made.withLock { $0.take() } : nil
    }

    private static func newWorld() -> sending World? {
        let text = expected.withLock { $0 } ?? []
        let bridge = SandboxBridge()
        do throws(ScriptException) {
            let runtime = try SandboxRuntime(bridge: bridge)
            try runtime.load(for: [text])
            return World(bridge: bridge, runtime: runtime)
        } catch {
            // The sandbox will fail the same way, and its failure is reported.
            return nil
        }
    }
}
