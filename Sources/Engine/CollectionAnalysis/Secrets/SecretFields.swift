import Diagnostics
import JSON
import Variables

/// Finds secrets in the members of an element: pairs of name and value, texts, and scripts.
struct SecretFields {
    private(set) var secrets: [SecretAnalysis.Secret] = []

    /// Reads an element without those below it.
    mutating func read(_ element: CollectionContents.Element) {
        for member in element.json.object?.members ?? [] {
            switch member.key {
            case "item", "event", "variable": break
            case "response": for response in member.value.listed { readResponse(response) }
            case "description", "info", "name": readTexts(of: member.value, isResponse: false)
            default: read(member.value, named: member.key)
            }
        }
    }

    /// Reads a saved response, with the copy of the request that it answers.
    private mutating func readResponse(_ response: JSONValue) {
        guard let object = response.object else {
            return readTexts(of: response, isResponse: true)
        }
        for member in object.members {
            if member.key == "originalRequest" {
                read(member.value, named: member.key)
            } else {
                readTexts(of: member.value, isResponse: true)
            }
        }
    }

    /// Reads the options of a configuration file.
    mutating func read(_ configuration: JSONValue) {
        for member in configuration.object?.members ?? [] where member.key != "check" {
            read(member.value, named: member.key)
        }
    }

    /// Reads a value that a request sends, under the name that it has.
    private mutating func read(_ value: JSONValue, named name: String) {
        switch value.kind {
        case .string(let text): judge(text, name, value)
        case .array(let elements):
            for element in elements { read(element, named: name) }
        case .object(let object):
            if object["type"]?.string == "apikey" { readKey(object) }
            let key = object["key"]?.string
            for member in object.members where isSent(member.key, object) {
                let isPair = key != nil && member.key == "value"
                read(member.value, named: isPair ? key ?? "" : member.key)
            }
        case .null, .boolean, .number: break
        }
    }

    /// Whether a member may hold a value: not a name, and not the unsent text of a URL in parts.
    private func isSent(_ key: String, _ object: JSONObject) -> Bool {
        key != "key" && (key != "raw" || object["host"] == nil)
    }

    /// Reads the authorization by an API key, whose secret has the name `value`.
    private mutating func readKey(_ object: JSONObject) {
        let parameters = object["apikey"]
        let value =
            parameters?.array?.last { $0["key"]?.string == "value" }?["value"]
            ?? parameters?["value"]
        guard let value, let text = value.string, SecretValue.isLiteral(text) else { return }
        add("the API key of 'auth' is written into the file", "apikey", value, text)
    }

    private mutating func add(
        _ message: String, _ name: String, _ value: JSONValue, _ text: String
    ) {
        secrets.append(SecretAnalysis.field(message, name, value, text))
    }

    private mutating func judge(_ text: String, _ name: String, _ value: JSONValue) {
        if let (shape, secret) = SecretShape.find(in: text, named: name) {
            return add("'\(name)' contains \(shape.rawValue)", name, value, secret)
        }
        if ["authorization", "proxy-authorization"].contains(name.lowercased()) {
            let words = text.split(separator: " ", maxSplits: 1)
            if words.count == 2, SecretValue.isLiteral(String(words[1])) {
                add("the header '\(name)' contains a credential", name, value, String(words[1]))
            }
            return
        }
        if SecretValue.isLiteral(text), SecretAnalysis.isTelling(name, text) {
            return add("'\(name)' looks like a secret written into the file", name, value, text)
        }
        if text.contains("\"") || text.contains("<") { readEnclosed(of: text, value) }
        if text.contains("=") { readQuery(of: text, value) }
    }

    /// Reads the members of JSON, arguments of GraphQL, elements and attributes of XML in a text,
    /// which may hold variables and so be none of them.
    private mutating func readEnclosed(of text: String, _ value: JSONValue) {
        let found = EnclosedValue.all(in: text) { SuspiciousName.strength(of: $0) != nil }
        for part in found
        where SecretValue.isLiteral(part.value)
            && SecretAnalysis.isTelling(part.label, part.value)
        {
            add(
                "'\(part.label)' of the body looks like a secret written into the file",
                part.label, value, part.value)
        }
    }

    /// Reads the parameters of an address or a form in one text.
    private mutating func readQuery(of text: String, _ value: JSONValue) {
        let query = text.split(separator: "?", maxSplits: 1).last ?? ""
        for parameter in query.split(separator: "&") {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].allSatisfy({ !$0.isWhitespace && $0 != "\"" }) else {
                continue
            }
            let (name, secret) = (String(parts[0]), String(parts[1].prefix { $0 != "#" }))
            if SecretValue.isLiteral(secret), SecretAnalysis.isTelling(name, secret) {
                add(
                    "the parameter '\(name)' looks like a secret written into the file", name,
                    value, secret)
            }
        }
    }

    /// Reads what is only shown: saved responses and descriptions, whose secrets are often samples.
    ///
    /// A JSON Web Token of a saved response counts nevertheless: it was saved with the response.
    private mutating func readTexts(of value: JSONValue, isResponse: Bool) {
        switch value.kind {
        case .string(let text):
            guard let (shape, secret) = SecretShape.find(in: text),
                shape == .jsonWebToken
                    ? isResponse && !WebToken.isSample(secret)
                    : ![.urlPassword, .connectionString].contains(shape)
            else { return }
            let owner = isResponse ? "a saved response" : "the file"
            secrets.append(
                SecretAnalysis.Secret(
                    message: "\(owner) contains \(shape.rawValue)", name: shape.rawValue,
                    value: value, text: secret, help: "replace it with a sample that opens nothing")
            )
        case .array(let elements):
            for element in elements { readTexts(of: element, isResponse: isResponse) }
        case .object(let object):
            for member in object.members { readTexts(of: member.value, isResponse: isResponse) }
        case .null, .boolean, .number: break
        }
    }

    // MARK: Scripts

    /// The secrets in the texts of a script.
    static func secrets(
        in script: CollectionContents.Script
    ) -> [(SecretAnalysis.Secret, TextPosition)] {
        script.scan.literals.compactMap { literal in
            if let (shape, secret) = SecretShape.find(in: literal.text) {
                let message = "a script contains \(shape.rawValue)"
                return (
                    SecretAnalysis.field(message, shape.rawValue, script.value, secret),
                    literal.position
                )
            }
            guard let name = literal.owner, SecretValue.isLiteral(literal.text),
                SuspiciousName.strength(of: name) == .strong,
                !literal.text.contains(where: \.isWhitespace), !literal.text.contains("://")
            else { return nil }
            let message = "a script sets '\(name)' to a text that looks like a secret"
            return (
                SecretAnalysis.field(message, name, script.value, literal.text), literal.position
            )
        }
    }
}
