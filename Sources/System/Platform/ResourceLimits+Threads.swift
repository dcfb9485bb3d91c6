#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ResourceLimits {
    /// How many threads the process can start, up to a number; it starts them to find out.
    ///
    /// The limit counts all threads of the user, so it does not say how many are left.
    static func startableThreads(upTo wanted: Int) -> Int {
        let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(gate, nil)
        pthread_mutex_lock(gate)
        var threads: [pthread_t] = []
        while threads.count < wanted, let thread = startThread(waitingFor: gate) {
            threads.append(thread)
        }
        pthread_mutex_unlock(gate)
        for thread in threads { pthread_join(thread, nil) }
        pthread_mutex_destroy(gate)
        gate.deallocate()
        return threads.count
    }

    /// Starts a thread that ends when it gets the lock, which outlives it.
    private static func startThread(
        waitingFor gate: UnsafeMutablePointer<pthread_mutex_t>
    ) -> pthread_t? {
        #if canImport(Glibc)
            var thread = pthread_t()
            let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
                if let gate = $0 { ResourceLimits.pass(gate) }
                return nil
            }
        #else
            var thread: pthread_t?
            let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
                ResourceLimits.pass($0)
                return nil
            }
        #endif
        return pthread_create(&thread, nil, entry, gate) == 0 ? thread : nil
    }

    private static func pass(_ gate: UnsafeMutableRawPointer) {
        let gate = gate.assumingMemoryBound(to: pthread_mutex_t.self)
        pthread_mutex_lock(gate)
        pthread_mutex_unlock(gate)
    }
}
