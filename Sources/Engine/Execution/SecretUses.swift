import CollectionModel
import Diagnostics
import JSON
import Variables

/// The variables that the requests of a plan use as secrets, those that they use as hosts, and the
/// secrets that stand literally in the same places.
///
/// It depends on the collection alone, so a plan has it once for all its runs.
struct SecretUses: Sendable {
    /// Those in secret parameters of authorizations.
    private(set) var credentials: Set<String> = []
    /// Those in headers, queries and bodies, at a place whose name suggests a secret.
    private(set) var fields: Set<String> = []
    /// Those in hosts of URLs.
    private(set) var hosts: Set<String> = []
    /// The texts at places of `fields`, and the JSON Web Tokens of requests.
    private(set) var literals: Set<String> = []
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

    /// The literals of all requests of a collection, those of saved responses included.
    static func literals(of collection: Collection) -> Set<String> {
        var uses = SecretUses(of: [])
        uses.read(collection.items)
        return uses.literals
    }

    private mutating func read(_ items: [CollectionItem]) {
        for item in items {
            switch item {
            case .folder(let folder): read(folder.items)
            case .request(let item):
                read(item.request)
                for request in item.responses.compactMap(\.originalRequest) { read(request) }
            }
        }
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
            for field in form where !field.isFile { read(field.value, named: field.key) }
        case .graphql(let graphQL):
            for part in [graphQL.query, graphQL.variables].compactMap(\.self) {
                read(part, named: "")
            }
        case .file, nil: break
        }
    }

    /// Reads a text: all of it is secret if its name says so, else what it says is in it.
    private mutating func read(_ text: String, named name: String) {
        let hasVariables = TemplateResolver.mayHoldToken(text)
        if mayHoldSecret(name) {
            return hasVariables ? readSecret(text) : addLiteral(text, named: name)
        }
        if hasVariables, let json = Self.structure(of: text) { return read(json, named: "") }
        if !hasVariables, Self.isWebToken(text) { return addLiteral(text, named: name) }
        let values = LabelledValue.all(in: text, beginning: Self.webTokenStart) {
            mayHoldSecret($0)
        }
        if !values.isEmpty, !hasVariables, let json = Self.structure(of: text) {
            return read(json, named: "")
        }
        for value in values where mayHoldSecret(value.label) || Self.isWebToken(value.value) {
            addLiteral(value.value, named: value.label)
        }
        if !hasVariables { return }
        for (variable, label) in TemplateResolver.labelledNames(in: text)
        where mayHoldSecret(label) {
            fields.insert(variable)
        }
    }

    /// Reads a secret with variables in it; in a connection string, only some places are those of
    /// secrets.
    private mutating func readSecret(_ text: String) {
        let labelled = TemplateResolver.labelledNames(in: text)
        let secret = labelled.filter { mayHoldSecret($0.label) }
        fields.formUnion((secret.isEmpty ? labelled : secret).map(\.name))
        for value in LabelledValue.all(in: text, named: { mayHoldSecret($0) }) {
            addLiteral(value.value, named: value.label)
        }
    }

    /// Adds a literal with the care that a variable's value has: it is left out if masking it
    /// would take ordinary words or addresses out of reports.
    private mutating func addLiteral(_ text: String, named name: String) {
        let secret = HeaderDefinition(key: name, value: text).credentials ?? text
        if Redactor.isWeak(secret) || secret.utf8.count > EventPublisher.longestLearned
            || secret.contains("://") && !secret.contains("@")
        {
            return
        }
        literals.insert(secret)
    }

    /// How a JSON Web Token begins: its first part is an object in base64.
    private static let webTokenStart = Array("eyJ".utf8)

    private static func isWebToken(_ text: String) -> Bool {
        text.utf8.starts(with: webTokenStart) && text.utf8.contains(UInt8(ascii: "."))
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
