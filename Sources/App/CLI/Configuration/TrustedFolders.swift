import Cryptography
import Diagnostics
import JSON
import Platform
import TextEncoding

/// The configuration files that may run commands although they were only found, because their user
/// said so once.
///
/// A file in the user's folder has the digest of each: a file that changes must be trusted again.
struct TrustedFolders {
    private let path = StateFolder.path("trusted-folders.json")

    /// Whether the user has trusted a file of the working folder with this content.
    func contain(_ file: ConfigurationFile, _ source: JSONSource) -> Bool {
        guard let folder = Self.workingFolder, let digest = Self.digest(source) else {
            return false
        }
        return folders[folder]?[file.path]?.string == digest
    }

    /// Adds the configuration files of the working folder as they are now; returns its path.
    func addWorkingFolder() throws(InputError) -> String {
        guard let folder = Self.workingFolder, let path else {
            throw InputError("there is no folder of the user to keep that in")
        }
        var digests: [(String, JSONValue)] = []
        for file in ConfigurationFile.files(of: .standard) where file.isFound {
            guard let source = try file.read(), let digest = Self.digest(source) else { continue }
            digests.append((file.path, .string(digest)))
        }
        if digests.isEmpty {
            throw InputError("there is no configuration file in '\(folder)'")
        }
        let others = folders.object?.members.filter { $0.key != folder } ?? []
        let list = others.map { ($0.key, $0.value) } + [(folder, .object(digests))]
        do throws(SystemError) {
            try FileAccess.createDirectory(FileAccess.parent(of: path), permissions: 0o700)
            try PrivateFile.replace(path, with: Array(JSONWriter.compact(.object(list)).utf8))
        } catch {
            throw InputError("the folder cannot be trusted: \(error.message)")
        }
        return folder
    }

    /// The folders, each with the digests of its files.
    private var folders: JSONValue {
        guard let path, let bytes = try? PrivateFile.read(path),
            let json = try? JSONParser.parse(JSONSource(name: path, bytes: bytes)),
            json.object != nil
        else { return .object([]) }
        return json
    }

    private static func digest(_ source: JSONSource) -> String? {
        (try? DigestAlgorithm.sha256.digest(of: source.bytes)).map { Hexadecimal.encode($0) }
    }

    private static var workingFolder: String? { try? FileAccess.resolved(".") }
}

extension Setting {
    /// Whether it runs a command, or redirects secrets and results: what a file that was only
    /// found, in a folder that somebody else may have made, must not do.
    var needsTrust: Bool {
        if isTakenBack || value == "off" { return false }
        if option.redirects { return true }
        guard let value else { return false }
        if option.name == "--reporters" { return value.contains("cmd:") || value.contains("/") }
        return value.hasPrefix("cmd:") || value.contains("=cmd:")
    }
}
