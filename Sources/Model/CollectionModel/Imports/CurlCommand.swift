import TextEncoding

/// What a command line for curl says, before it becomes requests.
struct CurlCommand {
    var addresses: [String] = []
    var method: String?
    var headers: [HeaderDefinition] = []
    /// The headers, lower-case, that the command removes from those that are always sent.
    var removedHeaders: [String] = []
    var data: [String] = []
    var fields: [FormParameter] = []
    /// The file whose content is the data.
    var dataFile: String?
    /// The files that replace what is at the addresses: the first at the first, and so on.
    var uploads: [String] = []
    var cookies: [String] = []
    var authorization = CurlAuthorization()
    /// Whether there is any data, be it lost.
    var sendsData = false
    var putsDataInURL = false
    var isJSON = false
    /// What has no place in a request, each once.
    private(set) var losses: [String] = []

    /// Options that say how curl shows what it does, and what a run does anyway.
    private static let ignored: Set = [
        "compressed", "fail", "fail-with-body", "globoff", "include", "location", "no-buffer",
        "no-progress-meter", "progress-bar", "show-error", "silent", "verbose",
    ]

    mutating func lose(_ what: String) {
        if !losses.contains(what) { losses.append(what) }
    }

    /// Reads an address, or an option with its value.
    mutating func read(_ word: CurlWords.Word) {
        switch word {
        case .address(let address): addresses.append(address)
        case .option(let name, let written, let value):
            let isRead =
                authorization.read(name, value) || readHeader(name, value)
                || readOption(name, value) || readData(name, written, value)
            // Not with its value, which may be a secret.
            if !isRead, !Self.ignored.contains(name) { lose("'\(written)'") }
        }
    }

    /// Reads an option; returns whether it is one of these.
    private mutating func readOption(_ name: String, _ value: String) -> Bool {
        switch name {
        case "url": addresses.append(value)
        case "request" where !value.isEmpty: method = value
        case "head": method = method ?? "HEAD"
        case "get": putsDataInURL = true
        case "upload-file": uploads.append(value)
        case "insecure": lose("'-k'; give --insecure when you run")
        default: return false
        }
        return true
    }

    // MARK: Headers

    /// Reads an option that says what a header is; returns whether it is one of these.
    private mutating func readHeader(_ name: String, _ value: String) -> Bool {
        switch name {
        case "header" where value.hasPrefix("@"): lose("the headers in a file")
        case "header": readHeader(value)
        case "user-agent": setHeader("User-Agent", value)
        case "referer": setHeader("Referer", value)
        case "range": addHeader("Range", "bytes=" + value)
        case "cookie" where !value.contains("="): lose("the cookies in a file")
        case "cookie": cookies.append(value)
        default: return false
        }
        return true
    }

    /// Reads `Name: value`.
    ///
    /// `Name;` is a header with an empty value, `Name:` removes one, a name alone has no effect.
    private mutating func readHeader(_ text: String) {
        guard let end = text.firstIndex(where: { $0 == ":" || $0 == ";" }) else { return }
        let name = text[..<end].trimmed
        let isBlank = text[text.index(after: end)...].allSatisfy(\.isWhitespace)
        if text[end] == ":" {
            if isBlank {
                removedHeaders.append(name.lowercased())
            } else {
                headers += DefinitionReader.headers(parsing: text)
            }
        } else if isBlank {
            addHeader(name, "")
        }
    }

    /// Sets a header that curl leaves out if its value is empty.
    private mutating func setHeader(_ name: String, _ value: String) {
        if value.isEmpty {
            removedHeaders.append(name.lowercased())
        } else {
            addHeader(name, value)
        }
    }

    mutating func addHeader(_ name: String, _ value: String) {
        headers.append(HeaderDefinition(key: name, value: value))
    }

    // MARK: Data

    /// Reads an option that says what is sent; returns whether it is one of these.
    private mutating func readData(_ name: String, _ written: String, _ value: String) -> Bool {
        switch name {
        case "data-raw": data.append(value)
        case "data", "data-ascii", "data-binary", "json":
            if name == "json" { isJSON = true }
            if !value.hasPrefix("@") {
                data.append(value)
            } else if dataFile == nil, value != "@-" {
                dataFile = String(value.dropFirst())
            } else {
                lose("a file of '\(written)'")
            }
        case "data-urlencode":
            if let text = Self.encoded(value) {
                data.append(text)
            } else {
                lose("a file of '\(written)'")
            }
        case "form": addField(CurlFormField(value), written)
        case "form-string": fields.append(CurlFormField(text: value).parameter)
        default: return false
        }
        sendsData = true
        return true
    }

    private mutating func addField(_ field: CurlFormField, _ written: String) {
        for loss in field.losses { lose("\(loss) of '\(written)'") }
        fields.append(field.parameter)
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
}
