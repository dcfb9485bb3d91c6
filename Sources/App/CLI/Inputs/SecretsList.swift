import Diagnostics
import JSON

/// The secrets in a file, or in the output of a program that keeps them.
///
/// It is JSON or lines NAME=VALUE. The JSON may be an object of names and values, an environment of
/// Postman, or what the commands of HashiCorp Vault, Azure Key Vault, 1Password and Bitwarden
/// print. A value in an object within an object has the names of both, as `database.password`.
struct SecretsList {
    private(set) var secrets: [SecretsSource.Secret] = []
    /// The names of values that are no secrets: arrays, booleans and null.
    private(set) var ignoredNames: [String] = []
    /// Whether the values are encrypted by SOPS.
    private(set) var isEncryptedBySOPS = false

    /// Reads a text; its errors show nothing of it.
    init(_ source: JSONSource) throws(InputError) {
        let first = source.bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            do throws(JSONSyntaxError) {
                add(try JSONParser.parse(source))
            } catch {
                throw InputError(diagnostics: [error.diagnostic(in: source.hidingText())])
            }
        } else {
            // A variable of the process must not win over a secret.
            let file = try DotenvFile(source, process: { _ in nil })
            isEncryptedBySOPS = file.variables.contains { $0.name == "sops_version" }
            secrets = file.variables.map { .init(name: $0.name, value: $0.value) }
        }
        if secrets.isEmpty, !isEncryptedBySOPS {
            throw InputError(
                "\(source.name) has no secrets",
                help: ["it must be a JSON object of names and values, or lines NAME=VALUE"])
        }
    }

    private mutating func add(_ json: JSONValue) {
        if let elements = json.array {
            for element in elements { addEntry(element) }
            return
        }
        if json["sops"]?.object != nil {
            isEncryptedBySOPS = true
            return
        }
        // Vault has the data of a secret below that of its answer.
        if let data = json["data"], data.object != nil {
            add(data["data"]?.object == nil ? data : data["data"] ?? data)
            return
        }
        let lists = ["values", "fields"].compactMap { json[$0]?.array }
        for element in lists.joined() { addEntry(element) }
        if let login = json["login"] { addLogin(login) }
        if !lists.isEmpty || json["login"] != nil { return }
        let isSingle = json["name"]?.string != nil && json["value"]?.string != nil
        if isSingle { addEntry(json) } else { addMembers(of: json) }
    }

    /// Adds the texts of a login of Bitwarden, which has addresses and dates next to them.
    private mutating func addLogin(_ json: JSONValue) {
        for member in json.object?.members ?? [] {
            guard let value = member.value.string else { continue }
            secrets.append(.init(name: member.key, value: value))
        }
    }

    /// Adds `{"name": "a", "value": "b"}`, with the names that programs give to the name.
    private mutating func addEntry(_ json: JSONValue) {
        let name = ["key", "name", "label"].lazy.compactMap { json[$0]?.string }.first
        guard let name, let value = json["value"].flatMap(Self.text) else { return }
        secrets.append(.init(name: name, value: value))
    }

    private mutating func addMembers(of json: JSONValue, below path: String = "") {
        for member in json.object?.members ?? [] {
            let name = path + member.key
            if let value = Self.text(member.value) {
                secrets.append(.init(name: name, value: value))
            } else if member.value.object != nil {
                addMembers(of: member.value, below: name + ".")
            } else {
                ignoredNames.append(name)
            }
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value.kind {
        case .string(let text): text
        case .number(let number): number.literal
        default: nil
        }
    }
}
