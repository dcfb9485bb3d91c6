import JSON

/// Finds what nodes of v2.1 have that format 3 has no place for (CollectionV3Reference §13).
///
/// A member is lost if it says something and is not among those that are written. So the members
/// that other programs add are listed too. What the app generates, such as ids of scripts, is left
/// to `GeneratedMembersV3`.
enum LossesV3 {
    /// The types that mean an ordinary text.
    private static let textTypes: Set = ["any", "default", "string", "text", "secret"]

    /// The names of the members that are not among those written.
    static func members(of node: JSONValue?, except written: Set<String>) -> [String] {
        (node?.object?.members ?? []).filter { member in
            !written.contains(member.key) && !GeneratedMembersV3.isGenerated(member.key)
                && saysSomething(member.value)
        }.map { "'\($0.key)'" }
    }

    static func saysSomething(_ value: JSONValue) -> Bool {
        if value.isNull || value.boolean == false { return false }
        if let text = value.string { return !text.isEmpty }
        if let elements = value.array { return !elements.isEmpty }
        return value.object?.members.isEmpty != true
    }

    // MARK: Nodes

    /// The collection itself, without its items.
    static func collection(_ root: JSONValue) -> [String] {
        let version = root["info"]?["version"] == nil ? [] : ["the version"]
        return version
            + members(of: root["info"], except: ["name", "description", "version"])
            + members(
                of: root,
                except: [
                    "info", "item", "event", "variable", "auth", "protocolProfileBehavior",
                    "description", "name",
                ]) + inheritable(root) + descriptions(in: root)
    }

    /// A folder without its items.
    static func folder(_ node: JSONValue) -> [String] {
        members(
            of: node,
            except: [
                "name", "description", "item", "event", "variable", "auth",
                "protocolProfileBehavior",
            ]) + inheritable(node)
    }

    private static func inheritable(_ node: JSONValue) -> [String] {
        let setting = "disableBodyPruning"
        let isSet = node["protocolProfileBehavior"]?[setting] != nil
        return (isSet ? ["the setting '\(setting)' for requests without a body"] : [])
            + settings(of: node)
            + scripts(node["event"]) + variables(node["variable"]) + authorization(node["auth"])
    }

    /// The settings that a node has itself, and no request can have in format 3.
    private static func settings(of node: JSONValue) -> [String] {
        (node["protocolProfileBehavior"]?.object?.members ?? []).map(\.key).filter {
            $0 != "disableBodyPruning" && !RequestFileV3.settings.contains($0)
        }.map { "the setting '\($0)'" }
    }

    /// An item that is a request, without the request itself and its examples.
    static func item(_ node: JSONValue) -> [String] {
        let own = DescriptionV3.text(of: node["description"])
        let inner = DescriptionV3.text(of: node["request"]?["description"])
        let isSecond = own != nil && inner != nil && own != inner
        return members(
            of: node,
            except: [
                "name", "description", "event", "request", "response", "requestKind",
                "protocolProfileBehavior",
            ]) + (isSecond ? ["the second description"] : []) + settings(of: node)
            + scripts(node["event"])
    }

    /// A request.
    static func request(_ node: JSONValue, isExample: Bool) -> [String] {
        let written: Set = ["method", "url", "header", "body", "auth", "name"]
        let url = node["url"]
        return members(of: node, except: isExample ? written : written.union(["description"]))
            + members(
                of: url,
                except: [
                    "raw", "protocol", "host", "path", "port", "query", "hash", "variable", "auth",
                ])
            + text(of: url) + entries(url?["query"], "parameter")
            + entries(url?["variable"], "path variable")
            + entries(node["header"], "header") + authorization(node["auth"])
            + body(node["body"])
    }

    /// A saved response, without the request that it answers.
    static func response(_ node: JSONValue) -> [String] {
        members(of: node, except: ["name", "originalRequest", "header", "body", "status", "code"])
            + entries(node["header"], "header")
    }

    // MARK: Parts

    /// The text of a URL that says something else than the parts, which are sent.
    private static func text(of url: JSONValue?) -> [String] {
        guard let url, RawURL(url)?.contradiction != nil else { return [] }
        return ["the text 'raw' that differs from the parts of the URL"]
    }

