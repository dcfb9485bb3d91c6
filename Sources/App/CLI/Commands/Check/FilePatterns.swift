import Platform

/// Finds the files that a path, a folder or a pattern means.
enum FilePatterns {
    private static let environmentEndings = [
        ".postman_environment.json", ".environment.json", ".environment.yaml", ".environment.yml",
    ]

    /// The environments that a file, a folder or a pattern with `*` and `?` means, sorted by name.
    static func environments(_ pattern: String) -> [String] {
        if FileAccess.isDirectory(pattern) {
            let names = files(in: pattern)
            let named = names.filter { name in environmentEndings.contains { name.hasSuffix($0) } }
            let all = names.filter { $0.hasSuffix(".json") || CollectionFolderFiles.isYAML($0) }
            let folder = pattern.hasSuffix("/") ? pattern : pattern + "/"
            return (named.isEmpty ? all : named).map { folder + $0 }
        }
        guard pattern.contains(where: { "*?".contains($0) }) else { return [pattern] }
        var folders = [pattern.hasPrefix("/") ? "/" : ""]
        let parts = pattern.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            folders = folders.flatMap { matches(part, in: $0, isFolder: !isLast) }
        }
        return folders
    }

    private static func files(in folder: String) -> [String] {
        let entries = (try? FileAccess.entries(of: folder)) ?? []
        return entries.filter { !$0.isFolder && !$0.name.hasPrefix(".") }.map(\.name).sorted()
    }

    private static func matches(_ part: String, in folder: String, isFolder: Bool) -> [String] {
        let end = isFolder ? "/" : ""
        guard part.contains(where: { "*?".contains($0) }) else { return [folder + part + end] }
        let entries = (try? FileAccess.entries(of: folder.isEmpty ? "." : folder)) ?? []
        return entries.filter { entry in
            entry.isFolder == isFolder && !entry.name.hasPrefix(".")
                && matches(Array(entry.name)[...], Array(part)[...])
        }.map { folder + $0.name + end }.sorted()
    }

    /// Whether a name has the form of a pattern.
    private static func matches(
        _ name: ArraySlice<Character>, _ pattern: ArraySlice<Character>
    ) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        if first == "*" {
            return (name.startIndex...name.endIndex).contains { matches(name[$0...], rest) }
        }
        guard let character = name.first, first == "?" || first == character else { return false }
        return matches(name.dropFirst(), rest)
    }

    // MARK: Files to check

    private static let depthLimit = 12

    /// The collections and environments in a folder and those below it, by their names or by what
    /// is in them; a collection folder is one.
    static func definitions(in folder: String, depth: Int = 0) -> [String] {
        guard depth < depthLimit, FileAccess.isDirectory(folder) else { return [] }
        if CollectionPath.isCollection(folder) { return [folder] }
        let entries = ((try? FileAccess.entries(of: folder)) ?? []).sorted { $0.name < $1.name }
        let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return entries.flatMap { entry -> [String] in
            if entry.name.hasPrefix(".") || entry.name == "node_modules" { return [] }
            let path = start + entry.name
            if entry.isFolder { return definitions(in: path, depth: depth + 1) }
            if environmentEndings.contains(where: entry.name.hasSuffix) { return [path] }
            switch ProjectFiles.kind(named: path) {
            case .collection?, .environment?: return [path]
            case .globals?, nil: return []
            }
        }
    }
}
