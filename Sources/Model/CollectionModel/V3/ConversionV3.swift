import Diagnostics
import JSON

/// Turns a collection of format 3 (CollectionV3Reference) into the form of v2.1, which everything
/// else reads.
///
/// The values keep the places that they have in their files. What is lost on the way, and what the
/// app ignores, is a finding.
struct ConversionV3 {
    /// Something about the files that the user should know.
    struct Finding {
        let severity: Severity
        let message: String
        let value: JSONValue
        /// The name that the value has, if the finding is about the name.
        let key: String?
        let help: [String]
    }

    private(set) var findings: [Finding] = []
    /// What v2.1 has no place for, each with the node that had it.
    private(set) var losses: [String] = []
    /// The name of the request or folder that is read, for its losses.
    var current = ""
    /// The names of the folders around it, outermost first.
    private var folderNames: [String] = []
    /// The authorizations of the collection and the folders around the node, outermost first.
    private var authorizations: [[JSONValue]] = []
    /// Whether repeated keys are found here: the parser of JSON finds those of a document.
    var findsRepeats = false
    /// Whether an authorization is for some addresses only.
    private var hasRules = false

    /// The members of a collection or folder that mean something.
    private static let members: Set = [
        "$kind", "id", "name", "description", "variables", "scripts", "auth", "order", "items",
        "children", "version", "schemaVersion", "$schema",
    ]

    /// The members that an entry of any list can have.
    private static let entryMembers: Set = [
        "key", "value", "disabled", "description", "type", "$type", "id",
    ]

    mutating func note(
        _ severity: Severity, _ message: String, at value: JSONValue, key: String? = nil,
        help: [String] = []
    ) {
        findings.append(
            Finding(severity: severity, message: message, value: value, key: key, help: help))
    }

    mutating func warn(
        _ message: String, at value: JSONValue, key: String? = nil, help: [String] = []
    ) {
        note(.warning, message, at: value, key: key, help: help)
    }

    /// Notes that v2.1 has no place for a part of the current request or folder.
    mutating func lose(_ what: String) { losses.append("\(what) of '\(path)'") }

    /// Notes that v2.1 has no place for the current request, which is of another kind.
    mutating func loseRequest(ofKind kind: String) { losses.append("the \(kind) '\(path)'") }

    private var path: String { (folderNames + [current]).joined(separator: " / ") }

    // MARK: Collection and folders

    /// The collection in the form of v2.1.
    mutating func collection(_ folder: CollectionFolder) -> JSONValue {
        let definition = folder.definition ?? .object([])
        var info: [(String, JSONValue)] = [
            ("name", .string(name(of: definition, or: folder.name)))
        ]
        if let id = ValueV3.text(definition["id"]) { info.append(("_postman_id", .string(id))) }
        if let text = definition["description"] { info.append(("description", text)) }
        if let version = definition["version"] { info.append(("version", version)) }
        current = name(of: definition, or: folder.name)
        var members = inheritable(definition, level: .folder)
        members.insert(JSONMember(key: "info", value: .object(info)), at: 0)
        if let variables = definition["variables"] {
            let list = variableEntries(variables).map { variable($0) }
            members.append(JSONMember(key: "variable", value: .array(list)))
        }
        let items = items(of: folder, path: "")
        members.append(JSONMember(key: "item", value: .array(items)))
        return ValueV3.placed(.object(JSONObject(members)), at: definition)
    }

    private mutating func folder(_ folder: CollectionFolder, path: String) -> JSONValue {
        let definition = folder.definition ?? .object([])
        let name = name(of: definition, or: folder.name)
        current = name
        if definition["version"] != nil { lose("'version'") }
        var members = inheritable(definition, level: .folder)
        members.insert(
            contentsOf: [
                JSONMember(key: "name", value: .string(name)),
                JSONMember(key: "id", value: definition["id"] ?? .string(path)),
            ], at: 0)
        if let text = definition["description"] {
            members.append(JSONMember(key: "description", value: text))
        }
        if let variables = definition["variables"] {
            let list = variableEntries(variables).map { variable($0) }
            members.append(
                JSONMember(key: "variable", value: ValueV3.placed(.array(list), at: variables)))
        }
        folderNames.append(name)
        let items = items(of: folder, path: path + "/")
        folderNames.removeLast()
        members.append(JSONMember(key: "item", value: .array(items)))
        authorizations.removeLast()
        return ValueV3.placed(.object(JSONObject(members)), at: definition)
    }

