#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock on which threads can wait for each other.
///
/// What it protects is read and changed with the lock held, and each change that another thread may
/// wait for is followed by `notify`.
///
/// It is Sendable because the system's mutex and condition are made for many threads.
public final class ThreadMonitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    /// Creates a free lock.
    public init() {
        pthread_mutex_init(mutex, nil)
        #if canImport(Glibc)
            // Waits must not change when the time of day is set.
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            pthread_cond_init(condition, &attributes)
            pthread_condattr_destroy(&attributes)
        #else
            pthread_cond_init(condition, nil)
        #endif
    }

    /// Takes the lock.
    public func lock() { pthread_mutex_lock(mutex) }

    /// Releases the lock.
    public func unlock() { pthread_mutex_unlock(mutex) }

    /// Runs the body with the lock held.
    @inlinable
    public func withLock<Result>(_ body: () -> Result) -> Result {
        lock()
        defer { unlock() }
        return body()
    }

    /// Releases the lock until another thread notifies, and takes it again.
    ///
    /// It may also return without a reason, so callers wait in a loop.
    public func wait() { pthread_cond_wait(condition, mutex) }

    /// The same for so many milliseconds at most.
    public func wait(milliseconds: Int) {
        var end = timespec()
        #if canImport(Glibc)
            clock_gettime(CLOCK_MONOTONIC, &end)
        #endif
        let nanoseconds = end.tv_nsec + milliseconds % 1_000 * 1_000_000
        end.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
        end.tv_nsec = nanoseconds % 1_000_000_000
        #if canImport(Glibc)
            pthread_cond_timedwait(condition, mutex, &end)
        #else
            pthread_cond_timedwait_relative_np(condition, mutex, &end)
        #endif
    }

    /// Waits with the lock held until something is so, which is asked again after each change, or
    /// until the time is over.
    public func wait(for duration: Duration, until isSo: () -> Bool) {
        let milliseconds = min(max(duration, .zero) / .milliseconds(1), Self.longest)
        let end = Clocks.monotonicMilliseconds() + Int(milliseconds.rounded(.up))
        while !isSo() {
            let rest = end - Clocks.monotonicMilliseconds()
            guard rest > 0 else { return }
            wait(milliseconds: rest)
        }
    }

    /// The longest wait in milliseconds, 30 years: the system might refuse more.
    private static let longest = 1e12

    /// Wakes all threads that wait.
    public func notify() { pthread_cond_broadcast(condition) }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }
}
