#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One entry of a folder.
public struct FolderEntry: Sendable, Hashable {
    /// The name in the folder.
    public let name: String
    /// Whether it is a folder; a link to one is not, since it may lead in a circle.
    public let isFolder: Bool
}

extension FileAccess {
    /// The entries of a folder without `.` and `..`, sorted by the bytes of their names.
    public static func entries(of path: String) throws(SystemError) -> [FolderEntry] {
        guard let folder = opendir(path) else { throw SystemError.last }
        defer { closedir(folder) }
        var entries: [FolderEntry] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(
                    to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)
                ) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            let isFolder = isFolderItself(path + "/" + name, type: Int32(entry.pointee.d_type))
            entries.append(FolderEntry(name: name, isFolder: isFolder))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The names of the entries of a folder, sorted in the same way; empty if there is no such
    /// folder.
    public static func names(inFolder path: String) throws(SystemError) -> [String] {
        do throws(SystemError) {
            return try entries(of: path).map(\.name)
        } catch {
            if error.code == ENOENT { return [] }
            throw error
        }
    }

    /// Whether an entry is a folder and no link; not all file systems give the type with the name.
    private static func isFolderItself(_ path: String, type: Int32) -> Bool {
        guard type == Int32(DT_UNKNOWN) else { return type == Int32(DT_DIR) }
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