    /// Scripts and authorization of a collection or folder, which stays the innermost one.
    private mutating func inheritable(_ node: JSONValue, level: ScriptLevelV3) -> [JSONMember] {
        if node.object == nil {
            warn("a definition must be a map, not \(Self.kindName(of: node))", at: node)
        }
        warnOfKind(node)
        warnOfUnknownMembers(of: node, known: Self.members, "a definition")
        authorizations.append(authorizationEntries(node["auth"]))
        for entry in authorizations.last ?? [] { readRules(of: entry) }
        var members: [JSONMember] = []
        let events = events(node["scripts"], level: level)
        if !events.isEmpty { members.append(JSONMember(key: "event", value: .array(events))) }
        if let authorization = authorization(node["auth"], isDefinition: true) {
            members.append(JSONMember(key: "auth", value: authorization))
        }
        return members
    }

    private mutating func warnOfKind(_ node: JSONValue) {
        guard let kind = ValueV3.text(node["$kind"]), kind != "collection" else { return }
        warn(
            "the kind '\(kind)' of a definition is unknown; it is read as 'collection'",
            at: node["$kind"] ?? node, help: ["write '$kind: collection'"])
    }

    private mutating func readRules(of entry: JSONValue) {
        guard let rules = entry["rules"], rules.object?.members.isEmpty == false else { return }
        hasRules = true
        for member in rules.object?.members ?? [] where member.key != "url" {
            warn("the rule '\(member.key)' of an authorization has no effect", at: member.value)
        }
    }

    /// The authorization of a request: its own, or one that a rule of a level above gives it.
    mutating func authorization(ofRequest node: JSONValue) -> JSONValue? {
        let own = authorizationEntries(node["auth"])
        let inherits = own.allSatisfy { ValueV3.text($0["type"]) == "inherit" }
        let isChosen = own.contains { $0["credentials"] != nil }
        if hasRules, inherits, !isChosen {
            return authorizationByRule(
                url: ValueV3.text(node["url"]) ?? "", levels: authorizations.reversed())
        }
        return authorization(node["auth"], isDefinition: false)
    }

    /// The node's authorization, and those of the levels above it.
    mutating func authorization(_ node: JSONValue?, isDefinition: Bool) -> JSONValue? {
        let levels = isDefinition ? authorizations.dropLast() : authorizations[...]
        return authorization(node, inheriting: levels.reversed().flatMap(\.self))
    }

    // MARK: Order and names

    private mutating func items(of folder: CollectionFolder, path: String) -> [JSONValue] {
        var nodes = folder.requests.map { file in
            Sibling(content: file.content, fileName: file.stem, request: file, folder: nil)
        }
        nodes += folder.folders.filter { !$0.isEmpty }.map { inner in
            Sibling(
                content: inner.definition ?? .object([]), fileName: inner.name, request: nil,
                folder: inner)
        }
        nodes.sort()
        for node in nodes { warnOfOrder(of: node.content) }
        noteNamesakes(nodes)
        return nodes.compactMap { node in
            if let inner = node.folder { return self.folder(inner, path: path + node.fileName) }
            guard let file = node.request else { return nil }
            return item(
                file, examples: folder.examples[file.stem] ?? [], path: path + file.stem)
        }
    }

    private mutating func warnOfOrder(of content: JSONValue) {
        guard let order = content["order"], !order.isNull,
            ValueV3.number(order)?.isNaN ?? true
        else { return }
        warn("'order' must be a number, so the item comes last", at: order)
    }

    private mutating func noteNamesakes(_ nodes: [Sibling]) {
        var seen: Set<String> = []
        for node in nodes where !seen.insert(node.name).inserted {
            note(
                .note, "'\(node.name)' is the name of two items of one folder", at: node.content,
                help: ["pm.execution.setNextRequest means the last one"])
        }
    }

    /// The name that a file gives its item, or that of the file.
    func name(of content: JSONValue, or fileName: String) -> String {
        ValueV3.text(content["name"]) ?? fileName
    }

    private mutating func variableEntries(_ node: JSONValue) -> [ValueV3.Entry] {
        entries(node, of: "variables", allowing: ["secret", "source", "name"])
    }

    private mutating func variable(_ entry: ValueV3.Entry) -> JSONValue {
        var members = entry.json.object ?? JSONObject()
        if let name = entry.node["name"] { members["name"] = name }
        if entry.node["source"] != nil { lose("'source' of the variable '\(entry.key)'") }
        if entry.value == nil { members["value"] = ValueV3.placed(.string(""), at: entry.node) }
        if let type = entry.node["type"] { members["type"] = type }
        if ValueV3.flag(entry.node["secret"]) == true { members["type"] = .string("secret") }
        return ValueV3.placed(.object(members), at: entry.node)
    }

