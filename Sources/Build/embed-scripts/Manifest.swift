import Foundation

/// A line of a manifest that names JavaScript or a style sheet to embed.
struct Entry {
    /// What becomes of the files.
    enum Kind: String {
        /// A script that is evaluated for its effects, or a style sheet, as a Swift constant.
        case constant
        /// A function of `require` and `process` that returns what the library exports.
        case library
        /// The same for a module of a library, which loads it later; scripts cannot require it.
        case module
        /// The script that loads the parts.
        case loader
        /// Files of our own that are evaluated together, when one of their exports is first used.
        case part
    }

    let kind: Kind
    let name: String
    let files: [URL]
    /// The Debian package that the script comes from; nil for scripts of our own.
    let package: String?
    /// The line of the manifest, counted from 1.
    let line: Int
}

/// Names that Swift and JavaScript share; each stands for its place in the list.
struct NameList {
    let name: String
    let members: [String]
    let line: Int
}

/// A reason why nothing is generated, with the line of the manifest that it belongs to.
struct Failure: Error {
    let line: Int
    let message: String
}

/// What a target embeds.
///
/// `main.swift` describes the format.
struct Manifest {
    private(set) var entries: [Entry] = []
    private(set) var externals: [String] = []
    /// The lists of names that Swift and JavaScript share.
    private(set) var nameLists: [NameList] = []
    private let folder: URL

    /// Reads a manifest.
    init(contentsOf file: URL) throws {
        folder = file.deletingLastPathComponent()
        let text = try String(contentsOf: file, encoding: .utf8)
        for (number, fields) in Self.statements(of: text) {
            if fields[0] == "external" {
                externals += fields.dropFirst()
            } else if fields[0] == "names", fields.count > 2 {
                nameLists.append(
                    NameList(name: fields[1], members: Array(fields.dropFirst(2)), line: number))
            } else {
                entries.append(try entry(fields, line: number))
            }
        }
    }

    /// The libraries.
    var libraries: [Entry] { entries.filter { $0.kind == .library } }

    /// The loader, if there is one, and the parts.
    var parts: [Entry] { entries.filter { $0.kind == .loader || $0.kind == .part } }

    /// The words of each statement and the line where it begins.
    ///
    /// Indented lines continue a statement.
    private static func statements(of text: String) -> [(line: Int, fields: [String])] {
        var result: [(line: Int, fields: [String])] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let fields = line.split(separator: " ").map(String.init)
            if fields.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix(" "), let last = result.indices.last {
                result[last].fields += fields
            } else {
                result.append((index + 1, fields))
            }
        }
        return result
    }

    private func entry(_ fields: [String], line: Int) throws -> Entry {
        guard fields.count >= 3, let kind = Entry.Kind(rawValue: fields[0]) else {
            throw Failure(
                line: line, message: "expected 'constant|library|module|loader|part NAME FILE'")
        }
        var files = fields.dropFirst(2).filter { !$0.hasPrefix("with=") }
        var package: String?
        if let last = files.last, last.hasPrefix("package=") {
            package = String(last.dropFirst("package=".count))
            files.removeLast()
        }
        guard kind == .part || files.count == 1 else {
            throw Failure(line: line, message: "expected one file for '\(fields[1])'")
        }
        return Entry(
            kind: kind, name: fields[1],
            files: files.map { folder.appending(path: $0).standardizedFileURL },
            package: package, line: line)
    }
}
