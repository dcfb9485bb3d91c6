#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a call of the operating system failed.
public struct SystemError: Error, Sendable, Hashable {
    /// The number that `errno` had.
    public var code: Int32
    /// The message in place of the system's.
    private var ownMessage: String?

    /// Makes an error from the system's number, with words of our own.
    public init(code: Int32, message: String? = nil) {
        self.code = code
        ownMessage = message
    }

    /// What is wrong; the system's own words in lower case, as `no such file or directory`.
    public var message: String {
        if let ownMessage { return ownMessage }
        let text = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    /// Whether there is no such file or folder.
    public var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether nobody reads the pipe any more.
    public var isBrokenPipe: Bool { code == EPIPE }

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(code: errno) }
}

/// Whole files and folders.
public enum FileAccess {
    /// The most bytes that are read from a pipe or device, which may have no end.
    private static let largestStream = 1 << 29

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
        return try readAll(descriptor, unless: interruption)
    }

    /// Hands out a file in pieces, for as long as they are taken.
    public static func read(
        _ path: String, inPieces take: ([UInt8]) -> Bool
    ) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last }
        defer { _ = close(descriptor) }
        while true {
            let piece = try readChunk(descriptor, capacity: 1 << 20)
            if piece.isEmpty || !take(piece) { return }
        }
    }

    /// Everything that is left in an open file, such as standard input.
    ///
    /// A regular file is read into one buffer, without a copy.
    static func readAll(
        _ descriptor: Int32, unless interruption: Interruption
    ) throws(SystemError) -> [UInt8] {
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if !isRegular { return try readStream(descriptor, unless: interruption) }
        var capacity = max(Int(status.st_size) + 1, 64 * 1024)
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
    private static func readStream(
        _ descriptor: Int32, unless interruption: Interruption
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
            if bytes.count > largestStream {
                throw SystemError(
                    code: EFBIG, message: "it goes on after \(largestStream >> 20) MiB")
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

    /// The size of a regular file that can be read.
    public static func readableSize(_ path: String) throws(SystemError) -> Int {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else { throw SystemError.last }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
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

    /// The names of the entries of a folder, sorted; empty if there is no such folder.
    public static func names(inFolder path: String) throws(SystemError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw SystemError.last
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(
                    to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)
                ) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether the path is a folder.
    public static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
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

    /// Makes a folder and those above it that are missing.
    public static func createDirectory(
        _ path: String, permissions: UInt32 = 0o777
    ) throws(SystemError) {
        if path.isEmpty || isDirectory(path) { return }
        let parent = parent(of: path)
        if parent != path { try createDirectory(parent, permissions: permissions) }
        if mkdir(path, mode_t(permissions)) != 0, errno != EEXIST { throw SystemError.last }
    }

    /// Writes a complete new file in the same folder, then replaces the old one with it.
    ///
    /// A pipe or device, as `/dev/stdout`, is written in place; of a link, the target is replaced.
    /// Without permissions, the file keeps those that it has.
    public static func replace(
        _ path: String, with bytes: [UInt8], permissions: UInt32? = nil
    ) throws(SystemError) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere && status.st_mode & S_IFMT != S_IFREG {
            try OutputFile(openingPipe: path).write(bytes)
            return
        }
        try replace(isThere ? resolved(path) : path) {
            (draft: String) throws(SystemError) in
            let file = try OutputFile(
                creating: draft,
                permissions: permissions ?? (isThere ? UInt32(status.st_mode & 0o777) : 0o666))
            try file.write(bytes)
        }
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

/// A file that is open for writing at any place of it.
public final class OutputFile {
    let descriptor: Int32

    /// Takes over an open file.
    init(taking descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Creates the file, or empties the one that is there.
    public init(creating path: String, permissions: UInt32 = 0o666) throws(SystemError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(permissions))
        if descriptor < 0 { throw SystemError.last }
    }

    /// Opens a pipe or device, and waits until it has a reader, even if signals arrive.
    init(openingPipe path: String) throws(SystemError) {
        descriptor = Int32(retrying { Int(open(path, O_WRONLY | O_CLOEXEC)) })
        if descriptor < 0 { throw SystemError.last }
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

    /// Whether it is a file, not a pipe or a device.
    public var isRegularFile: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Creates a file without a name in a folder, which is gone when it is closed; it can also be
    /// read.
    public init(namelessIn folder: String) throws(SystemError) {
        #if canImport(Glibc)
            // O_TMPFILE, a macro that Swift does not see.
            let flags = 0o20000000 | O_DIRECTORY | O_RDWR | O_CLOEXEC
            let nameless = open(folder.isEmpty ? "." : folder, flags, mode_t(0o600))
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

    /// Gives a nameless file a name; false if it cannot have one.
    func link(as path: String, permissions: mode_t) -> Bool {
        #if canImport(Glibc)
            guard fchmod(descriptor, permissions) == 0 else { return false }
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

    /// Waits until what was written is on the disk.
    func synchronize() throws(SystemError) {
        if fsync(descriptor) != 0 { throw SystemError.last }
    }

    /// Appends the bytes to those written before; the file may be a pipe.
    public func write(_ bytes: [UInt8]) throws(SystemError) {
        try writeAll(bytes) { base, count, _ in Self.writeOnce(descriptor, base, count) }
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
