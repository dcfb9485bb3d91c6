import Diagnostics
import JSON
import Platform
import RunModel
import TextEncoding

/// Finds requests, and lines of their scripts, in the files of collections, for reports that name
/// lines.
///
/// It works from the names of folders and requests, so a stream of events is enough. A file is read
/// when its first failure is reported.
final class CollectionLines {
    private struct File {
        let bytes: [UInt8]
        let lines: LineIndex
        /// The collection, if the file is JSON.
        let collection: JSONValue?

        init(_ path: String) {
            let source = JSONSource(name: path, decoding: (try? FileAccess.read(path)) ?? [])
            bytes = source.bytes
            lines = LineIndex(bytes)
            let root = try? JSONParser.parse(source)
            collection = root.map { $0["collection"] ?? $0 }
        }

        /// The first line with a text; nil if there is none.
        func line(with text: String) -> Int? {
            bytes.firstRange(of: text.utf8).map { lines.line(at: $0.lowerBound) }
        }
    }

    private var files: [String: File] = [:]

    /// The line of the script that failed, or else that of the request; nil if the file does not
    /// have it.
    func line(_ path: String, _ item: ItemReference, _ failure: Failure, _ name: String) -> Int? {
        let file = files[path] ?? File(path)
        files[path] = file
        guard let collection = file.collection else {
            return file.line(with: failure.lineText?.trimmed ?? name)
        }
        guard let node = Self.node(of: item, in: collection) else { return nil }
        return file.lines.line(at: (Self.scriptLine(failure, name, of: node) ?? node).offset)
    }

    private static func node(of item: ItemReference, in collection: JSONValue) -> JSONValue? {
        var node = collection
        for name in item.folders + [item.name] {
            guard let next = node["item"]?.array?.first(where: { $0["name"]?.string == name })
            else { return nil }
            node = next
        }
        return node
    }

    /// The line of one of the request's own scripts: folders have scripts, too.
    private static func scriptLine(
        _ failure: Failure, _ name: String, of node: JSONValue
    ) -> JSONValue? {
        guard let number = failure.position?.line else { return nil }
        let scripts = (node["event"]?.array ?? []).compactMap { $0["script"]?["exec"]?.array }
        let script = scripts.first { lines in
            guard lines.indices.contains(number - 1) else { return false }
            if let text = failure.lineText {
                return lines[number - 1].string?.trimmed == text.trimmed
            }
            return lines.contains { $0.string?.contains(name) == true }
        }
        return script?[number - 1]
    }
}
