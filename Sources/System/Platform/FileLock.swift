#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock between processes, held by a file that is never removed.
public final class FileLock {
    private let descriptor: Int32

    /// Waits for the lock; nil if another process held it for so long, or the interruption is
    /// requested.
    public init?(
        path: String, waitMilliseconds: Int, unless interruption: Interruption = .process
    ) throws(SystemError) {
        descriptor = open(
            path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(0o600))
        // An initializer that fails from here on runs the deinitializer, which closes the file.
        guard descriptor >= 0 else { throw SystemError.last }
        let deadline = Clocks.monotonicMilliseconds() + waitMilliseconds
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw SystemError.last
            }
            if interruption.isRequested || Clocks.monotonicMilliseconds() >= deadline {
                return nil
            }
            usleep(5_000)
        }
    }

    deinit {
        // Closing the only descriptor of it ends the lock.
        _ = close(descriptor)
    }
}
