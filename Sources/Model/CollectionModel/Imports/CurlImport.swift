import JSON
import TextEncoding

/// Makes requests of command lines for curl.
public struct CurlImport {
    /// The requests, in the order of their commands.
    public private(set) var requests: [RequestDefinition] = []
    /// What has no place in a request, each once.
    public private(set) var losses: [String] = []

    /// Reads a text with commands; other commands than curl are ignored.
    public init(_ text: String) {
        for words in ShellWords.commands(in: text) {
            guard let start = words.firstIndex(where: Self.isCurl) else { continue }
            read(Array(words[(start + 1)...]))
        }
    }

    private static func isCurl(_ word: String) -> Bool {
        ["curl", "curl.exe"].contains(word) || word.hasSuffix("/curl")
    }

    private mutating func lose(_ what: String) {
        if !losses.contains(what) { losses.append(what) }
    }

    // MARK: Words

    /// What a command says, before it is a request.
    private struct Command {
        var url: String?
        var method: String?
        var headers: [HeaderDefinition] = []
        var data: [String] = []
        var fields: [FormParameter] = []
        /// The file whose content is the data.
        var dataFile: String?
        /// The file that replaces what is at the address.
        var upload: String?
        var cookies: [String] = []
        var user: String?
        var token: String?
        /// Whether there is any data, be it lost.
        var sendsData = false
        var putsDataInURL = false
        var isJSON = false
    }

    /// Options that say how curl shows what it does, and what a run does anyway.
    private static let ignored: Set = [
        "basic", "compressed", "fail", "fail-with-body", "globoff", "include", "location",
        "no-buffer", "no-progress-meter", "progress-bar", "show-error", "silent", "verbose",
    ]

    private mutating func read(_ words: [String]) {
        var command = Command()
        for word in CurlWords(words).words {
            switch word {
            case .address(let address): setAddress(address, &command)
            case .option(let name, let written, let value):
                let isRead =
                    readOption(name, value, &command) || readData(name, written, value, &command)
                // Not with its value, which may be a secret.
                if !isRead, !Self.ignored.contains(name) { lose("'\(written)'") }
            }
        }
        if let request = request(command) { requests.append(request) }
    }

    private mutating func setAddress(_ address: String, _ command: inout Command) {
        if command.url == nil {
            command.url = address
        } else {
            lose("another address of the same command")
        }
    }

    /// Reads an option; returns whether it is one of these.
    private mutating func readOption(
        _ name: String, _ value: String, _ command: inout Command
    ) -> Bool {
        switch name {
        case "url": setAddress(value, &command)
        case "request" where !value.isEmpty: command.method = value
        case "head": command.method = command.method ?? "HEAD"
        case "get": command.putsDataInURL = true
        case "header" where value.hasPrefix("@"): lose("the headers in a file")
        case "header": command.headers += DefinitionReader.headers(parsing: value)
        case "user-agent": addHeader("User-Agent", value, &command)
        case "referer": addHeader("Referer", value, &command)
        case "range": addHeader("Range", "bytes=" + value, &command)
        case "cookie" where !value.contains("="): lose("the cookies in a file")
        case "cookie": command.cookies.append(value)
        case "upload-file": command.upload = value
        case "user": command.user = value
        case "oauth2-bearer": command.token = value
        case "insecure": lose("'-k'; give --insecure when you run")
        default: return false
        }
        return true
    }

    /// Reads an option that says what is sent; returns whether it is one of these.
    private mutating func readData(
        _ name: String, _ written: String, _ value: String, _ command: inout Command
    ) -> Bool {
        switch name {
        case "data-raw": command.data.append(value)
        case "data", "data-ascii", "data-binary", "json":
            if name == "json" { command.isJSON = true }
            if !value.hasPrefix("@") {
                command.data.append(value)
            } else if command.dataFile == nil, value != "@-" {
                command.dataFile = String(value.dropFirst())
            } else {
                lose("a file of '\(written)'")
            }
        case "data-urlencode":
            if let text = Self.encoded(value) {
                command.data.append(text)
            } else {
                lose("a file of '\(written)'")
            }
        case "form": command.fields.append(Self.field(value))
        case "form-string": command.fields.append(Self.textField(value))
        default: return false
        }
        command.sendsData = true
        return true
    }

