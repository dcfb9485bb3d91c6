#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whole files and folders.
public enum FileAccess {
    /// The most bytes that are read from a pipe or device, which may have no end.
    public static let largestStream = 1 << 29

    /// The bytes of a file.
    ///
    /// A pipe that nobody writes to keeps the caller waiting until the interruption is requested.
    public static func read(
        _ path: String, unless interruption: Interruption = .process
    ) throws(SystemError) -> [UInt8] {
        // Opening a pipe must not wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw SystemError.last }
        defer { _ = close(descriptor) }
        return try readAll(descriptor, of: path, unless: interruption)
    }

    /// Hands out a file in pieces of a size in bytes, for as long as they are taken.
    public static func read(
        _ path: String, pieceSize: Int = 1 << 20, inPieces take: ([UInt8]) -> Bool
    ) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last }
        defer { _ = close(descriptor) }
        while true {
            let piece = try readChunk(descriptor, capacity: pieceSize)
            if piece.isEmpty || !take(piece) { return }
        }
    }

    /// Everything that is left in an open file, such as standard input.
    ///
    /// A regular file is read into one buffer of its size; one that does not know it, to its end.
    static func readAll(
        _ descriptor: Int32, of path: String, unless interruption: Interruption
    ) throws(SystemError) -> [UInt8] {
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if isRegular { InputRegister.add(status, path: path) }
        if !isRegular { return try readStream(descriptor, unless: interruption) }
        if status.st_size > 0 {
            return try readChunk(descriptor, capacity: Int(status.st_size))
        }
        var capacity = 64 * 1024
        var bytes = try readChunk(descriptor, capacity: capacity)
        var isFull = bytes.count == capacity
        while isFull {
            capacity = bytes.count
            let chunk = try readChunk(descriptor, capacity: capacity)
            isFull = chunk.count == capacity
            bytes += chunk
        }
        return bytes
    }

    /// Reads a pipe or device to its end, unless the interruption is requested or it has too much.
    static func readStream(
        _ descriptor: Int32, upTo largest: Int = largestStream, unless interruption: Interruption
    ) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while !interruption.isRequested {
            // A tenth of a second at most, so that an interruption is noticed.
            guard poll(&poller, 1, 100) > 0 else { continue }
            let count = retrying { readOnce(descriptor, &buffer, buffer.count) }
            if count < 0, errno == EAGAIN { continue }
            if count < 0 { throw SystemError.last }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > largest {
                throw SystemError(code: EFBIG, message: "it goes on after \(largest >> 20) MiB")
            }
        }
        throw SystemError(code: EINTR, message: "interrupted")
    }

    /// Reads until the chunk is full or nothing is left.
    private static func readChunk(
        _ descriptor: Int32, capacity: Int
    ) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            preferLargePages(buffer)
            while count < capacity {
                let rest = buffer.baseAddress.map { $0 + count }
                let received = retrying { readOnce(descriptor, rest, capacity - count) }
                if received < 0 { failure = SystemError.last }
                if received <= 0 { return }
                count += received
            }
        }
        if let failure { throw failure }
        return chunk
    }

    /// Asks for large pages for a large buffer, since each page costs a fault.
    private static func preferLargePages(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        #if os(Linux)
            guard buffer.count >= 1 << 23, let start = buffer.baseAddress else { return }
            let pageSize = sysconf(Int32(_SC_PAGESIZE))
            let pages = UnsafeMutableRawPointer(start).alignedUp(toMultipleOf: pageSize)
            // Where it is refused, the buffer has small pages.
            _ = madvise(pages, buffer.count - pageSize, MADV_HUGEPAGE)
        #endif
    }

    /// The size of a regular file that can be read.
    public static func readableSize(_ path: String) throws(SystemError) -> Int {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else { throw SystemError.last }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            InputRegister.add(status, path: path)
            return Int(status.st_size)
        case S_IFDIR: throw SystemError(code: EISDIR, message: "it is a folder")
        default: throw SystemError(code: EINVAL, message: "it is not a regular file")
        }
    }

    /// The absolute path with every symbolic link, `.` and `..` resolved.
    public static func resolved(_ path: String) throws(SystemError) -> String {
        guard let text = realpath(path, nil) else { throw SystemError.last }
        defer { free(text) }
        return String(cString: text)
    }

    /// The path after all symbolic links at its end; it may be that of a new file.
    public static func destination(of path: String) -> String {
        var path = path
        // As many as Linux follows.
        for _ in 0..<40 {
            var text = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &text, text.count)
            if count < 0 { break }
            let next = String(
                decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            let folder = parent(of: path)
            path = next.hasPrefix("/") || folder.isEmpty ? next : folder + "/" + next
        }
        return path
    }

    /// Whether the path is a folder.
    public static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether the path is a file: no folder, pipe or device.
    public static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether there is a file or folder.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    /// Whether there is something under the path that is neither a file nor a folder.
    public static func isPipeOrDevice(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Whether the path is a pipe.
    static func isPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    /// Makes a folder and those above it that are missing.
    public static func createDirectory(
        _ path: String, permissions: UInt32 = 0o777
    ) throws(SystemError) {
        if path.isEmpty || isDirectory(path) { return }
        let parent = parent(of: path)
        if parent != path { try createDirectory(parent, permissions: permissions) }
        if mkdir(path, mode_t(permissions)) == 0 { return }
        if errno != EEXIST { throw SystemError.last }
        // Another process may have made it.
        if !isDirectory(path) {
            throw SystemError(code: ENOTDIR, message: "'\(path)' is a file, not a folder")
        }
    }

    /// Writes a complete new file in the same folder, then replaces the old one with it.
    ///
    /// A pipe or device, as `/dev/stdout`, is written in place; of a link, the target is replaced.
    /// Without permissions, the file keeps those that it has. A file that cannot be replaced is
    /// written in place if the user may do so.
    public static func replace(
        _ path: String, with bytes: [UInt8], permissions: UInt32? = nil
    ) throws(SystemError) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere && status.st_mode & S_IFMT != S_IFREG {
            try OutputFile(openingPipe: path).write(bytes)
            return
        }
        let target = isThere ? try resolved(path) : path
        do throws(SystemError) {
            try replace(target) { (draft: String) throws(SystemError) in
                let kept = isThere ? UInt32(status.st_mode & 0o777) : nil
                let file = try OutputFile(draft: draft, permissions: permissions ?? kept)
                try file.write(bytes)
            }
        } catch {
            guard isThere, irreplaceable.contains(error.code) else { throw error }
            try OutputFile.checkUnlocked(target)
            let file = try OutputFile(overwriting: target, permissions: permissions)
            try file.truncate(to: 0)
            try file.write(bytes)
        }
    }

    /// How the system refuses to replace a file that can perhaps be written: its folder takes no
    /// new file, or no longer name, or the file is mounted.
    private static let irreplaceable: Set = [EACCES, EPERM, EROFS, EBUSY, ENAMETOOLONG]

    /// Removes a file; one that is not there is removed already.
    public static func remove(_ path: String) throws(SystemError) {
        if unlink(path) != 0, errno != ENOENT { throw SystemError.last }
    }

    /// Refuses a file that this process has read.
    public static func checkIsNoInput(_ path: String) throws(SystemError) {
        var status = stat()
        if stat(path, &status) == 0 { try InputRegister.check(status) }
    }

    /// Writes a draft in the folder of a file, then replaces the file with it; a failure changes
    /// nothing.
    static func replace(
        _ path: String, by writing: (_ draft: String) throws(SystemError) -> Void
    ) throws(SystemError) {
        let draft = "\(path).\(getpid()).part"
        do throws(SystemError) {
            try writing(draft)
            if rename(draft, path) != 0 { throw SystemError.last }
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// The folder for files without a name.
    public static var temporaryFolder: String { ProcessEnvironment["TMPDIR"] ?? "/tmp" }

    /// The path without its last component; `""` if it has only one.
    public static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// `read(2)` under a name that no method here hides.
private func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int)
    -> Int
{
    read(descriptor, buffer, count)
}

/// Repeats a call for as long as signals interrupt it.
func retrying(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
