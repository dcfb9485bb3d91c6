import HTTPModel
import JSON

/// The body of a GraphQL request: the query with its own lines, and the variables below it.
///
/// On the wire the query is a JSON string, in which a person must read line breaks as `\\n`.
struct HTMLGraphQL {
    private let query: String
    private let operation: String?
    private let variables: JSONValue?
    private let size: Int

    private static let members: Set = ["query", "variables", "operationName", "extensions"]

    /// Takes a body apart; fails if it is not that of a GraphQL request, or too large to be shown.
    init?(_ body: HTTPBody, type: String, limit: Int) {
        guard type == "application/json" || type == "application/graphql+json",
            body.count <= limit, body.pieces.count == 1, case .bytes(let bytes) = body.pieces[0],
            let root = try? JSONParser.parse(JSONSource(name: "body", bytes: bytes)),
            let object = root.object, let query = object["query"]?.string,
            object.members.allSatisfy({ Self.members.contains($0.key) })
        else { return nil }
        self.query = query
        operation = object["operationName"]?.string
        variables = object["variables"].flatMap { $0.object?.members.isEmpty == false ? $0 : nil }
        size = bytes.count
    }

    /// Adds the query and the variables.
    func append(to html: inout HTML) {
        let facts = [operation, HumanUnits.size(size)].compactMap(\.self)
        append("GraphQL ", facts.joined(separator: ", "), class: nil, query, to: &html)
        guard let variables else { return }
        let text = JSONWriter.pretty(variables)
        append("Variables ", "", class: "json", String(text.dropLast()), to: &html)
    }

    private func append(
        _ title: Markup, _ facts: String, class mark: Markup?, _ text: String, to html: inout HTML
    ) {
        html.element("figure") { html in
            html.element("figcaption") { html in
                html.add(title)
                html.element("span", text: facts)
            }
            html.element("pre", class: mark, .init("tabindex", "0")) { html in
                html.add("\n")
                html.add(text: text)
            }
        }
    }
}
