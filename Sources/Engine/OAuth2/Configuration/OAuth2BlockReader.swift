import Diagnostics
import JSON
import Signing
import TextEncoding

/// Reads the keys of an oauth2 block one by one: value forms, aliases, defaults, warnings.
struct OAuth2BlockReader {
    let block: AuthBlock
    let overrides: OAuth2Overrides
    private(set) var warnings: [Diagnostic] = []

    init(_ block: AuthBlock, overrides: OAuth2Overrides) {
        self.block = block
        self.overrides = overrides
    }

    /// Refuses text in which a variable has no value.
    static func checkResolved(_ text: String, _ key: String) throws(OAuth2Error) {
        if let name = AuthBlock.unresolvedName(in: text) {
            throw OAuth2Error(.unresolvedVariable(name: name, key: key))
        }
    }

    /// Adds a warning.
    mutating func warn(_ message: String, help: [String] = []) {
        let place = block.owner.isEmpty ? "" : " of " + block.owner
        let warning = Diagnostic(.warning, "auth\(place): \(message)", help: help)
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// The value under a key, or under an alias of it; null and absent are the same.
    mutating func value(_ key: String) -> JSONValue? {
        guard let name = OAuth2Keys.name(of: key, in: block) else { return nil }
        if name != key { warn("'\(name)' is not a key of Postman's; it is read as '\(key)'") }
        return block.parameters[name]
    }

    /// Returns the text under a key with its variables substituted; nil if absent or empty.
    mutating func text(_ key: String, trims: Bool = true) throws(OAuth2Error) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.scalarText else {
            let problem = SettingProblem.wrongForm(value.kindName)
            throw OAuth2Error(.invalidParameter(key: key, problem: problem))
        }
        try Self.checkResolved(text, key)
        let result = trims ? text.trimmed : text
        return result.isEmpty ? nil : result
    }

    /// The text of the run in place of the file's, or the file's.
    mutating func text(_ key: String, unless given: String?) throws(OAuth2Error) -> String? {
        if let given { return given }
        return try text(key)
    }

    /// The text under a key that the grant cannot do without.
    mutating func requiredText(
        _ key: String, _ grant: OAuth2Grant
    ) throws(OAuth2Error) -> String {
        if let text = try text(key) { return text }
        try checkNotEmptied(key)
        throw OAuth2Error(.missingParameter(key: key, grant: grant))
    }

    /// Refuses a parameter that is empty only because the variable in it is.
    func checkNotEmptied(_ key: String) throws(OAuth2Error) {
        if let name = block.emptyVariables[key] {
            throw OAuth2Error(.emptyVariable(name: name, key: key))
        }
    }

    /// Whether the block says where tokens come from: a grant, an endpoint, a client or a token.
    ///
    /// Postman leaves blocks behind that name none of these, in which OAuth 2.0 was once chosen.
    var isConfigured: Bool {
        obtainsTokens || names("accessToken")
    }

    /// Whether the block names anything that a token could be obtained with.
    var obtainsTokens: Bool {
        ["grant_type", "authUrl", "accessTokenUrl", "clientId"].contains(where: names)
    }

    /// Whether the block has a value under a key, or under an alias of it.
    private func names(_ key: String) -> Bool {
        ([key] + (OAuth2Keys.aliases[key] ?? [])).contains { name in
            let value = block.parameters[name] ?? .null
            return !value.isNull && value.scalarText?.trimmed != ""
                || block.emptyVariables[name] != nil
        }
    }

    /// The values of `resource` or `audience`: a text, or an object or array of texts.
    mutating func texts(_ key: String) throws(OAuth2Error) -> [String] {
        guard let value = value(key) else { return [] }
        let values = value.object?.members.map(\.value) ?? value.array ?? [value]
        var texts: [String] = []
        for text in values.compactMap(\.scalarText).map(\.trimmed) where !text.isEmpty {
            try Self.checkResolved(text, key)
            texts.append(text)
        }
        return texts
    }

    /// Whether a key holds `true`, as a boolean or as text.
    mutating func isOn(_ key: String) -> Bool {
        value(key)?.scalarText?.lowercased() == "true"
    }

