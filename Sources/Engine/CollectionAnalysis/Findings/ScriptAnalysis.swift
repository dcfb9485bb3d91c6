import CollectionModel
import Diagnostics
import JSON

/// Finds scripts that cannot be parsed, and names of next requests that do not exist.
struct ScriptAnalysis {
    private let contents: CollectionContents
    private let syntaxError: (String) -> (message: String, position: TextPosition)?

    init(
        _ contents: CollectionContents,
        syntaxError: @escaping (String) -> (message: String, position: TextPosition)?
    ) {
        self.contents = contents
        self.syntaxError = syntaxError
    }

    func findings() -> [Finding] {
        let names = requestNames
        return contents.scripts.flatMap { syntax(of: $0) + nextRequests(of: $0, among: names) }
    }

    private func syntax(of script: CollectionContents.Script) -> [Finding] {
        guard let error = syntaxError(script.code) else { return [] }
        let position = error.position
        return [
            Finding(
                .scriptSyntax,
                "the script cannot be parsed: \(error.message) (line \(position.line), column "
                    + "\(position.column) of the script)",
                subject: error.message, at: place(position, script))
        ]
    }

    private func nextRequests(
        of script: CollectionContents.Script, among names: Set<String>
    ) -> [Finding] {
        script.scan.nextRequests.filter { !names.contains($0.name) }.map { name, position in
            Finding(
                .unknownNextRequest, "the collection has no request '\(name)' to go on with",
                subject: name, at: place(position, script),
                help: Spelling.nearest(to: name, among: names.sorted())
                    .map { ["did you mean '\($0)'?"] } ?? [])
        }
    }

    private func place(_ position: TextPosition, _ script: CollectionContents.Script) -> Place {
        let place = contents.origin.place(
            of: script.value, line: position.line, column: position.column)
        return contents.named(place, script.element)
    }

    /// The names and ids of all requests.
    private var requestNames: Set<String> {
        contents.elements.reduce(into: []) { names, element in
            guard element.kind == .request else { return }
            names.insert(element.path.last ?? "")
            for key in ["id", "_postman_id"] {
                if let id = element.json[key]?.string { names.insert(id) }
            }
        }
    }
}
