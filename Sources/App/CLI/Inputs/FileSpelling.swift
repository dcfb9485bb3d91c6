import Diagnostics
import Platform

/// Finds the file that a mistyped path was probably meant to be.
enum FileSpelling {
    /// The phrase that names a file next to the missing one; empty if none is similar.
    static func suggestion(for path: String) -> [String] {
        let folder = FileAccess.parent(of: path)
        let prefix = folder.isEmpty || folder == "/" ? folder : folder + "/"
        if !folder.isEmpty, !FileAccess.isDirectory(folder) {
            return ["there is no folder '\(folder)'"]
        }
        let name = String(path.dropFirst(prefix.count))
        let names = entries(of: folder.isEmpty ? "." : folder).filter { !$0.hasPrefix(".") }
        return nearest(to: name, among: names).map { ["did you mean '\(prefix)\($0)'?"] } ?? []
    }

    /// The name that continues the given one, or the one that is spelled most like it.
    private static func nearest(to name: String, among names: [String]) -> String? {
        let longer = names.filter { $0.hasPrefix(name + ".") }
        return longer.first { $0 == name + ".json" } ?? longer.first
            ?? Spelling.nearest(to: name, among: names)
    }

    /// The names in a folder; empty if it cannot be read.
    static func entries(of folder: String) -> [String] {
        do throws(SystemError) {
            return try FileAccess.names(inFolder: folder)
        } catch {
            return []
        }
    }
}
