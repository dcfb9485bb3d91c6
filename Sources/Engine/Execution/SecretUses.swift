import CollectionModel
import Diagnostics
import JSON
import Variables

/// The variables that the requests of a plan use as secrets, and those that they use as hosts.
///
/// It depends on the collection alone, so a plan has it once for all its runs.
struct SecretUses: Sendable {
    /// Those in secret parameters of authorizations.
    private(set) var credentials: Set<String> = []
    /// Those in headers, queries and bodies, at a place whose name suggests a secret.
    private(set) var fields: Set<String> = []
    /// Those in hosts of URLs.
    private(set) var hosts: Set<String> = []
    /// Which names of places suggest secrets, since most requests have the same ones.
    private var judged: [String: Bool] = [:]

    init(of items: [PlannedItem]) {
        for authorization in Set(items.compactMap(\.authorization)) {
            let definition = authorization.definition
            for parameter in definition.parameters
            where SecretName.isTelling(parameter.key) || definition.type == "apikey" {
                credentials.formUnion(TemplateResolver.names(in: parameter.value))
            }
        }
        for item in items { read(item.request) }
        judged = [:]
    }

    private mutating func read(_ request: RequestDefinition) {
        hosts.formUnion(TemplateResolver.names(in: request.url.host ?? ""))
        for header in request.headers { read(header.value, named: header.key) }
        for parameter in request.url.query ?? [] {
            read(parameter.value ?? "", named: parameter.key ?? "")
        }
        switch request.body {
        case .raw(let text, _): read(text, named: "")
        case .urlencoded(let form), .formdata(let form):
            for field in form { read(field.value, named: field.key) }
        case .graphql(let graphQL):
            for part in [graphQL.query, graphQL.variables].compactMap(\.self) {
                read(part, named: "")
            }
        case .file, nil: break
        }
    }

    /// Reads a text: all of it is secret if its name says so, else what it says is in it.
    private mutating func read(_ text: String, named name: String) {
        guard TemplateResolver.mayHoldToken(text) else { return }
        if mayHoldSecret(name) {
            // In a connection string, only some places are those of secrets.
            let labelled = TemplateResolver.labelledNames(in: text)
            let secret = labelled.filter { mayHoldSecret($0.label) }
            fields.formUnion((secret.isEmpty ? labelled : secret).map(\.name))
        } else if let json = Self.structure(of: text) {
            read(json, named: "")
        } else {
            for (variable, label) in TemplateResolver.labelledNames(in: text)
            where mayHoldSecret(label) {
                fields.insert(variable)
            }
        }
    }

    /// Reads a value: elements have the name of their array, and so has a member `value` that of
    /// its object.
    private mutating func read(_ value: JSONValue, named name: String) {
        switch value.kind {
        case .string(let text): read(text, named: name)
        case .array(let elements): for element in elements { read(element, named: name) }
        case .object(let object):
            for member in object.members {
                let isValue = member.key == "value" && !name.isEmpty
                read(member.value, named: isValue ? name : member.key)
            }
        case .null, .boolean, .number: break
        }
    }

    /// The object or the array that a text is as JSON, in which tokens are parts of texts.
    private static func structure(of text: String) -> JSONValue? {
        guard let first = text.utf8.first(where: { $0 > 0x20 }), "{[".utf8.contains(first) else {
            return nil
        }
        return try? JSONParser.parse(text)
    }

    private mutating func mayHoldSecret(_ field: String) -> Bool {
        if let known = judged[field] { return known }
        let mayHoldSecret =
            ["authorization", "proxy-authorization"].contains(field.lowercased())
            || SecretName.isTelling(field)
        judged[field] = mayHoldSecret
        return mayHoldSecret
    }
}
