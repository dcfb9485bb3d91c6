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
        /// The offsets at which lines begin.
        let starts: [Int]
        /// The collection, if the file is JSON.
        let collection: JSONValue?

        init(_ path: String) {
            let source = JSONSource(name: path, decoding: (try? FileAccess.read(path)) ?? [])
            let bytes = source.bytes
            self.bytes = bytes
            starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
            let root = try? JSONParser.parse(source)
            collection = root.map { $0["collection"] ?? $0 }
        }

        /// The line of a byte, from 1.
        func line(at offset: Int) -> Int {
            var (low, high) = (0, starts.count)
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= offset { low = middle } else { high = middle }
            }
            return low + 1
        }

        /// The first line with a text; nil if there is none.
        func line(with text: String) -> Int? {
            bytes.firstRange(of: text.utf8).map { line(at: $0.lowerBound) }
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
        return file.line(at: (Self.scriptLine(failure, name, of: node) ?? node).offset)
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
