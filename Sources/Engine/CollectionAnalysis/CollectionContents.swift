import CollectionModel
import Diagnostics
import JSON

/// A collection as a list of its parts, each with its place: elements, texts and scripts.
struct CollectionContents {
    /// A collection, folder or request.
    struct Element {
        enum Kind { case collection, folder, request }

        let kind: Kind
        let json: JSONValue
        /// The names from the outermost folder to this element.
        let path: [String]

        /// The element for messages: `Folder / Request`; nil for the collection.
        var label: String? { path.isEmpty ? nil : path.joined(separator: " / ") }
    }

    /// A text that a request may send.
    struct Text {
        let text: String
        let value: JSONValue
        /// Whether a run sends it; false for disabled members and leftovers.
        let isActive: Bool
        let element: Int
    }

    /// A script.
    struct Script {
        let code: String
        /// The text, or the array of lines, in the file.
        let value: JSONValue
        let element: Int
        let scan: ScriptScan
    }

    let collection: Collection
    let origin: DefinitionOrigin
    private(set) var elements: [Element] = []
    private(set) var texts: [Text] = []
    private(set) var scripts: [Script] = []

    init(_ file: AnalysisInput.CollectionFile) {
        collection = file.collection
        origin = file.origin
        add(collection.json, .collection, [])
    }

    /// The place of a value of an element.
    func place(of value: JSONValue, in element: Int) -> Place {
        value.offset < 0 && value.string != nil
            ? place(of: value, at: value.string ?? "", in: element)
            : named(origin.place(of: value), element)
    }

    /// The place of a text in a value of an element.
    ///
    /// In format 3 some values are made of others, and have no place: the text is then found in the
    /// file of the element.
    func place(of value: JSONValue, at text: String, in element: Int) -> Place {
        let start = value.offset < 0 ? elements[element].json : value
        return named(origin.place(of: start, at: text), element)
    }

    /// The place with the name of its element.
    func named(_ place: Place, _ element: Int) -> Place {
        var place = place
        place.item = elements[element].label
        return place
    }

    // MARK: Elements

    private mutating func add(_ json: JSONValue, _ kind: Element.Kind, _ path: [String]) {
        let index = elements.count
        elements.append(Element(kind: kind, json: json, path: path))
        for event in json["event"]?.listed ?? [] { addScript(event, index) }
        if let auth = json["auth"] { addAuthorization(auth, true, index) }
        if kind == .request, let request = json["request"] { addRequest(request, index) }
        for member in json.object?.members ?? [] where !Self.knownMembers.contains(member.key) {
            addTexts(of: member.value, false, index)
        }
        for variable in json["variable"]?.listed ?? [] {
            if let value = variable["value"] { addTexts(of: value, true, index) }
        }
        for item in json["item"]?.listed ?? [] where item.object != nil {
            let name = item["name"]?.string ?? ""
            let isFolder = item["item"].map { $0.boolean != false && !$0.isNull } ?? false
            add(item, isFolder ? .folder : .request, path + [name])
        }
    }

    /// The members that are read elsewhere, or that use no variables.
    private static let knownMembers: Set = [
        "item", "event", "auth", "request", "response", "variable", "info", "name", "description",
    ]

    private mutating func addScript(_ event: JSONValue, _ element: Int) {
        guard event["disabled"]?.boolean != true, let script = event["script"] else { return }
        let value = script.object == nil ? script : script["exec"] ?? .null
        let lines = value.array?.map { $0.string ?? "" }.joined(separator: "\n")
        guard let code = lines ?? value.string, !code.isEmpty else { return }
        scripts.append(
            Script(code: code, value: value, element: element, scan: ScriptScan(code)))
    }

    // MARK: Texts

    private mutating func addRequest(_ request: JSONValue, _ element: Int) {
        guard let object = request.object else { return addTexts(of: request, true, element) }
        for member in object.members {
            switch member.key {
            case "description", "name": break
            case "auth": addAuthorization(member.value, true, element)
            case "url": addURL(member.value, element)
            case "body": addBody(member.value, element)
            default: addTexts(of: member.value, true, element)
            }
        }
    }

    /// Of a URL in parts, `raw` is not sent.
    private mutating func addURL(_ url: JSONValue, _ element: Int) {
        guard let object = url.object else { return addTexts(of: url, true, element) }
        let hasParts = object["host"] != nil || object["path"] != nil
        for member in object.members where member.key != "description" {
            if let text = Self.joined(member) {
                texts.append(
                    Text(text: text, value: member.value, isActive: true, element: element))
            } else {
                addTexts(of: member.value, member.key != "raw" || !hasParts, element)
            }
        }
    }

    /// The text of a host or path in parts, since a variable may be in several of them.
    private static func joined(_ member: JSONMember) -> String? {
        guard let separator = ["host": ".", "path": "/"][member.key],
            let parts = member.value.array?.map(\.string), !parts.contains(nil)
        else { return nil }
        return parts.compactMap(\.self).joined(separator: separator)
    }

    private mutating func addBody(_ body: JSONValue, _ element: Int) {
        guard let object = body.object else { return addTexts(of: body, true, element) }
        let mode = object["mode"]?.string?.lowercased() ?? ""
        let isSent = object["disabled"]?.boolean != true
        for member in object.members where !["mode", "options"].contains(member.key) {
            addTexts(of: member.value, isSent && member.key == mode, element)
        }
    }

    private mutating func addAuthorization(
        _ auth: JSONValue, _ isActive: Bool, _ element: Int
    ) {
        let type = auth["type"]?.string ?? ""
        for member in auth.object?.members ?? [] where member.key != "type" {
            addTexts(of: member.value, isActive && member.key == type, element)
        }
    }

    private mutating func addTexts(of value: JSONValue, _ isActive: Bool, _ element: Int) {
        switch value.kind {
        case .string(let text):
            texts.append(Text(text: text, value: value, isActive: isActive, element: element))
        case .array(let elements):
            for inner in elements { addTexts(of: inner, isActive, element) }
        case .object(let object):
            let isOff =
                object["disabled"]?.boolean == true || object["enabled"]?.boolean == false
            for member in object.members where member.key != "description" {
                addTexts(of: member.value, isActive && !isOff, element)
            }
        case .null, .boolean, .number: break
        }
    }
}

extension JSONValue {
    /// The elements of an array, or a single object in place of one.
    var listed: [JSONValue] { array ?? (object == nil ? [] : [self]) }
}
