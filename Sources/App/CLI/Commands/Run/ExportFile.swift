import Platform
import TextEncoding

/// A file that a run leaves behind: an environment, globals, a collection, a cookie jar.
struct ExportFile {
    /// Where it goes.
    let path: String
    private let permissions: UInt32?

    /// Newman's rule for the place: to the path given, or into the folder that it is, under a name with
    /// the time (reference §1.3).
    init(_ path: String, name: String, permissions: UInt32? = nil) {
        self.path = Self.path(path, name: name, suffix: ".json")
        self.permissions = permissions
    }

    /// Writes the whole file, and the folders above it; who reads it meanwhile sees the old one.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        try FileAccess.createDirectory(FileAccess.parent(of: path))
        try FileAccess.replace(path, with: bytes, permissions: permissions)
    }

    /// The path of a file, where the one that is given may be a folder.
    static func path(_ given: String, name: String, suffix: String) -> String {
        if given.hasSuffix("/") { return given + stamped(name, suffix) }
        return FileAccess.isDirectory(given) ? given + "/" + stamped(name, suffix) : given
    }

    /// A name with the time in it.
    static func stamped(_ name: String, _ suffix: String) -> String {
        let stamp = Timestamp.iso8601(Clocks.secondsSince1970())
            .map { ":.".contains($0) ? "-" : $0 }
        return name + "-" + String(stamp.dropLast()) + suffix
    }
}
