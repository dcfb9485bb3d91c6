import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writing to pipes, terminals and devices, which waits for their reader.
///
/// After an interruption, a reader that takes nothing for a second is not waited for any more, nor
/// is any other one.
enum PatientWriting {
    /// So much a pipe takes at once if it takes anything (POSIX, `PIPE_BUF`).
    private static let pieceSize = Int(PIPE_BUF)
    private static let hasGivenUp = Atomic(false)

    /// Writes all of the bytes, to a file at once.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            return try writeAll(bytes) { base, count, _ in writeOnce(descriptor, base, count) }
        }
        var hasStalled = false
        do throws(SystemError) {
            try writeAll(bytes) { base, count, _ in
                hasStalled = !waitForReader(of: descriptor)
                return hasStalled ? -1 : writeOnce(descriptor, base, min(count, pieceSize))
            }
        } catch {
            if !hasStalled { throw error }
            throw SystemError(code: ETIMEDOUT, message: "what should read it has stopped")
        }
    }

    /// Waits until something can be written; returns false if there is nothing to wait for.
    private static func waitForReader(of descriptor: Int32) -> Bool {
        var patience = Patience()
        while true {
            let hasGivenUp = Self.hasGivenUp.load(ordering: .relaxed)
            var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            // A tenth of a second at most, so that an interruption is noticed on every thread.
            let time: Int32 = hasGivenUp ? 0 : patience.hasBegun ? 10 : 100
            if poll(&poller, 1, time) > 0 { return true }
            guard hasGivenUp || patience.isOver() else { continue }
            Self.hasGivenUp.store(true, ordering: .relaxed)
            errno = ETIMEDOUT
            return false
        }
    }

    private static func writeOnce(
        _ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int
    ) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }
}
