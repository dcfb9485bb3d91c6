public import JSON
import TextEncoding

/// A file of another program that somebody gives in place of a Postman collection.
///
/// It is recognised so that the message can name it, not to read it.
public struct ForeignFormat: Sendable, Equatable {
    /// What the file is, with its article: `a Hoppscotch collection`.
    public let name: String
    /// What to do about it.
    public let help: String

    private init(_ name: String, _ help: String = Self.importHelp) {
        self.name = name
        self.help = help
    }

    private static let importHelp =
        "import it into Postman, and export it from there as 'Collection v2.1'"

    // MARK: JSON

    /// Recognises a JSON file by members that only its format has; nil for any other.
    public init?(_ root: JSONValue) {
        let element = root.array?.first ?? root
        if let format = Self.description(root) ?? Self.collection(element) {
            self = format
        } else {
            return nil
        }
    }

    /// Recognises files that describe an interface or a recorded session, and exports of other
    /// things.
    private static func description(_ root: JSONValue) -> ForeignFormat? {
        if root["openapi"] != nil || root["swagger"] != nil { return openAPI }
        if root["asyncapi"] != nil { return ForeignFormat("an AsyncAPI document") }
        if root["log"]?["entries"] != nil { return archive }
        if root["run"]?["executions"] != nil || root["run"]?["stats"] != nil { return report }
        if root["results"]?.array != nil, root["collection"]?["requests"] != nil { return results }
        if root["collections"]?.array != nil, root["environments"]?.array != nil {
            return ForeignFormat(
                "a backup of all Postman data", "export the collection alone as 'Collection v2.1'")
        }
        return nil
    }

    /// Recognises collections of other programs.
    private static func collection(_ root: JSONValue) -> ForeignFormat? {
        if root["_type"]?.string == "export", root["resources"]?.array != nil { return insomnia }
        if root["type"]?.string?.contains("insomnia") == true { return insomnia }
        if root["brunoConfig"] != nil || isBruno(root["items"]?.array) { return bruno }
        if root["opencollection"] != nil { return bruno }
        if isThunderClient(root) || root["colName"] != nil {
            return ForeignFormat("a Thunder Client collection")
        }
        if root["apidogProject"] != nil { return ForeignFormat("an Apidog project") }
        return isHoppscotch(root) ? ForeignFormat("a Hoppscotch collection") : nil
    }

    private static func isThunderClient(_ root: JSONValue) -> Bool {
        ["client", "clientName"].contains { root[$0]?.string == "Thunder Client" }
    }

    private static let archive = ForeignFormat(
        "an HTTP archive (HAR)", "make a collection of it with 'posthaste import har'")
    private static let report = ForeignFormat(
        "the JSON report of a run", "give the collection that was run")
    private static let results = ForeignFormat(
        "the results of a run of the app", "give the collection that was run")
    private static let openAPI = ForeignFormat("an OpenAPI document")
    private static let insomnia = ForeignFormat("an Insomnia export")
    private static let bruno = ForeignFormat(
        "a Bruno collection", "export it from Bruno as a Postman collection")

    /// Bruno's items are called `items`, and have a `type` of their own.
    private static func isBruno(_ items: [JSONValue]?) -> Bool {
        guard let type = items?.first?["type"]?.string else { return false }
        return ["http", "http-request", "graphql", "graphql-request", "folder"].contains(type)
    }

    /// Hoppscotch has `requests` and `folders` as Postman's v1 has, but its requests have an
    /// `endpoint`.
    private static func isHoppscotch(_ root: JSONValue) -> Bool {
        guard root["requests"]?.array != nil, root["folders"]?.array != nil, root["order"] == nil
        else { return false }
        return root["v"] != nil || hasEndpoint(root)
    }

    private static func hasEndpoint(_ folder: JSONValue) -> Bool {
        if let request = folder["requests"]?.array?.first { return request["endpoint"] != nil }
        return folder["folders"]?.array?.first.map(hasEndpoint) ?? false
    }

    // MARK: Environments

