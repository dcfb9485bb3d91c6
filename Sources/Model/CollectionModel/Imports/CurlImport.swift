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
        var file: String?
        var user: String?
        var putsDataInURL = false
        var isJSON = false
    }

    /// Options with a value that say nothing about the request itself.
    private static let ignoredWithValue: Set = [
        "-o", "--output", "-w", "--write-out", "-m", "--max-time", "--connect-timeout", "--retry",
        "-c", "--cookie-jar", "--cacert", "-x", "--proxy", "-D", "--dump-header", "--resolve",
        "--limit-rate", "--max-redirs", "--retry-delay", "-E", "--cert", "--key",
    ]
    private static let shortWithValue: Set<Character> = [
        "X", "H", "d", "F", "u", "b", "A", "e", "T", "o", "w", "m", "c", "x", "D", "E",
    ]

    private mutating func read(_ words: [String]) {
        var command = Command()
        var rest = Self.separated(words)[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                if command.url == nil { command.url = word } else { lose("the address '\(word)'") }
                continue
            }
            readOption(word, &rest, &command)
        }
        if let request = request(command) { requests.append(request) }
    }

    /// The words with `-XPOST` as `-X POST`, `-sS` as `-s -S`, and `--url=x` as `--url x`.
    private static func separated(_ words: [String]) -> [String] {
        words.flatMap { word -> [String] in
            if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
                return [String(word[..<equals]), String(word[word.index(after: equals)...])]
            }
            guard word.hasPrefix("-"), !word.hasPrefix("--"), word.count > 2 else { return [word] }
            var parts: [String] = []
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                parts.append("-\(letter)")
                if shortWithValue.contains(letter), !letters.isEmpty {
                    return parts + [String(letters)]
                }
            }
            return parts
        }
    }

    private mutating func readOption(
        _ word: String, _ rest: inout ArraySlice<String>, _ command: inout Command
    ) {
        switch word {
        case "-X", "--request": command.method = rest.popFirst()
        case "-H", "--header":
            command.headers += DefinitionReader.headers(parsing: rest.popFirst() ?? "")
        case "-d", "--data", "--data-ascii", "--data-binary", "--data-raw":
            readData(rest.popFirst() ?? "", isRaw: word == "--data-raw", &command)
        case "--data-urlencode": command.data.append(Self.encoded(rest.popFirst() ?? ""))
        case "--json":
            command.isJSON = true
            readData(rest.popFirst() ?? "", isRaw: false, &command)
        case "-F", "--form", "--form-string":
            command.fields.append(Self.field(rest.popFirst() ?? ""))
        case "-u", "--user": command.user = rest.popFirst()
        case "-b", "--cookie": addHeader("Cookie", rest.popFirst(), &command)
        case "-A", "--user-agent": addHeader("User-Agent", rest.popFirst(), &command)
        case "-e", "--referer": addHeader("Referer", rest.popFirst(), &command)
        case "-T", "--upload-file": command.file = rest.popFirst()
        case "-G", "--get": command.putsDataInURL = true
        case "-I", "--head": command.method = command.method ?? "HEAD"
        case "--url": command.url = rest.popFirst()
        case "--compressed", "-s", "-S", "-L", "--location", "-v", "-i", "-f", "-g", "--silent":
            break
        case "-k", "--insecure": lose("'-k'; give --insecure when you run")
        case _ where Self.ignoredWithValue.contains(word):
            lose("'\(word) \(rest.popFirst() ?? "")'")
        default: lose("'\(word)'")
        }
    }

    private func addHeader(_ name: String, _ value: String?, _ command: inout Command) {
        command.headers.append(HeaderDefinition(key: name, value: value ?? ""))
    }

    /// Data, or the file that `@` names.
    private func readData(_ text: String, isRaw: Bool, _ command: inout Command) {
        if text.hasPrefix("@"), !isRaw {
            command.file = String(text.dropFirst())
        } else {
            command.data.append(text)
        }
    }

    private static func encoded(_ text: String) -> String {
        guard let equals = text.firstIndex(of: "=") else {
            return PercentEncoding.form.encode(text)
        }
        return text[...equals] + PercentEncoding.form.encode(text[text.index(after: equals)...])
    }

    private static func field(_ text: String) -> FormParameter {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let key = String(parts[0])
        let value = parts.count > 1 ? String(parts[1]) : ""
        guard value.hasPrefix("@") || value.hasPrefix("<") else {
            return FormParameter(key: key, value: .string(value))
        }
        let pieces = value.dropFirst().split(separator: ";")
        let type = pieces.first { $0.hasPrefix("type=") }.map { String($0.dropFirst(5)) }
        return FormParameter(
            key: key, isFile: true, sources: [String(pieces.first ?? "")], contentType: type)
    }

    // MARK: Requests

    private mutating func request(_ command: Command) -> RequestDefinition? {
        guard var address = command.url else { return nil }
        if !address.contains("://"), !address.hasPrefix("{{") { address = "http://" + address }
        let data = command.data.joined(separator: "&")
        if command.putsDataInURL, !data.isEmpty {
            address += (address.contains("?") ? "&" : "?") + data
        }
        var request = RequestDefinition(
            url: URLDefinition(parsing: address), headers: command.headers)
        request.body = body(command, data)
        let usual =
            command.file != nil && command.data.isEmpty
            ? "PUT" : request.body == nil ? "GET" : "POST"
        request.method = (command.method ?? usual).uppercased()
        if command.isJSON, !has("Content-Type", command) {
            request.headers.append(
                HeaderDefinition(key: "Content-Type", value: "application/json"))
        }
        if let user = command.user {
            let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let password = parts.count > 1 ? String(parts[1]) : ""
            request.authorization = AuthorizationDefinition(
                type: "basic",
                parameters: [
                    JSONMember(key: "username", value: .string(String(parts[0]))),
                    JSONMember(key: "password", value: .string(password)),
                ])
        }
        return request
    }

    private func has(_ name: String, _ command: Command) -> Bool {
        command.headers.contains { $0.key.lowercased() == name.lowercased() }
    }

    private func body(_ command: Command, _ data: String) -> BodyDefinition? {
        if !command.fields.isEmpty { return .formdata(command.fields) }
        if let file = command.file { return .file(path: file, base64: nil) }
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
