import Diagnostics

/// What a request may know of the user's files; the files themselves are read by the transport.
public protocol BodyFiles: AnyObject {
    /// The path to read and the size in bytes of a file that a body names.
    func locate(_ path: String) throws(BodyFileError) -> (path: String, size: Int)
}

/// A path that the machine which exported a collection wrote into it.
///
/// Postman writes absolute paths, those of Windows as `/C:/Users/…`, and names files of its cloud
/// `postman-cloud:///…`. Elsewhere such a file can only be found by its name.
struct ForeignPath {
    /// The name of the file, without its folders.
    let name: String

    /// Takes a path apart; fails if it is relative.
    init?(_ path: String) {
        let name = path.split { "/\\".contains($0) }.last.map(String.init) ?? ""
        guard
            path.hasPrefix("/") || path.hasPrefix("\\") || Self.hasDrive(path)
                || path.hasPrefix("postman-cloud:"), !name.isEmpty, ![".", ".."].contains(name)
        else { return nil }
        self.name = name
    }

    /// Whether a path begins with a drive of Windows, as `C:\`.
    private static func hasDrive(_ path: String) -> Bool {
        let start = Array(path.utf8.prefix(3))
        guard start.count == 3, start[1] == UInt8(ascii: ":") else { return false }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        return letters.contains(start[0] | 0x20) && "/\\".utf8.contains(start[2])
    }
}

/// A file that is sent.
struct LocatedFile {
    let path: String
    let size: Int
    /// Its name, as a form gives it.
    let name: String
    /// The note that another file than the one of that path is sent; nil if it is that file.
    let note: Diagnostic?

    /// Locates a file, or another one by its name in the working directory.
    init(_ source: String, about what: String, in files: any BodyFiles) throws(BodyFileError) {
        do throws(BodyFileError) {
            (path, size) = try files.locate(source)
            name = MediaType.lastComponent(source)
            note = nil
        } catch {
            guard case .unreadable = error, let foreign = ForeignPath(source),
                let file = try? files.locate(foreign.name)
            else { throw error }
            (path, size) = file
            name = foreign.name
            note = Diagnostic(
                .note,
                "\(what) is a path of another machine; '\(foreign.name)' in the working directory "
                    + "is sent")
        }
    }
}

/// Why a file that a body names is not sent.
public enum BodyFileError: Error, Sendable, Hashable {
    /// It cannot be read: if it was looked for, and the system's reason.
    case unreadable(path: String, reason: String)
    /// It lies outside of the folder that files may be read in.
    case outside(folder: String)
}
