import JSON
import Platform

/// The folders whose configuration files may run commands, because their user said so once.
///
/// A file in the user's folder has their paths.
struct TrustedFolders {
    private let path = StateFolder.path("trusted-folders.json")

    /// Whether the working folder is one of them.
    var containWorkingFolder: Bool {
        guard let folder = Self.workingFolder else { return false }
        return folders.contains(folder)
    }

    /// Adds the working folder; returns its path.
    func addWorkingFolder() throws(SystemError) -> String {
        guard let folder = Self.workingFolder, let path else {
            throw SystemError(code: 0, message: "there is no folder of the user to keep that in")
        }
        try FileAccess.createDirectory(FileAccess.parent(of: path), permissions: 0o700)
        let list = Set(folders + [folder]).sorted().map { JSONValue.string($0) }
        try PrivateFile.replace(path, with: Array(JSONWriter.compact(.array(list)).utf8))
        return folder
    }

    private var folders: [String] {
        guard let path, let bytes = try? PrivateFile.read(path) else { return [] }
        let json = try? JSONParser.parse(JSONSource(name: path, bytes: bytes))
        return json?.array?.compactMap(\.string) ?? []
    }

    private static var workingFolder: String? { try? FileAccess.resolved(".") }
}

extension Setting {
    /// Whether it runs a command, or changes to which place tokens and requests go: what a file
    /// that was only found, in a folder that somebody else may have made, must not do.
    var needsTrust: Bool {
        guard let value, !isTakenBack else { return false }
        if ["--token-cache", "--proxy"].contains(option.name) { return value != "off" }
        if option.name == "--reporters" { return value.contains("cmd:") || value.contains("/") }
        return value.hasPrefix("cmd:") || value.contains("=cmd:")
    }
}
