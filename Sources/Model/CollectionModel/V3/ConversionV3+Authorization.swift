import Diagnostics
import JSON

extension ConversionV3 {
    /// The entries of an `auth`: the elements of the app's list, or the one map of a request.
    func authorizationEntries(_ node: JSONValue?) -> [JSONValue] {
        guard let node, !node.isNull else { return [] }
        return node.array ?? [node]
    }

    /// The authorization of a node in the form of v2.1; nil if it inherits.
    ///
    /// The first entry of several counts that has no `rules`. `inherit` with an id means an entry
    /// of a level above (CollectionV3Reference §5.2).
    mutating func authorization(
        _ node: JSONValue?, inheriting outer: [JSONValue]
    ) -> JSONValue? {
        let entries = authorizationEntries(node)
        if entries.count > 1 { lose("the choice among \(entries.count) authorizations") }
        guard let entry = entries.first(where: { rule(of: $0) == nil }) else { return nil }
        guard let type = ValueV3.text(entry["type"]) else {
            warn("'auth' has no 'type'; the authorization is inherited", at: entry)
            return nil
        }
        guard type == "inherit" else { return written(entry, type) }
        guard let id = credentials(entry, type).first(where: { $0.key == "id" })?.value.string
        else { return nil }
        if let chosen = outer.first(where: { ValueV3.text($0["id"]) == id }),
            let type = ValueV3.text(chosen["type"])
        {
            return written(chosen, type)
        }
        note(
            .error, "no authorization above has the id '\(id)'", at: entry,
            help: ["use the id of an 'auth' entry of the collection or a folder around it"])
        return nil
    }

    /// The authorization that a rule of a level above gives a request; nil if no rule fits.
    ///
    /// A rule fits if the address of the request contains its text, variables unresolved. The
    /// innermost level that has a fitting entry counts, and in it the first one.
    mutating func authorizationByRule(
        url: String, levels: some Sequence<[JSONValue]>
    ) -> JSONValue? {
        for entries in levels {
            guard
                let entry = entries.first(where: { entry in
                    rule(of: entry).map { url.contains($0) } ?? true
                })
            else { continue }
            guard rule(of: entry) != nil, let type = ValueV3.text(entry["type"]) else { return nil }
            return written(entry, type)
        }
        return nil
    }

    /// The text that an address must contain for an entry to be used; nil for any address.
    func rule(of entry: JSONValue) -> String? { ValueV3.text(entry["rules"]?["url"]) }

    private static let authorizationMembers: Set = [
        "type", "credentials", "id", "name", "description", "rules", "$type",
    ]

    private mutating func written(_ entry: JSONValue, _ type: String) -> JSONValue {
        warnOfUnknownMembers(
            of: entry, known: Self.authorizationMembers.union([type]), "an authorization")
        let name = ValueV3.text(entry["name"])
        if let name, name != "\(type) auth" { lose("the name '\(name)' of an authorization") }
        if entry["description"] != nil { lose("the description of an authorization") }
        let parameters = credentials(entry, type).map { member -> JSONValue in
            .object([("key", .string(member.key)), ("value", member.value)])
        }
        let members = [
            JSONMember(key: "type", value: .string(type)),
            JSONMember(key: type, value: .array(parameters)),
        ]
        return ValueV3.placed(.object(JSONObject(members)), at: entry)
    }

    /// The parameters: `credentials` as a map or an array, or as v2.1 has them under the type's
    /// name.
    private mutating func credentials(_ entry: JSONValue, _ type: String) -> [JSONMember] {
        guard let node = entry["credentials"] else {
            guard let misplaced = entry[type] else { return [] }
            warn(
                "'\(type)' of an authorization should be 'credentials'; it is used nevertheless",
                at: misplaced)
            return parameters(misplaced)
        }
        return parameters(node)
    }

    private func parameters(_ node: JSONValue) -> [JSONMember] {
        if let members = node.object?.members { return members.map(typed) }
        return (node.array ?? []).compactMap { element in
            ValueV3.text(element["key"]).map { key in
                typed(JSONMember(key: key, value: element["value"] ?? .null))
            }
        }
    }

    /// The parameters whose values are true or false.
    private static let flags: Set = [
        "useBrowser", "isSecretBase64Encoded", "addAuthDataToQuery", "disableRetryRequest",
        "disableHeaderEncoding", "addParamsToHeader", "addEmptyParamsToSign",
        "includeBodyHash", "enabled", "includePayloadHash", "showPassword", "saveHelperData",
        "autoAddParam",
    ]

    /// The parameter with the type that v2.1 has: texts, flags, and lists of maps.
    private func typed(_ member: JSONMember) -> JSONMember {
        if let elements = member.value.array {
            let typed = elements.map { element -> JSONValue in
                guard let object = element.object else { return element }
                return ValueV3.placed(
                    .object(JSONObject(object.members.map(self.typed))), at: element)
            }
            return JSONMember(
                key: member.key, value: ValueV3.placed(.array(typed), at: member.value))
        }
        guard Self.flags.contains(member.key), let flag = ValueV3.flag(member.value) else {
            return member
        }
        return JSONMember(
            key: member.key, value: ValueV3.placed(.boolean(flag), at: member.value))
    }
}
