#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One entry of a folder.
public struct FolderEntry: Sendable, Hashable {
    /// The name in the folder.
    public let name: String
    /// Whether it is a folder; a link counts as what it leads to.
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
            let type = Int32(entry.pointee.d_type)
            let isFolder =
                type == Int32(DT_DIR)
                || type != Int32(DT_REG) && isDirectory(path + "/" + name)
            entries.append(FolderEntry(name: name, isFolder: isFolder))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
