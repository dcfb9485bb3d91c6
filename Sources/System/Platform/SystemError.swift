#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a call of the operating system failed.
public struct SystemError: Error, Sendable, Hashable {
    /// The number that `errno` had; 0 if the system did not give one.
    public var code: Int32
    /// The message in place of the system's.
    private var ownMessage: String?

    /// Makes an error from the system's number, with words of our own.
    public init(code: Int32 = 0, message: String? = nil) {
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
