import Diagnostics
import JSON

/// Finds files that requests send and that do not exist.
struct FileAnalysis {
    private let contents: CollectionContents
    private let exists: (String) -> Bool

    init(_ contents: CollectionContents, exists: @escaping (String) -> Bool) {
        self.contents = contents
        self.exists = exists
    }

    func findings() -> [Finding] {
        contents.elements.enumerated().flatMap { index, element -> [Finding] in
            guard let request = element.json["request"] else { return [] }
            let paths = bodyPaths(request["body"]) + certificatePaths(request["certificate"])
            var seen: Set<String> = []
            return paths.filter { seen.insert($0.string ?? "").inserted }
                .compactMap { finding($0, index) }
        }
    }

    private func finding(_ path: JSONValue, _ element: Int) -> Finding? {
        guard let text = path.string, !text.isEmpty, !text.contains("{{"),
            !text.hasPrefix("postman-cloud:"), !exists(text)
        else { return nil }
        return Finding(
            .missingFile, "the file '\(text)' does not exist", subject: text,
            at: contents.place(of: path, in: element),
            help: ["relative paths start from --working-dir, or from the current folder"])
    }

    private func bodyPaths(_ body: JSONValue?) -> [JSONValue] {
        guard let body, body["disabled"]?.boolean != true else { return [] }
        switch body["mode"]?.string {
        case "file":
            let file = body["file"] ?? .null
            return [file["src"] ?? file]
        case "formdata":
            let fields = (body["formdata"]?.array ?? []).filter {
                $0["type"]?.string == "file" && $0["disabled"]?.boolean != true
            }
            return fields.flatMap { field -> [JSONValue] in
                let source = field["src"] ?? .null
                return source.array ?? [source]
            }
        default: return []
        }
    }

    private func certificatePaths(_ certificate: JSONValue?) -> [JSONValue] {
        ["cert", "key", "pfx"].compactMap { key in
            let path = certificate?[key]
            return path?["src"] ?? path
        }
    }
}
