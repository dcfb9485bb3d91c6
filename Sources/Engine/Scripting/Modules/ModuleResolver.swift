import JSON

/// Finds the file that a module's name stands for, by the rules of CommonJS in Node.
///
/// A script reaches modules by name only; a module reaches other packages by name, and the files of
/// its own package by path. What was not found that way is not read.
final class ModuleResolver {
    /// What a name stands for.
    enum Resolution: Hashable {
        /// A file that can be loaded.
        case file(String)
        /// Nothing in any of these folders.
        case missing(lookedIn: [String])
    }

    private let places: ModulePlaces?
    /// The folders of the packages that were found: the bounds of what a module's paths may reach.
    private var packages: [String] = []
    private var found: Set<String> = []
    private var manifests: [String: PackageManifest?] = [:]

    init(places: ModulePlaces?) {
        self.places = places
    }

    /// Resolves what a file asks for; nil is a script.
    func resolve(_ name: String, from file: String?) throws(ModuleError) -> Resolution {
        if name.hasPrefix("/") || name.hasPrefix("./") || name.hasPrefix("../") || name == "."
            || name == ".."
        {
            return try resolvePath(name, from: file)
        }
        let parts = PackageName(name)
        let folders = searchFolders(from: file)
        guard let parts else { return .missing(lookedIn: folders) }
        for folder in folders {
            if let path = try find(parts, in: folder, version: nil) { return remember(path) }
        }
        return .missing(lookedIn: folders)
    }

    /// Resolves a package in a version, or in any version if that is empty; nil if there
    /// is no package of the name.
    func resolve(package name: String, version: String) throws(ModuleError) -> String? {
        guard let parts = PackageName(name) else { return nil }
        for folder in searchFolders(from: nil) {
            let wanted = version.isEmpty ? nil : version
            if let path = try find(parts, in: folder, version: wanted) {
                _ = remember(path)
                return path
            }
        }
        return nil
    }

    /// The text of a file that was resolved before.
    func text(of path: String) throws(ModuleError) -> String {
        guard found.contains(path), let bytes = places?.files.read(path),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .unreadable(file: path) }
        return text.hasPrefix("\u{feff}") ? String(text.dropFirst()) : text
    }

    private func remember(_ path: String) -> Resolution {
        found.insert(path)
        return .file(path)
    }

    // MARK: Places

    private func searchFolders(from file: String?) -> [String] {
        guard let places else { return [] }
        var folders = file.map { Self.nodeModules(above: FilePath.parent($0)) } ?? []
        folders += places.folder.map(Self.nodeModules) ?? []
        for path in places.paths { folders += [path, FilePath.join(path, "node_modules")] }
        var seen: Set<String> = []
        return folders.filter { seen.insert($0).inserted }
    }

    /// The `node_modules` folders next to a folder and above it, nearest first.
    private static func nodeModules(above folder: String) -> [String] {
        var folders: [String] = []
        var here = folder
        while true {
            if FilePath.name(here) != "node_modules" {
                folders.append(FilePath.join(here, "node_modules"))
            }
            if here == "/" || here.isEmpty { return folders }
            here = FilePath.parent(here)
        }
    }

    // MARK: Packages

    private func find(
        _ name: PackageName, in folder: String, version: String?
    ) throws(ModuleError) -> String? {
        guard let files = places?.files else { return nil }
        let path = FilePath.join(folder, name.package)
        guard files.kind(of: path) == .folder, let package = files.realPath(of: path) else {
            guard name.part == nil, version == nil,
                let file = fileCandidate(path), let real = files.realPath(of: file)
            else { return nil }
            packages.append(FilePath.parent(real))
            return try checked(real)
        }
        packages.append(package)
        let manifest = try manifest(of: package)
        if let version, !PackageVersion.matches(manifest?.version, version) {
            throw .otherVersion(
                name: name.package, wanted: version, found: manifest?.version, folder: path)
        }
        if let exports = manifest?.exports {
            let target = try ExportMap(exports, package: name.package).target(of: name.part)
            return try load(FilePath.normalize(FilePath.join(package, target)))
        }
        guard let part = name.part else { return try loadFolder(package) }
        return try load(FilePath.join(package, part))
    }

    private func resolvePath(
        _ name: String, from file: String?
    ) throws(ModuleError) -> Resolution {
        guard let file else { throw .pathInScript(name: name) }
        let path = FilePath.normalize(
            name.hasPrefix("/") ? name : FilePath.join(FilePath.parent(file), name))
        guard
            packages.contains(where: { FilePath.contains($0, path) && FilePath.contains($0, file) })
        else { throw .leavesPackage(name: name, file: file) }
        guard let module = try load(path) else { return .missing(lookedIn: [path]) }
        return remember(module)
    }

    // MARK: Files

    /// The module at a path: a file, with or without its extension, or a folder.
    private func load(_ path: String) throws(ModuleError) -> String? {
        if let file = fileCandidate(path) { return try checked(file) }
        guard places?.files.kind(of: path) == .folder else { return nil }
        return try loadFolder(path)
    }

    private func loadFolder(_ folder: String) throws(ModuleError) -> String? {
        let manifest = try manifest(of: folder)
        if let main = manifest?.main {
            let path = FilePath.normalize(FilePath.join(folder, main))
            if FilePath.contains(folder, path) {
                let index = FilePath.join(path, "index")
                if let file = fileCandidate(path) ?? fileCandidate(index) {
                    return try checked(file)
                }
            }
        }
        if let file = fileCandidate(FilePath.join(folder, "index")) { return try checked(file) }
        // A package without CommonJS says so only by its other entries.
        if manifest?.hasModuleEntry == true { throw .ecmaScriptModule(file: folder) }
        return nil
    }

    private func fileCandidate(_ path: String) -> String? {
        ["", ".js", ".json", ".cjs", ".mjs", ".node"].lazy.map { path + $0 }
            .first { self.places?.files.kind(of: $0) == .file }
    }

    /// The path, if the file there is CommonJS or JSON.
    private func checked(_ path: String) throws(ModuleError) -> String {
        if path.hasSuffix(".mjs") { throw .ecmaScriptModule(file: path) }
        if path.hasSuffix(".node") { throw .nativeAddOn(file: path) }
        if path.hasSuffix(".js"), try isModuleScope(path) { throw .ecmaScriptModule(file: path) }
        return path
    }

    /// Whether the nearest `package.json`, up to the package's own, makes `.js` an ECMAScript
    /// module.
    private func isModuleScope(_ path: String) throws(ModuleError) -> Bool {
        var folder = FilePath.parent(path)
        while packages.contains(where: { FilePath.contains($0, folder) }) {
            if let manifest = try manifest(of: folder) { return manifest.isModule }
            folder = FilePath.parent(folder)
        }
        return false
    }

    private func manifest(of folder: String) throws(ModuleError) -> PackageManifest? {
        if let known = manifests[folder] { return known }
        let path = FilePath.join(folder, "package.json")
        var manifest: PackageManifest?
        if places?.files.kind(of: path) == .file, let bytes = places?.files.read(path) {
            manifest = try PackageManifest(String(decoding: bytes, as: UTF8.self), file: path)
        }
        manifests[folder] = .some(manifest)
        return manifest
    }
}
