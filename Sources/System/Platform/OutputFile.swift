#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is open for writing at any place of it.
public final class OutputFile {
    let descriptor: Int32

    /// Small pieces take less memory.
    private static let pieceBytes = 1 << 16

    /// Takes over an open file.
    init(taking descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Creates the file, or empties the one that is there.
    public init(creating path: String, permissions: UInt32 = 0o666) throws(SystemError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(permissions))
        if descriptor < 0 { throw SystemError.last }
    }

    /// Creates a file that replaces another one soon; what has its name, also a link, is removed.
    ///
    /// Without permissions it gets those of a new file, from which the system takes what the mask
    /// of the process forbids.
    init(draft path: String, permissions: UInt32?) throws(SystemError) {
        unlink(path)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        descriptor = open(path, flags, mode_t(permissions ?? 0o666))
        if descriptor < 0 { throw SystemError.last }
        if let permissions { fchmod(descriptor, mode_t(permissions)) }
    }

    /// Opens a file that is there, and sets its permissions if there are any; its bytes stay.
    init(overwriting path: String, permissions: UInt32?) throws(SystemError) {
        descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0 { throw SystemError.last }
        if let permissions, fchmod(descriptor, mode_t(permissions)) != 0 { throw SystemError.last }
    }

    /// Creates the file, or empties the one that is there, for this process alone.
    ///
    /// A file that another process writes in the same way stays as it is, and one that this process
    /// has read. A pipe or device is only opened.
    public init(streamingTo path: String) throws(SystemError) {
        if FileAccess.isPipeOrDevice(path) {
            descriptor = try Self.openPipe(path)
            return
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, mode_t(0o666))
        if descriptor < 0 { throw SystemError.last }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        try InputRegister.check(status)
        try Self.lock(descriptor)
        try truncate(to: 0)
    }

    /// Locks a file for this process; a file system without locks gives none.
    private static func lock(_ descriptor: Int32) throws(SystemError) {
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            throw SystemError(code: EBUSY, message: "another process writes the same file")
        }
    }

    /// Refuses a file that another process writes by `init(streamingTo:)`.
    static func checkUnlocked(_ path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { return }
        defer { _ = close(descriptor) }
        try lock(descriptor)
    }

    /// Opens a pipe or device, and waits until it has a reader.
    ///
    /// After an interruption, it waits for a second at most.
    public init(openingPipe path: String) throws(SystemError) {
        descriptor = try Self.openPipe(path)
    }

    private static func openPipe(_ path: String) throws(SystemError) -> Int32 {
        var patience = Patience()
        while true {
            // Otherwise a signal could not end the wait for a reader.
            let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
            if descriptor >= 0 {
                let flags = fcntl(descriptor, F_GETFL)
                _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
                return descriptor
            }
            guard errno == ENXIO, FileAccess.isPipe(path) else { throw SystemError.last }
            if patience.isOver() {
                throw SystemError(code: ENXIO, message: "nobody reads it")
            }
            usleep(10_000)
        }
    }

    /// Creates a file that only its owner may read; one that is there already is an error.
    init(creatingPrivately path: String) throws(SystemError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        descriptor = open(path, flags, mode_t(0o600))
        if descriptor < 0 { throw SystemError.last }
    }

    /// Opens a file to write after what is there, and creates one that only its owner may read if
    /// there is none.
    public init(appendingTo path: String) throws(SystemError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode_t(0o600))
        if descriptor < 0 { throw SystemError.last }
    }

    /// Refuses a file that is an input of the command.
    public func refuseInput() throws(SystemError) {
        var status = stat()
        if fstat(descriptor, &status) == 0 { try InputRegister.check(status) }
    }

    /// Whether it is a file, not a pipe or a device.
    public var isRegularFile: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Creates a file without a name in a folder, which is gone when it is closed; it can also be
    /// read.
    ///
    /// The permissions are for a name that it gets later.
    public init(namelessIn folder: String, permissions: UInt32 = 0o600) throws(SystemError) {
        #if canImport(Glibc)
            // O_TMPFILE, a macro that Swift does not see.
            let flags = 0o20000000 | O_DIRECTORY | O_RDWR | O_CLOEXEC
            let nameless = open(folder.isEmpty ? "." : folder, flags, mode_t(permissions))
            if nameless >= 0 {
                descriptor = nameless
                return
            }
        #endif
        // Some file systems have no such files.
        let prefix = folder.isEmpty ? "" : folder + "/"
        var path = Array((prefix + ".posthaste-XXXXXX").utf8CString)
        descriptor = mkstemp(&path)
        if descriptor < 0 { throw SystemError.last }
        unlink(path)
    }

    /// Gives a nameless file a name, and other permissions if there are some; false if it cannot
    /// have one.
    func link(as path: String, permissions: UInt32?) -> Bool {
        #if canImport(Glibc)
            if let permissions, fchmod(descriptor, mode_t(permissions)) != 0 { return false }
            let name = "/proc/self/fd/\(descriptor)"
            return linkat(AT_FDCWD, name, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
        #else
            return false
        #endif
    }

    /// At most so many bytes at an offset from the start; none behind the end.
    public func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            let base = buffer.baseAddress
            let received = retrying { pread(descriptor, base, count, off_t(offset)) }
            if received < 0 { failure = SystemError.last }
            initialized = max(0, received)
        }
        if let failure { throw failure }
        return bytes
    }

    /// Hands out the first bytes of the file in pieces; a file that has fewer is an error.
    public func read(
        count: Int, inPieces take: ([UInt8]) throws(SystemError) -> Void
    ) throws(SystemError) {
        try read(count: count, failingAs: { $0 }, inPieces: take)
    }

    /// The same for a receiver whose errors are of another type.
    public func read<Failure: Error>(
        count: Int, failingAs failure: (SystemError) -> Failure,
        inPieces take: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var offset = 0
        while offset < count {
            let piece: [UInt8]
            do throws(SystemError) {
                piece = try read(at: offset, count: min(Self.pieceBytes, count - offset))
                if piece.isEmpty {
                    throw SystemError(code: EIO, message: "a temporary file became shorter")
                }
            } catch {
                throw failure(error)
            }
            try take(piece)
            offset += piece.count
        }
    }

    /// Waits until what was written is on the disk.
    func synchronize() throws(SystemError) {
        if fsync(descriptor) != 0 { throw SystemError.last }
    }

    /// Appends the bytes to those written before; the file may be a pipe.
    public func write(_ bytes: [UInt8]) throws(SystemError) {
        try PatientWriting.write(bytes, to: descriptor)
    }

    /// Writes the bytes at an offset from the start.
    public func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try writeAll(bytes) { pwrite(descriptor, $0, $1, off_t(offset + $2)) }
    }

    /// Cuts the file off after so many bytes.
    public func truncate(to count: Int) throws(SystemError) {
        if ftruncate(descriptor, off_t(count)) != 0 { throw SystemError.last }
    }

    deinit {
        _ = close(descriptor)
    }
}

/// Calls `write` with what is left, and how much was written, until all is.
func writeAll(
    _ bytes: [UInt8], _ write: (UnsafeRawPointer, Int, Int) -> Int
) throws(SystemError) {
    var failure: SystemError?
    bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return }
        var written = 0
        while written < buffer.count {
            let count = retrying { write(base + written, buffer.count - written, written) }
            if count < 0 {
                failure = SystemError.last
                return
            }
            written += count
        }
    }
    if let failure { throw failure }
}
