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
    /// By the texts of their identities: the first use of another type as a key is a search among
    /// all conformances of the program.
    private static let files = Mutex<[String: String]>([:])

    /// Adds a file that was found at a path.
    static func add(_ status: stat, path: String) {
        let file = FileIdentity(status).text
        files.withLock { $0[file] = path }
    }

    /// Refuses a file that is an input.
    ///
    /// The identity of an input that was removed may be that of a new file.
    static func check(_ status: stat) throws(SystemError) {
        let file = FileIdentity(status)
        guard let path = files.withLock({ $0[file.text] }), FileIdentity(path) == file else {
            return
        }
        throw SystemError(code: EBUSY, message: "it is an input of this command")
    }
}