    private static func body(_ node: JSONValue?) -> [String] {
        guard let node, let mode = node["mode"]?.string, mode != "none" else { return [] }
        let fields = ["urlencoded", "formdata"].contains(mode) ? node[mode] : nil
        let form: Set = ["src", "contentType", "fileName"]
        let options =
            members(of: node["options"], except: mode == "raw" ? ["raw"] : [])
            + (mode == "raw" ? members(of: node["options"]?["raw"], except: ["language"]) : [])
        return
            (members(of: node, except: ["mode", mode, "options", "disabled"])
            + options.map { "the options \($0)" }
            + (mode == "graphql"
                ? members(of: node[mode], except: ["query", "operationName", "variables"]) : [])
            + entries(fields, "field", and: mode == "formdata" ? form : []))
            .map { $0 + " of the body" }
    }

    /// The members of entries of a list; of those without a key, the entry.
    private static func entries(
        _ node: JSONValue?, _ noun: String, and others: Set<String> = []
    ) -> [String] {
        (node?.array ?? []).flatMap { entry -> [String] in
            guard entry.object != nil else { return [] }
            guard let key = ValueV3.text(entry["key"] ?? entry["id"]) else {
                return saysSomething(entry["value"] ?? .null) ? ["a \(noun) without a key"] : []
            }
            var written = others.union(["key", "value", "disabled", "description"])
            if entry["enabled"]?.boolean == true { written.insert("enabled") }
            if isText(entry) || entry["type"]?.string == "file" { written.insert("type") }
            if entry["name"]?.string == key { written.insert("name") }
            return members(of: entry, except: written).map { "\($0) of the \(noun) '\(key)'" }
        }
    }

    private static func isText(_ entry: JSONValue) -> Bool {
        entry["type"]?.string.map(textTypes.contains) ?? true
    }

    /// Variables: their types, if they are not written and the values need them, and the members
    /// that are not written.
    static func variables(_ node: JSONValue?, keepsTypes: Bool = false) -> [String] {
        (node?.array ?? []).flatMap { variable -> [String] in
            let key = ValueV3.text(variable["key"] ?? variable["id"]) ?? ""
            var written: Set = [
                "key", "value", "type", "disabled", "enabled", "description", "secret",
            ]
            if variable["name"]?.string == key { written.insert("name") }
            let value = variable["value"] ?? .null
            let isText = isText(variable) && (value.isNull || value.string != nil)
            let type = keepsTypes || isText ? [] : ["the type"]
            return (type + members(of: variable, except: written))
                .map { "\($0) of the variable '\(key)'" }
        }
    }

    private static func authorization(_ node: JSONValue?) -> [String] {
        guard let type = node?["type"]?.string else { return [] }
        return members(of: node, except: ["type", type]).map { "\($0) of the authorization" }
    }

    private static func scripts(_ events: JSONValue?) -> [String] {
        (events?.array ?? []).flatMap { event -> [String] in
            if ValueV3.flag(event["disabled"]) == true { return ["a disabled script"] }
            let script = event["script"]
            if let source = script?["src"], saysSomething(source) { return ["a script with 'src'"] }
            let listen = event["listen"]?.string ?? ""
            guard ["prerequest", "test"].contains(listen) else {
                return ["a script for the unknown event '\(listen)'"]
            }
            let isScript = script?["type"]?.string == "text/javascript"
            let written: Set = ["exec", "packages", "requests"]
            return members(of: script, except: isScript ? written.union(["type"]) : written)
                .map { "\($0) of a script" }
        }
    }

    /// The types and versions of all descriptions, of which only the text is written.
    private static func descriptions(in root: JSONValue) -> [String] {
        let count = typedDescriptions(in: root)
        if count == 0 { return [] }
        return [count == 1 ? "the type of a description" : "the types of \(count) descriptions"]
    }

    private static func typedDescriptions(in node: JSONValue) -> Int {
        if let elements = node.array {
            return elements.reduce(0) { $0 + typedDescriptions(in: $1) }
        }
        return (node.object?.members ?? []).reduce(0) { count, member in
            let isTyped = member.value.object != nil && DescriptionV3.text(of: member.value) != nil
            guard member.key == "description", isTyped else {
                return count + typedDescriptions(in: member.value)
            }
            let isMarkdown = member.value["type"]?.string == "text/markdown"
            let written: Set = isMarkdown ? ["content", "type"] : ["content"]
            return count + (members(of: member.value, except: written).isEmpty ? 0 : 1)
        }
    }
}
