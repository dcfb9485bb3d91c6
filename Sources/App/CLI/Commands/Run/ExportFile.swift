import Platform
import TextEncoding

/// A file that a run exports: an environment, globals, a collection, a cookie jar.
struct ExportFile {
    /// Where it goes.
    let path: String
    private let permissions: UInt32?
    /// Whether it replaces the file that the run has read.
    private(set) var replacesInput = false

    /// Follows Newman's rule: the file has the given path, or, in a folder, a name with the time
    /// (NewmanReference §1.3).
    init(_ path: String, name: String, permissions: UInt32? = nil) {
        self.path = Self.path(path, name: name, suffix: ".json")
        self.permissions = permissions
    }

    /// The same file, which may be the one that the run has read.
    func over(_ input: String?) -> ExportFile {
        var file = self
        let identity = FileIdentity(path)
        file.replacesInput = identity != nil && identity == input.flatMap(FileIdentity.init)
        return file
    }

    /// Writes the whole file, and creates its folders.
    ///
    /// Until it is complete, readers see the old file. A file that the command has read stays as it
    /// is, unless it is the one that the export comes from.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        if !replacesInput { try FileAccess.checkIsNoInput(path) }
        try FileAccess.createDirectory(FileAccess.parent(of: path))
        try FileAccess.replace(path, with: bytes, permissions: permissions)
    }

    /// The path of a file, if the given path may be a folder.
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
