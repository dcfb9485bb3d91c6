import Platform

/// Finds the files that a check of a folder is about.
enum DefinitionSearch {
    private static let depthLimit = 12

    /// The collections and environments in a folder and those below it.
    ///
    /// They are found by their names or by what is in them; a collection folder is one. Folders of
    /// packages and reports are left out.
    static func definitions(in folder: String, depth: Int = 0) -> [String] {
        guard depth < depthLimit, FileAccess.isDirectory(folder) else { return [] }
        if CollectionPath.isCollection(folder) { return [folder] }
        let entries = ((try? FileAccess.entries(of: folder)) ?? []).sorted { $0.name < $1.name }
        let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return entries.flatMap { entry -> [String] in
            let path = start + entry.name
            guard ProjectFiles.isOfProject(entry, path) else { return [] }
            if entry.isFolder { return definitions(in: path, depth: depth + 1) }
            if entry.name.hasSuffix(".environment.json") { return [path] }
            switch ProjectFiles.kind(named: path, orDamaged: true) {
            case .collection?, .environment?: return [path]
            case .globals?, nil: return []
            }
        }
    }
}