    private func addHeader(_ name: String, _ value: String, _ command: inout Command) {
        command.headers.append(HeaderDefinition(key: name, value: value))
    }

    /// Data of which curl encodes what is behind the name; nil if that is in a file.
    private static func encoded(_ text: String) -> String? {
        guard let end = text.firstIndex(of: "=") ?? text.firstIndex(of: "@") else {
            return PercentEncoding.form.encode(text)
        }
        if text[end] == "@" { return nil }
        let value = PercentEncoding.form.encode(text[text.index(after: end)...])
        return end == text.startIndex ? value : text[...end] + value
    }

    private static func field(_ text: String) -> FormParameter {
        let field = textField(text)
        guard let value = field.value.string, value.hasPrefix("@") || value.hasPrefix("<") else {
            return field
        }
        let pieces = value.dropFirst().split(separator: ";")
        let type = pieces.first { $0.hasPrefix("type=") }.map { String($0.dropFirst(5)) }
        return FormParameter(
            key: field.key, isFile: true, sources: [String(pieces.first ?? "")], contentType: type)
    }

    private static func textField(_ text: String) -> FormParameter {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return FormParameter(
            key: String(parts[0]), value: .string(parts.count > 1 ? String(parts[1]) : ""))
    }

    // MARK: Requests

    private mutating func request(_ given: Command) -> RequestDefinition? {
        var command = given
        guard var address = command.url else { return nil }
        if !address.contains("://"), !address.hasPrefix("{{") { address = "http://" + address }
        if command.dataFile != nil, command.putsDataInURL || !command.data.isEmpty {
            lose("a file next to other data, or for the address")
            command.dataFile = nil
        }
        let data = command.data.joined(separator: command.isJSON ? "" : "&")
        if command.putsDataInURL, !data.isEmpty {
            address += (address.contains("?") ? "&" : "?") + data
        }
        if !command.cookies.isEmpty {
            addHeader("Cookie", command.cookies.joined(separator: "; "), &command)
        }
        var request = RequestDefinition(
            url: URLDefinition(parsing: address), headers: command.headers,
            body: body(command, data), authorization: Self.authorization(command))
        request.method = (command.method ?? Self.method(command)).uppercased()
        if let type = Self.contentType(command), !has("Content-Type", command) {
            request.headers.append(HeaderDefinition(key: "Content-Type", value: type))
        }
        if command.isJSON, !has("Accept", command) {
            request.headers.append(HeaderDefinition(key: "Accept", value: "application/json"))
        }
        return request
    }

    /// The method that curl uses if none is given.
    private static func method(_ command: Command) -> String {
        if command.putsDataInURL { return "GET" }
        if command.sendsData { return "POST" }
        return command.upload == nil ? "GET" : "PUT"
    }

    /// The type that curl gives to data; nil if the form of the body says it.
    private static func contentType(_ command: Command) -> String? {
        if command.isJSON { return "application/json" }
        return command.dataFile == nil ? nil : "application/x-www-form-urlencoded"
    }

    private static func authorization(_ command: Command) -> AuthorizationDefinition? {
        if let token = command.token {
            return AuthorizationDefinition(
                type: "bearer", parameters: [JSONMember(key: "token", value: .string(token))])
        }
        guard let user = command.user else { return nil }
        let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let password = parts.count > 1 ? String(parts[1]) : ""
        return AuthorizationDefinition(
            type: "basic",
            parameters: [
                JSONMember(key: "username", value: .string(String(parts[0]))),
                JSONMember(key: "password", value: .string(password)),
            ])
    }

    private func has(_ name: String, _ command: Command) -> Bool {
        command.headers.contains { $0.key.lowercased() == name.lowercased() }
    }

    private func body(_ command: Command, _ data: String) -> BodyDefinition? {
        if !command.fields.isEmpty { return .formdata(command.fields) }
        if let file = command.dataFile ?? command.upload { return .file(path: file, base64: nil) }
        guard !data.isEmpty, !command.putsDataInURL else { return nil }
        if command.isJSON { return .raw(data, language: "json") }
        guard !has("Content-Type", command) else {
            let isJSON = command.headers.contains {
                $0.key.lowercased() == "content-type" && $0.value.contains("json")
            }
            return .raw(data, language: isJSON ? "json" : "text")
        }
        return .urlencoded(
            FormText(data).pairs.map { FormParameter(key: $0.name, value: .string($0.value)) })
    }
}
