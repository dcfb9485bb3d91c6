/// A number of places for threads: who wants one waits until one is free.
///
/// It is Sendable because its count is used only with the monitor locked.
public final class ThreadSlots: @unchecked Sendable {
    private let monitor = ThreadMonitor()
    private var free: Int
    private let count: Int

    /// Creates so many places.
    public init(_ count: Int) {
        self.count = count
        free = count
    }

    /// Waits for a free place, and takes it.
    public func take() {
        monitor.withLock {
            while free == 0 { monitor.wait() }
            free -= 1
        }
    }

    /// Frees a place.
    public func release() {
        monitor.withLock {
            free += 1
            monitor.notify()
        }
    }

    /// Waits until all places are free.
    public func waitForAll() {
        monitor.withLock {
            while free < count { monitor.wait() }
        }
    }
}