    // MARK: Lists

    /// The entries of a list that is a map or an array (CollectionV3Reference §3.2).
    mutating func entries(
        _ node: JSONValue?, of name: String, allowing others: Set<String> = []
    ) -> [ValueV3.Entry] {
        guard let node, !node.isNull else { return [] }
        if let members = node.object?.members {
            return withoutRepeats(members, of: name).map { member in
                ValueV3.Entry(
                    key: member.key, value: given(member.value), isDisabled: false,
                    node: ValueV3.placed(.object(JSONObject()), at: member.value))
            }
        }
        guard let elements = node.array else {
            warn("'\(name)' should be a list or a map; it is left out", at: node)
            return []
        }
        return elements.compactMap { element in
            guard let key = ValueV3.text(element["key"]) else {
                warn("an entry of '\(name)' without 'key' is left out", at: element)
                return nil
            }
            warnOfUnknownMembers(
                of: element, known: Self.entryMembers.union(others), "an entry of '\(name)'")
            if element["$type"] != nil { lose("'$type' of the entry '\(key)' of '\(name)'") }
            return ValueV3.Entry(
                key: key, value: element["value"].flatMap(given),
                isDisabled: ValueV3.flag(element["disabled"]) == true, node: element)
        }
    }

    /// The members of a map, of repeated keys the last one.
    private mutating func withoutRepeats(
        _ members: [JSONMember], of name: String
    ) -> [JSONMember] {
        var seen: Set<String> = []
        var kept: [JSONMember] = []
        for member in members.reversed() {
            if seen.insert(member.key).inserted {
                kept.append(member)
            } else {
                warn(
                    "'\(member.key)' stands twice in '\(name)'; the last one counts",
                    at: member.value, help: ["write the list as an array of 'key' and 'value'"])
            }
        }
        return kept.reversed()
    }

    /// The value as text; nil for `null`.
    private func given(_ value: JSONValue) -> JSONValue? {
        ValueV3.text(value).map { ValueV3.placed(.string($0), at: value) }
    }

    /// What a value is called in YAML.
    static func kindName(of value: JSONValue) -> String { value.array == nil ? "a text" : "a list" }

    /// Warns of members that the app ignores, with what was probably meant.
    mutating func warnOfUnknownMembers(
        of node: JSONValue, known: Set<String>, _ what: String
    ) {
        for member in findsRepeats ? node.repeatedMembers : [] {
            warn("'\(member.key)' stands twice in \(what); the last one counts", at: member.value)
        }
        for member in node.object?.members ?? [] where !known.contains(member.key) {
            let help: [String] =
                switch member.key {
                case "tests", "test", "event", "events": ["move the scripts to 'scripts'"]
                case "header": ["move the headers to 'headers'"]
                case "enabled": ["write 'disabled: true' to switch it off"]
                default:
                    Spelling.nearest(to: member.key, among: known.sorted())
                        .map { ["did you mean '\($0)'?"] } ?? []
                }
            warn(
                "'\(member.key)' of \(what) has no effect", at: member.value, key: member.key,
                help: help)
        }
    }
}

/// A request or folder of one directory, in the order of a run (CollectionV3Reference §12).
///
/// The order is that of the `order` numbers, then of the names, then of the file names; items
/// without a number come last.
private struct Sibling: Comparable {
    let content: JSONValue
    let fileName: String
    let request: CollectionFolder.File?
    let folder: CollectionFolder?
    let order: Double
    let name: String

    init(
        content: JSONValue, fileName: String, request: CollectionFolder.File?,
        folder: CollectionFolder?
    ) {
        self.content = content
        self.fileName = fileName
        self.request = request
        self.folder = folder
        let number = ValueV3.number(content["order"]) ?? .infinity
        order = number.isNaN ? .infinity : number
        name = ValueV3.text(content["name"]) ?? fileName
    }

    static func == (a: Sibling, b: Sibling) -> Bool { !(a < b) && !(b < a) }

    static func < (a: Sibling, b: Sibling) -> Bool {
        if a.order != b.order { return a.order < b.order }
        let (first, second) = (a.name.lowercased(), b.name.lowercased())
        if first != second { return precedes(first, second) }
        return a.name != b.name ? precedes(a.name, b.name) : precedes(a.fileName, b.fileName)
    }

    private static func precedes(_ a: String, _ b: String) -> Bool {
        a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    }
}