    /// Where the token goes.
    mutating func placement() throws(OAuth2Error) -> TokenPlacement {
        if let type = try text("tokenType"), TokenType.isUnusable(type),
            type.lowercased() != "dpop"
        {
            throw OAuth2Error(.unusableTokenType(type))
        }
        let found = try text("addTokenTo") ?? "header"
        switch found.lowercased() {
        case "header", "headers": break
        case "queryparams", "queryparam", "query": return .query
        default:
            throw OAuth2Error(
                .invalidParameter(
                    key: "addTokenTo", problem: .notOneOf(["header", "queryParams"], found: found)))
        }
        guard value("headerPrefix") != nil else { return .header(prefix: "Bearer") }
        return .header(prefix: try text("headerPrefix") ?? "")
    }

    /// Warns about keys that neither Postman nor Posthaste reads.
    mutating func reportUnknownKeys() {
        for member in block.parameters.members where !member.value.isNull {
            let key = member.key
            guard !OAuth2Keys.known.contains(key) else { continue }
            if let meaning = OAuth2Keys.meaning[key] {
                guard let other = block.parameters[meaning], other.scalarText != "",
                    other != member.value, !other.isNull
                else { continue }
                warn("'\(key)' is ignored, since '\(meaning)' says something else")
            } else {
                let help = OAuth2Keys.nearest(to: key).map { ["did you mean '\($0)'?"] } ?? []
                warn("'\(key)' is not a key of Postman's and is ignored", help: help)
            }
        }
    }
}

extension OAuth2BlockReader {
    /// The user's own parameters under a key: an array of entries, or an object of texts.
    mutating func parameters(
        _ key: String, default place: OAuth2Parameter.Place
    ) throws(OAuth2Error) -> [OAuth2Parameter] {
        guard let value = value(key) else { return [] }
        if let object = value.object {
            var list: [OAuth2Parameter] = []
            for member in object.members {
                let entry = JSONValue.object([
                    ("key", .string(member.key)), ("value", member.value),
                ])
                if let one = try parameter(entry, key, place) { list.append(one) }
            }
            return list
        }
        guard let entries = value.array else {
            if value.string == "" { return [] }
            let problem = SettingProblem.wrongForm(value.kindName)
            throw OAuth2Error(.invalidParameter(key: key, problem: problem))
        }
        var list: [OAuth2Parameter] = []
        for entry in entries {
            guard let one = try parameter(entry, key, place) else { continue }
            if !list.contains(one) { list.append(one) }
        }
        return list
    }

    /// Reads one entry; nil if it is disabled or empty.
    private mutating func parameter(
        _ entry: JSONValue, _ key: String, _ place: OAuth2Parameter.Place
    ) throws(OAuth2Error) -> OAuth2Parameter? {
        guard let name = entry["key"]?.scalarText?.trimmed, !name.isEmpty,
            entry["enabled"]?.scalarText != "false", entry["disabled"]?.scalarText != "true",
            let value = (entry["value"] ?? .null).scalarText
        else { return nil }
        try Self.checkResolved(name, key)
        try Self.checkResolved(value, key)
        if value.isEmpty, TokenForm.singleNames.contains(name) { return nil }
        return OAuth2Parameter(
            name: name, value: value, place: self.place(of: entry, key, default: place))
    }

    private mutating func place(
        of entry: JSONValue, _ key: String, default place: OAuth2Parameter.Place
    ) -> OAuth2Parameter.Place {
        let isQueryOnly = key == "authRequestParams"
        let found = entry["send_as"]?.scalarText ?? ""
        switch found.lowercased() {
        case "": return place
        case "request_url", "url", "query", "queryparams": return .url
        case "request_body" where !isQueryOnly, "body" where !isQueryOnly: return .body
        case "request_header" where !isQueryOnly, "header" where !isQueryOnly: return .header
        default:
            let other = place == .url ? "request_url" : "request_body"
            warn("'send_as' is '\(found)' in '\(key)'; '\(other)' is used")
            return place
        }
    }
}
