#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A number of places for threads: who wants one waits until one is free.
///
/// It is Sendable because its count is used only with the mutex locked.
public final class ThreadSlots: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var free: Int
    private let count: Int

    /// Creates so many places.
    public init(_ count: Int) {
        self.count = count
        free = count
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    /// Waits for a free place, and takes it.
    public func take() {
        pthread_mutex_lock(mutex)
        while free == 0 { pthread_cond_wait(condition, mutex) }
        free -= 1
        pthread_mutex_unlock(mutex)
    }

    /// Frees a place.
    public func release() {
        pthread_mutex_lock(mutex)
        free += 1
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits until all places are free.
    public func waitForAll() {
        pthread_mutex_lock(mutex)
        while free < count { pthread_cond_wait(condition, mutex) }
        pthread_mutex_unlock(mutex)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }
}
