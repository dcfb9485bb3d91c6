import CollectionModel
import Diagnostics
import JSON

/// Finds path variables that have no entry in their URL, so that `:name` is sent as it is.
enum PathAnalysis {
    static func findings(in contents: CollectionContents) -> [Finding] {
        // A script may add the entries.
        if contents.scripts.contains(where: { $0.code.contains("url.variables") }) { return [] }
        return contents.elements.enumerated().flatMap { index, element -> [Finding] in
            guard element.kind == .request, let node = element.json["request"] else { return [] }
            let url = node.object == nil ? node : node["url"] ?? .null
            let request = try? DefinitionFile.request(.object([("url", url)]))
            return (request?.url.pathVariablesWithoutEntry ?? []).map { name in
                Finding(
                    .suspiciousMember,
                    "the path variable ':\(name)' has no entry, so ':\(name)' is sent",
                    subject: name, at: contents.place(of: url, in: index),
                    help: ["add it to the path variables of the URL"])
            }
        }
    }
}
