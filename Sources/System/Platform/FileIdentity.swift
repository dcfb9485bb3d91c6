#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file under any name: links and other spellings of its path have the same identity.
public struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// The identity as a key of a dictionary.
    public var text: String { "\(device):\(number)" }

    /// The identity of what a path leads to; nil if there is nothing.
    public init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The identity of a file by what the system says about it.
    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }
}
