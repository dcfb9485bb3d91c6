import Diagnostics
public import JSON

extension Collection {
    /// The collection as reports show it, and the secrets that were masked in it.
    ///
    /// It always has the form of v2.1, and its folders and requests have the ids that the run uses.
    /// Literal secrets of authorizations are masked, and so are the values of secret variables and
    /// of those that `isSecret` names. Credentials that are literally in requests and in
    /// saved responses are returned as well.
    public func reported(
        hidingVariables isSecret: (String) -> Bool
    ) -> (json: JSONValue, secrets: Set<String>) {
        var withholding = AuthorizationWithholding(replacement: Redactor.mask)
        guard var object = withholding.node(normalized).object else { return (json, []) }
        var secrets = withholding.secrets.union(Self.credentials(in: items))
        if let variables = object["variable"] {
            let list = (variables.array ?? [variables]).map { element in
                Self.masked(element, isSecret, &secrets)
            }
            object["variable"] = .array(list)
        }
        return (JSONValue(.object(object)), secrets)
    }

    /// What requests and saved responses say literally to prove who sends them: in headers and in
    /// front of the host, and the tokens of a saved login.
    private static func credentials(in items: [CollectionItem]) -> Set<String> {
        items.reduce(into: []) { found, item in
            switch item {
            case .folder(let folder): found.formUnion(credentials(in: folder.items))
            case .request(let item):
                for request in [item.request] + item.responses.compactMap(\.originalRequest) {
                    found.formUnion(request.headers.compactMap(\.credentials))
                    if let password = request.url.password, !password.contains("{{") {
                        found.insert(password)
                    }
                }
                for body in item.responses.compactMap(\.body) {
                    found.formUnion(TokenMembers.values(in: Array(body.utf8)))
                }
            }
        }
    }

    private static func masked(
        _ variable: JSONValue, _ isSecret: (String) -> Bool, _ secrets: inout Set<String>
    ) -> JSONValue {
        guard var object = variable.object, let value = object["value"],
            let key = (object["key"] ?? object["id"])?.string,
            object["type"]?.string == "secret" || isSecret(key)
        else { return variable }
        let text = DefinitionReader.text(value)
        if text.isEmpty { return variable }
        secrets.insert(text)
        object["value"] = .string(Redactor.mask)
        return JSONValue(.object(object))
    }

    // MARK: Form

    /// The address of the JSON Schema of format v2.1, which such a collection names.
    public static let schema =
        "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

    var normalized: JSONValue {
        guard var object = json.object else { return json }
        var info = object["info"]?.object ?? JSONObject()
        if let id { info["_postman_id"] = .string(id) }
        info["name"] = .string(name)
        info["schema"] = .string(Self.schema)
        object["info"] = JSONValue(.object(info))
        Self.normalize(&object, inheritable.authorization)
        object["item"] = Self.normalized(json["item"], items)
        return JSONValue(.object(object))
    }

    private static func normalized(_ nodes: JSONValue?, _ items: [CollectionItem]) -> JSONValue {
        let objects = nodes.map { $0.array ?? [$0] }?.compactMap(\.object) ?? []
        return .array(zip(objects, items).map(normalized))
    }

    private static func normalized(_ node: JSONObject, _ item: CollectionItem) -> JSONValue {
        var object = node
        object["id"] = .string(item.id)
        object["name"] = .string(item.name)
        switch item {
        case .folder(let folder):
            normalize(&object, folder.inheritable.authorization)
            object["item"] = normalized(node["item"], folder.items)
        case .request(let item):
            object["request"] = normalized(node["request"], item.request)
        }
        return JSONValue(.object(object))
    }

    /// The request as it is if it has the form of v2.1; parts in another form are written again.
    private static func normalized(
        _ given: JSONValue?, _ request: RequestDefinition
    ) -> JSONValue {
        guard var object = given?.object else { return DefinitionWriter.json(request) }
        for name in DefinitionWriter.parts where !isCurrent(object[name], name) {
            if let part = DefinitionWriter.part(name, of: request) { object[name] = part }
        }
        return JSONValue(.object(object))
    }

    private static func normalize(
        _ node: inout JSONObject, _ authorization: AuthorizationDefinition?
    ) {
        guard let authorization, !isCurrent(node["auth"], "auth") else { return }
        node["auth"] = DefinitionWriter.json(authorization)
    }

    /// Whether a part of a request has the form of v2.1.
    private static func isCurrent(_ part: JSONValue?, _ key: String) -> Bool {
        guard let part else { return false }
        switch key {
        case "method": return part.string != nil
        case "header": return part.array?.allSatisfy { $0.object != nil } == true
        case "auth":
            let parameters = part["type"]?.string.flatMap { part[$0] }
            return part.object != nil && parameters?.object == nil
        default: return part.object != nil
        }
    }
}
