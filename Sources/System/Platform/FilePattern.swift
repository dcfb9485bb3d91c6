#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension FileAccess {
    /// Returns the paths that match a pattern of the shell (`*`, `?`, `[a-z]`), sorted; empty if
    /// none does.
    public static func paths(matching pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in
            paths[index].map { String(cString: $0) }
        }
    }
}
