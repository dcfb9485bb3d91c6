/// What a request may know of the user's files; the files themselves are read by the transport.
public protocol BodyFiles: AnyObject {
    /// The path to read and the size in bytes of a file that a body names.
    func locate(_ path: String) throws(BodyFileError) -> (path: String, size: Int)
}

/// Why a file that a body names is not sent.
public enum BodyFileError: Error, Sendable, Hashable {
    /// It cannot be read: if it was looked for, and the system's reason.
    case unreadable(path: String, reason: String)
    /// It lies outside of the folder that files may be read in.
    case outside(folder: String)
}
