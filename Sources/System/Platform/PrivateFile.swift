#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that nobody but their owner may read or change.
public enum PrivateFile {
    /// The bytes of a file; nil if it does not exist.
    ///
    /// What is a link, belongs to another user, or can be read by others is refused.
    public static func read(_ path: String) throws(SystemError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw errno == ELOOP ? SystemError(code: ELOOP, message: "it is a link") : .last
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError.last }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SystemError(code: EINVAL, message: "it is not a regular file")
        }
        guard status.st_uid == geteuid() else {
            throw SystemError(code: EACCES, message: "it belongs to another user")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw SystemError(code: EACCES, message: "others may read it; its mode must be 0600")
        }
        return try FileAccess.readAll(descriptor, of: path, unless: .process)
    }

    /// Refuses a folder that others may write to; one that does not exist is fine.
    ///
    /// The superuser may write to any folder. If the process is the superuser, as in a container,
    /// the folder may belong to anybody: it may come from outside.
    public static func checkFolder(_ path: String) throws(SystemError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard isTrusted(owner: status.st_uid, by: geteuid()) else {
            throw SystemError(code: EACCES, message: "the folder belongs to another user")
        }
        if status.st_mode & 0o022 != 0 {
            throw SystemError(
                code: EACCES, message: "others may write to the folder; its mode must be 0700")
        }
    }

    static func isTrusted(owner: uid_t, by user: uid_t) -> Bool {
        owner == user || owner == 0 || user == 0
    }

    /// Writes a complete new file in the same folder to the disk, then replaces the old one with
    /// it.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
        try FileAccess.replace(path) {
            (draft: String) throws(SystemError) in
            // A process of the same id may have left it when it was killed.
            unlink(draft)
            let file = try OutputFile(creatingPrivately: draft)
            try file.write(bytes)
            try file.synchronize()
        }
    }
}
