/// The files that keep tokens from one run to the next: the edge of the process.
public protocol TokenFiles: AnyObject {
    /// Where they are, for messages.
    var place: String { get }

    /// The names of all files.
    func names() throws(TokenFileError) -> [String]

    /// The bytes of a file; nil if there is none.
    func read(_ name: String) throws(TokenFileError) -> [UInt8]?

    /// Writes a whole file at once: a reader sees the old or the new content.
    func replace(_ name: String, with bytes: [UInt8]) throws(TokenFileError)

    /// Removes a file; one that is not there is removed already.
    func remove(_ name: String) throws(TokenFileError)

    /// Locks that name against this and other processes until the lock is released; nil if another
    /// holder kept it for `seconds`.
    func lock(_ name: String, seconds: Int) throws(TokenFileError) -> (any TokenLock)?
}

/// A lock that is held.
public protocol TokenLock: AnyObject {
    /// Releases the lock; a second call has no effect.
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
