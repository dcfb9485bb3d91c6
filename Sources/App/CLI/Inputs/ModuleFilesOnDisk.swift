import Platform
import Scripting

/// The user's own modules on the disk.
struct ModuleFilesOnDisk: ModuleFiles {
    func kind(of path: String) -> ModuleFileKind? {
        if FileAccess.isDirectory(path) { return .folder }
        return Self.orNil { () throws(SystemError) in try FileAccess.readableSize(path) } == nil
            ? nil : .file
    }

    func realPath(of path: String) -> String? {
        Self.orNil { () throws(SystemError) in try FileAccess.resolved(path) }
    }

    func read(_ path: String) -> [UInt8]? {
        Self.orNil { () throws(SystemError) in try FileAccess.read(path) }
    }

    /// Returns nil for an error: a module that cannot be read does not exist for its caller.
    private static func orNil<Result>(_ body: () throws(SystemError) -> Result) -> Result? {
        do throws(SystemError) {
            return try body()
        } catch {
            return nil
        }
    }
}
