#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock on a file for a change that replaces it, so that of two processes neither loses its
/// change.
///
/// The lock is on the file itself, and leaves nothing behind. A process that waited for it finds
/// another file at the path, and takes the lock of that one.
public final class ExclusiveFile {
    private let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        // Closing the only descriptor of it ends the lock.
        _ = close(descriptor)
    }

    /// Waits for the lock on a file.
    public static func locked(
        _ path: String, unless interruption: Interruption = .process
    ) throws(SystemError) -> ExclusiveFile {
        while true {
            let file = ExclusiveFile(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
            if file.descriptor < 0 { throw SystemError.last }
            try file.lock(unless: interruption)
            if file.isAt(path) { return file }
        }
    }

    /// Waits for the lock; a file system without locks counts as locked.
    private func lock(unless interruption: Interruption) throws(SystemError) {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
            if interruption.isRequested { throw SystemError(code: EINTR, message: "interrupted") }
            usleep(5_000)
        }
    }

    /// Whether the path still leads to this file.
    private func isAt(_ path: String) -> Bool {
        var own = stat()
        var other = stat()
        guard fstat(descriptor, &own) == 0, stat(path, &other) == 0 else { return false }
        return own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }
}