    /// What to do about a file in place of an environment.
    static let environmentHelp =
        "export the environment from Postman, or give its variables with --env-var"

    /// Recognises a JSON or YAML file in place of an environment by members that only its format
    /// has; nil for any other.
    init?(environment root: JSONValue) {
        let element = root.array?.first ?? root
        if let format = Self.description(root) ?? Self.environment(element) {
            self = format
        } else {
            return nil
        }
    }

    private static func environment(_ root: JSONValue) -> ForeignFormat? {
        if root["values"] != nil { return nil }
        if let type = root["type"]?.string, type.contains("insomnia") { return insomnia }
        if root["_type"]?.string == "export", root["resources"] != nil { return insomnia }
        if root["info"]?["type"]?.string == "bruno-environment" {
            return ForeignFormat("a Bruno environment")
        }
        if root["version"] != nil, root["type"]?.string == "collection", root["name"] != nil {
            return ForeignFormat("the settings of a Bruno collection (bruno.json)")
        }
        if isThunderClient(root) { return ForeignFormat("a Thunder Client environment") }
        if root["name"] != nil, root["version"] != nil, isPackage(root) {
            return ForeignFormat("the description of a package (package.json)")
        }
        if let variables = root["variables"]?.array, root["name"] != nil {
            let isHoppscotch = root["v"] != nil || variables.contains { $0["key"] != nil }
            return ForeignFormat(isHoppscotch ? "a Hoppscotch environment" : "a Bruno environment")
        }
        return nil
    }

    private static func isPackage(_ root: JSONValue) -> Bool {
        ["dependencies", "devDependencies", "scripts", "main"].contains { root[$0] != nil }
    }

    // MARK: Text

    /// Recognises a file that is not JSON by what one of its first lines begins with; nil for any
    /// other.
    init?(text bytes: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0)
        let head = String(decoding: text.prefix(4096), as: UTF8.self)
        for line in head.split(whereSeparator: \.isNewline) {
            guard let (_, format) = Self.beginnings.first(where: { line.hasPrefix($0.0) }) else {
                continue
            }
            self = format
            return
        }
        let start = head.trimmed.lowercased()
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
            self = Self.webPage
        } else if start.hasPrefix("<?xml") {
            self.init("an XML document", "give the address or path of the file itself")
        } else {
            return nil
        }
    }

    private static let brunoVariables = ForeignFormat("a Bruno environment")
    static let webPage = ForeignFormat(
        "a web page", "give the address of the file itself")

    private static let beginnings: [(String, ForeignFormat)] = [
        ("openapi:", openAPI), ("swagger:", openAPI), ("type: collection.insomnia", insomnia),
        ("_type: export", insomnia), ("meta {", bruno), ("vars {", brunoVariables),
        ("vars:secret [", brunoVariables), ("opencollection:", bruno),
        ("asyncapi:", ForeignFormat("an AsyncAPI document")),
        ("<jmeterTestPlan", ForeignFormat("a JMeter test plan")),
        ("<con:soapui-project", ForeignFormat("a SoapUI project")),
        ("<wsdl:definitions", ForeignFormat("a WSDL document")),
        ("#%RAML", ForeignFormat("a RAML document")),
        ("PK\u{3}\u{4}", ForeignFormat("an archive", "unpack it, and give the collection in it")),
        (
            "curl ",
            ForeignFormat(
                "a curl command", "make a collection of it with 'posthaste import curl'")
        ),
        ("<!DOCTYPE html", webPage), ("<!doctype html", webPage), ("<html", webPage),
    ]

    // MARK: Folders

    /// Recognises a folder by the names of the entries in it; nil for any other.
    public init?(folderOf names: [String]) {
        if names.contains("bruno.json") || names.contains("opencollection.yml") {
            self = Self.bruno
        } else if names.contains(".resources")
            || names.contains(where: { $0.hasSuffix(".request.yaml") })
        {
            self.init(
                "a Postman collection of format v3",
                "name the folder of one collection, as in 'postman/collections/Shop'")
        } else {
            return nil
        }
    }
}
