import Platform
import Variables

/// The files that request bodies name, relative to the working directory.
final class BodyFilesOnDisk: BodyFiles {
    /// The start of relative paths; nil for the current folder.
    private let folder: String?
    /// The resolved folder that all files must be in; nil if any file may be read.
    private let boundary: String?

    /// Reads from a folder, and from nowhere else if it is confined.
    init(folder: String?, isConfined: Bool) throws(InputError) {
        self.folder = folder
        do throws(SystemError) {
            boundary = isConfined ? try FileAccess.resolved(folder ?? ".") : nil
        } catch {
            throw InputError(
                "the working directory '\(folder ?? ".")' cannot be read: \(error.message)")
        }
        if let folder, !FileAccess.isDirectory(folder) {
            throw InputError(
                "the working directory '\(folder)' is not a folder",
                help: [
                    "--working-dir must be the folder that relative paths of body files start from"
                ])
        }
    }

    func locate(_ path: String) throws(BodyFileError) -> (path: String, size: Int) {
        var place = path
        if let folder, !path.hasPrefix("/") { place = folder + "/" + path }
        if let boundary {
            // The resolved path is what is read: a link that changes later leads nowhere else.
            let target = try ask(about: place, FileAccess.resolved)
            guard boundary == "/" || target.hasPrefix(boundary + "/") else {
                throw .outside(folder: boundary)
            }
            return (target, try ask(about: target, FileAccess.readableSize))
        }
        return (place, try ask(about: place, FileAccess.readableSize))
    }

    private func ask<Fact>(
        about path: String, _ question: (String) throws(SystemError) -> Fact
    ) throws(BodyFileError) -> Fact {
        do throws(SystemError) {
            return try question(path)
        } catch {
            throw .unreadable(path: path, reason: error.message)
        }
    }
}
