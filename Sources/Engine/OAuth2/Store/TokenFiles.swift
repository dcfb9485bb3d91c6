/// The files that keep tokens from one run to the next: the edge of the process.
public protocol TokenFiles: AnyObject {
    /// Where they are, for messages.
    var place: String { get }

    /// The names of all files.
    func names() throws(TokenFileError) -> [String]

    /// The bytes of a file; nil where there is none.
    func read(_ name: String) throws(TokenFileError) -> [UInt8]?

    /// Writes a whole file at once: who reads it meanwhile sees the old one.
    func replace(_ name: String, with bytes: [UInt8]) throws(TokenFileError)

    /// Removes a file; one that is not there is removed already.
    func remove(_ name: String) throws(TokenFileError)

    /// Keeps everybody else from locking that name, in this process and in others, until the lock is
    /// released; nil where somebody else held it for `seconds`.
    func lock(_ name: String, seconds: Int) throws(TokenFileError) -> (any TokenLock)?
}

/// A lock that is held.
public protocol TokenLock: AnyObject {
    /// Lets others have it; the second time does nothing.
    func release()
}

/// Why a file of tokens cannot be used.
public struct TokenFileError: Error, Sendable, Hashable {
    /// The file.
    public var path: String
    /// The system's words.
    public var reason: String

    /// Makes an error.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
