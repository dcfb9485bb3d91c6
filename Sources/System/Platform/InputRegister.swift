import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files that the process has read or looked at to send them, none of which a report may
/// replace.
///
/// Which files those are is known only here: options, configuration files, collections and folders
/// name them.
enum InputRegister {
    private static let files = Mutex<Set<FileIdentity>>([])

    /// Adds a file.
    static func add(_ status: stat) {
        let file = FileIdentity(status)
        files.withLock { _ = $0.insert(file) }
    }

    /// Refuses a file that is an input.
    static func check(_ status: stat) throws(SystemError) {
        let file = FileIdentity(status)
        if files.withLock({ $0.contains(file) }) {
            throw SystemError(code: EBUSY, message: "it is an input of this command")
        }
    }
}
