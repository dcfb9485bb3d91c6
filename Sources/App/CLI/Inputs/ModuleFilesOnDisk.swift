import Platform
import Scripting

/// The modules of the user's own, as they lie on the disk.
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

    /// What cannot be had is not there for whoever looks for a module.
    private static func orNil<Result>(_ body: () throws(SystemError) -> Result) -> Result? {
        do throws(SystemError) {
            return try body()
        } catch {
            return nil
        }
    }
}
