#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is whole under its name at any time, or absent.
///
/// Bytes go to a draft without a name. `publish` puts a copy of it under the name, and `finish` the
/// draft itself; both replace the file in one step. So a full disk or a killed process leaves the
/// last whole state, and two processes never mix: the one that finds another file under the name
/// than its own fails.
public final class DraftFile {
    private let target: String
    /// The permissions of the file that is replaced; nil for a new one, which gets the usual ones.
    private let permissions: UInt32?
    private let draft: OutputFile
    /// Whether the old file cannot be replaced, so that it is written in place: its folder takes no
    /// new file, or it is mounted.
    private let isInPlace: Bool
    /// What is under the name, as far as this process knows; nil for nothing.
    private var published: FileIdentity?
    private var count = 0

    /// The permissions of a new file; the system takes away those of the mask of the process.
    private static let newPermissions: UInt32 = 0o666
    /// How often the lock of the folder is asked for, once in a millisecond.
    private static let lockAttempts = 1_000

    /// Starts a new file; the one that is there is removed, unless this process has read it, or
    /// another one writes it.
    public init(replacing path: String) throws(SystemError) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere {
            try InputRegister.check(status)
            try OutputFile.checkUnlocked(path)
        }
        target = isThere ? try FileAccess.resolved(path) : path
        permissions = isThere ? UInt32(status.st_mode & 0o777) : nil
        isInPlace = isThere && unlink(target) != 0
        if isInPlace {
            // Empty until the end, since a killed process must not leave an earlier report.
            _ = try OutputFile(creating: target)
            draft = try OutputFile(namelessIn: FileAccess.temporaryFolder)
        } else {
            draft = try OutputFile(
                namelessIn: FileAccess.parent(of: target),
                permissions: isThere ? 0o600 : Self.newPermissions)
            removeAbandonedFile()
        }
    }

    /// Writes bytes at an offset that is at most the length.
    public func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try draft.write(bytes, at: offset)
        count = max(count, offset + bytes.count)
    }

    /// Puts a copy of what was written under the name.
    public func publish() throws(SystemError) {
        if isInPlace { return }
        try replaceTarget { (name: String) throws(SystemError) in try copyDraft(toNew: name) }
    }

    /// Puts the file under its name; nothing is written after it.
    public func finish() throws(SystemError) {
        if isInPlace {
            try copyDraft(to: try OutputFile(creating: target))
            return
        }
        // The usual case: a name that nobody has taken costs less than one that is replaced.
        if published == nil, draft.link(as: target, permissions: permissions) { return }
        try replaceTarget { (name: String) throws(SystemError) in
            unlink(name)
            if draft.link(as: name, permissions: permissions) { return }
            try copyDraft(toNew: name)
        }
    }

    /// Makes a file and puts it under the name, at a time when no other process does so in this
    /// folder.
    private func replaceTarget(
        by make: (_ name: String) throws(SystemError) -> Void
    ) throws(SystemError) {
        let lock = lockedFolder()
        defer { if lock.descriptor >= 0 { _ = close(lock.descriptor) } }
        let name = lock.isHeld ? abandonedName : "\(target).\(getpid()).part"
        do throws(SystemError) {
            try checkOwner()
            try make(name)
            if rename(name, target) != 0 { throw SystemError.last }
        } catch {
            unlink(name)
            throw error
        }
        published = FileIdentity(target)
    }

    /// The name of the new file while the folder is locked; what has it at other times was left by
    /// a killed process.
    private var abandonedName: String { "\(target).posthaste.part" }

    /// Removes what a killed process of this user has left next to the file.
    private func removeAbandonedFile() {
        var status = stat()
        guard lstat(abandonedName, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_uid == geteuid()
        else { return }
        let lock = lockedFolder()
        defer { if lock.descriptor >= 0 { _ = close(lock.descriptor) } }
        if lock.isHeld { unlink(abandonedName) }
    }

    /// Returns a descriptor that holds the lock of the folder until it is closed.
    ///
    /// Without a lock (some file systems have none, and others may hold it for long) the check of
    /// the owner alone must do.
    private func lockedFolder() -> (descriptor: Int32, isHeld: Bool) {
        let folder = FileAccess.parent(of: target)
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for _ in 0..<Self.lockAttempts where descriptor >= 0 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return (descriptor, true) }
            if errno != EWOULDBLOCK { break }
            usleep(1_000)
        }
        return (descriptor, false)
    }

    private func copyDraft(toNew path: String) throws(SystemError) {
        try copyDraft(to: OutputFile(draft: path, permissions: permissions))
    }

    private func copyDraft(to copy: OutputFile) throws(SystemError) {
        try draft.read(count: count) { piece throws(SystemError) in try copy.write(piece) }
    }

    private func checkOwner() throws(SystemError) {
        if FileIdentity(target) == published { return }
        throw SystemError(code: EBUSY, message: "another process writes the same file")
    }
}
