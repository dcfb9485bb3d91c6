#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Work on a thread of its own.
public enum BackgroundThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Runs the body once on a thread of its own; the end of the process does not wait for it.
    ///
    /// - Returns: False if the system has no thread for it; then the body does not run.
    @discardableResult
    public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        // Retained for the thread, which releases it.
        let retained = Unmanaged.passRetained(Body(body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        #if canImport(Glibc)
            var thread = pthread_t()
            let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
                if let pointer = $0 { BackgroundThread.run(pointer) }
                return nil
            }
        #else
            var thread: pthread_t?
            let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
                BackgroundThread.run($0)
                return nil
            }
        #endif
        if pthread_create(&thread, &attributes, entry, retained.toOpaque()) == 0 { return true }
        retained.release()
        return false
    }

    private static func run(_ pointer: UnsafeMutableRawPointer) {
        Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
    }
}
