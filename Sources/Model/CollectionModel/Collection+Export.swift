import Diagnostics
public import JSON

extension Collection {
    /// The file with another list of variables; nil keeps the one it has.
    ///
    /// Everything else stays, in its order; a collection of v1 comes as v2.1. The names of secret
    /// auth parameters that were left out, because the file has them literally, are returned too.
    public func exported(
        _ variables: [JSONValue]?, withholdsSecrets: Bool
    ) -> (json: JSONValue, withheldNames: [String]) {
        guard var object = json.object else { return (json, []) }
        if let variables { object["variable"] = .array(variables) }
        guard withholdsSecrets else { return (JSONValue(.object(object)), []) }
        var withholding = AuthorizationWithholding()
        return (withholding.node(JSONValue(.object(object))), withholding.names)
    }
}

extension AuthorizationDefinition {
    /// The secrets that it has literally, not as variables.
    public var literalSecrets: Set<String> {
        var withholding = AuthorizationWithholding()
        _ = withholding.node(.object([("auth", DefinitionWriter.json(self))]))
        return withholding.secrets
    }
}

/// Empties the secret parameters of every authorization, proxy and certificate in a collection.
///
/// A parameter with a `{{variable}}` in it is none: its secret is elsewhere.
struct AuthorizationWithholding {
    /// What takes the place of a type for the parameters that a parameter lists: those that the
    /// user adds to requests of OAuth 2.0, whose names the file chooses.
    private static let listed = "tokenRequestParams"

    /// The text that replaces a secret.
    var replacement = ""
    /// The names of the parameters that were emptied, each once.
    private(set) var names: [String] = []
    /// The secrets that were replaced.
    private(set) var secrets: Set<String> = []

    /// A collection, folder, item, request, URL or response without the secrets in it.
    mutating func node(_ value: JSONValue) -> JSONValue {
        guard var object = value.object else { return value }
        for index in object.members.indices {
            let member = object.members[index].value
            switch object.members[index].key {
            case "auth": object.members[index].value = authorization(member)
            case "proxy", "certificate":
                object.members[index].value = parameters(member, of: object.members[index].key)
            case "item", "response": object.members[index].value = list(member)
            case "request", "originalRequest", "url": object.members[index].value = node(member)
            default: break
            }
        }
        return JSONValue(.object(object))
    }

    private mutating func list(_ value: JSONValue) -> JSONValue {
        guard let elements = value.array else { return node(value) }
        return .array(elements.map { node($0) })
    }

    /// The parameters by type; of a URL, the user and the password themselves.
    private mutating func authorization(_ value: JSONValue) -> JSONValue {
        guard var object = value.object else { return value }
        for (index, member) in object.members.enumerated() {
            object.members[index].value =
                member.value.string == nil
                ? parameters(member.value, of: member.key)
                : parameter(member.key, member.value, of: "")
        }
        return JSONValue(.object(object))
    }

    private mutating func parameters(_ value: JSONValue, of type: String) -> JSONValue {
        switch value.kind {
        case .array(let elements):
            return .array(
                elements.map { element in
                    guard var object = element.object, let key = object["key"]?.string,
                        let value = object["value"]
                    else { return element }
                    object["value"] = parameter(key, value, of: type)
                    return JSONValue(.object(object))
                })
        case .object(var object):
            for (index, member) in object.members.enumerated() {
                object.members[index].value = parameter(member.key, member.value, of: type)
            }
            return JSONValue(.object(object))
        default: return value
        }
    }

    /// The value of a parameter without secrets.
    private mutating func parameter(
        _ key: String, _ value: JSONValue, of type: String
    ) -> JSONValue {
        guard let text = value.string else { return parameters(value, of: Self.listed) }
        let isSecret =
            SecretName.isCredential(key) || type == "apikey" && key == "value"
            || type == Self.listed && SecretName.isTelling(key)
        guard isSecret, !text.isEmpty, !text.contains("{{") else {
            if key.lowercased().hasSuffix("url") { secrets.formUnion(Self.secrets(ofURL: text)) }
            return value
        }
        if !names.contains(key) { names.append(key) }
        secrets.insert(text)
        return .string(replacement)
    }

    /// The secrets in an address of an authorization: the password, and parameters whose
    /// names say so.
    private static func secrets(ofURL text: String) -> Set<String> {
        guard text.contains("@") || text.contains("?") else { return [] }
        let url = URLDefinition(parsing: text)
        let parameters = (url.query ?? []).filter { SecretName.isTelling($0.key ?? "") }.map(
            \.value)
        return Set(([url.password] + parameters).compactMap(\.self).filter { !$0.contains("{{") })
    }
}
