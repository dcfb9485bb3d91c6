/// The kind of thing at a path.
public enum ModuleFileKind: Sendable, Hashable {
    /// A file.
    case file
    /// A folder.
    case folder
}

/// The user's files, as far as `require` looks for modules in them.
///
/// Scripts never see it: the sandbox asks only for what a module's name leads to.
public protocol ModuleFiles {
    /// Returns what is at an absolute path, symbolic links followed; nil if there is nothing.
    func kind(of path: String) -> ModuleFileKind?

    /// The path without symbolic links; nil if nothing is there.
    func realPath(of path: String) -> String?

    /// The bytes of a file; nil if it cannot be read.
    func read(_ path: String) -> [UInt8]?
}

/// Where the user's own modules are looked for.
public struct ModulePlaces {
    /// The files.
    public var files: any ModuleFiles
    /// The absolute path of the folder in which, and above which, `node_modules` is looked for; nil
    /// for a collection that is no file.
    public var folder: String?
    /// The absolute paths of the folders of `--module-path`.
    public var paths: [String]

    /// Makes places.
    public init(files: any ModuleFiles, folder: String? = nil, paths: [String] = []) {
        self.files = files
        self.folder = folder
        self.paths = paths
    }
}
