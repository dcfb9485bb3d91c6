import CollectionModel
import HTTPModel
import JSON
import TextEncoding

/// What a request may know of the user's files; the files themselves are read by the transport.
public protocol BodyFiles: AnyObject {
    /// The path to read and the size in bytes, or nil where the file cannot be read.
    func locate(_ path: String) -> (path: String, size: Int)?
}

/// Turns a resolved body definition into bytes and a content type (reference §6.3, §6.4).
struct BodyBuilder {
    /// A body, its content type, and where the type's header stands among the others.
    struct Result {
        var body: HTTPBody?
        var contentType: String?
        /// Whether the type is one of those that replace a different one of the user's.
        var overridesUserType = false
        /// Files that could not be read, as phrases for the user.
        var unreadable: [String] = []
    }

    let files: any BodyFiles
    let ambience: Ambience
    /// The `Content-Type` that the user gave.
    let userContentType: String?

    func build(_ definition: BodyDefinition?) -> Result {
        switch definition {
        case nil: Result()
        case .raw(let text, let language): raw(text, language: language)
        case .urlencoded(let fields): urlencoded(fields)
        case .formdata(let fields): formdata(fields)
        case .file(let path, let base64): file(path: path, base64: base64)
        case .graphql(let graphQL): self.graphQL(graphQL)
        }
    }

    // MARK: Raw and GraphQL

    private func raw(_ text: String, language: String?) -> Result {
        if text.isEmpty { return Result() }
        let isJSON =
            language == "json" || (language == nil && Self.isJSON(userContentType ?? ""))
        let body = isJSON ? JSONComments.stripped(text) : text
        return Result(
            body: HTTPBody(Array(body.utf8)), contentType: Self.contentType(language: language))
    }

    private static func contentType(language: String?) -> String {
        switch language {
        case "json": "application/json"
        case "xml": "application/xml"
        case "html": "text/html"
        case "javascript": "application/javascript"
        default: "text/plain"
        }
    }

    private static func isJSON(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" }.lowercased()
        return type.hasPrefix("application/")
            && (type.hasSuffix("/json") || type.hasSuffix("+json"))
    }

    /// Composes the JSON of a GraphQL request; variables in a string are put in as they stand.
    private func graphQL(_ graphQL: GraphQLDefinition) -> Result {
        var members: [String] = []
        if let query = graphQL.query { members.append("\"query\":" + JSONWriter.quoted(query)) }
        if let name = graphQL.operationName {
            members.append("\"operationName\":" + JSONWriter.quoted(name))
        }
        if let variables = graphQL.variables, !variables.isNull {
            let text = variables.string ?? JSONWriter.compact(variables)
            if !text.isEmpty { members.append("\"variables\":" + text) }
        }
        let text = "{" + members.joined(separator: ",") + "}"
        return Result(body: HTTPBody(Array(text.utf8)), contentType: "application/json")
    }

    // MARK: Forms

    /// Keys keep the place of their first use, with all values of the key there (§6.4).
    private func urlencoded(_ fields: [FormParameter]) -> Result {
        var order: [String] = []
        var values: [String: [String]] = [:]
        for field in fields where !field.isDisabled {
            if values[field.key] == nil { order.append(field.key) }
            values[field.key, default: []].append(Self.text(field.value))
        }
        if order.isEmpty { return Result() }
        let pairs = order.flatMap { key in (values[key] ?? []).map { (name: key, value: $0) } }
        return Result(
            body: HTTPBody(Array(FormText(pairs).encoded(.strict).utf8)),
            contentType: "application/x-www-form-urlencoded",
            overridesUserType: true)
    }

    private func formdata(_ fields: [FormParameter]) -> Result {
        let enabled = fields.filter { !$0.isDisabled }
        if enabled.isEmpty { return Result() }
        var form = MultipartForm(boundary: userBoundary ?? newBoundary())
        for field in enabled {
            if field.isFile { addFiles(of: field, to: &form) } else { form.addText(field) }
        }
        let type = userBoundary == nil ? "multipart/form-data; boundary=\(form.boundary)" : nil
        return Result(
            body: form.finished(), contentType: type, overridesUserType: true,
            unreadable: form.unreadable)
    }

    private func addFiles(of field: FormParameter, to form: inout MultipartForm) {
        if field.sources == nil, let base64 = field.value.string, !base64.isEmpty {
            form.addFile(
                field, name: field.fileName ?? "", piece: .bytes(Base64.decodeLeniently(base64)))
            return
        }
        guard let sources = field.sources, !sources.isEmpty else {
            form.unreadable.append("form field '\(field.key)' names no file")
            form.addFile(field, name: "", piece: .bytes([]))
            return
        }
        for source in sources {
            guard let file = files.locate(source) else {
                form.unreadable.append("form field '\(field.key)': file '\(source)' cannot be read")
                continue
            }
            form.addFile(
                field, name: field.fileName ?? MediaType.lastComponent(source),
                piece: .file(path: file.path, size: file.size))
        }
    }

    /// The boundary that the user's own content type names.
    private var userBoundary: String? {
        guard let type = userContentType, let range = type.range(ofASCII: "boundary=") else {
            return nil
        }
        let value = type[range.upperBound...].prefix { $0 != ";" && $0 != " " }
        let name = value.filter { $0 != "\"" }
        return name.isEmpty ? nil : name
    }

    private func newBoundary() -> String {
        let digits = ambience.randomBytes(24).map { String($0 % 10) }.joined()
        return "--------------------------" + digits
    }

    // MARK: Files

    private func file(path: String?, base64: String?) -> Result {
        if let base64, !base64.isEmpty {
            return Result(
                body: HTTPBody(Base64.decodeLeniently(base64)), contentType: MediaType.unknown)
        }
        guard let path, !path.isEmpty else {
            return Result(unreadable: ["the body names no file"])
        }
        guard let file = files.locate(path) else {
            return Result(unreadable: ["body file '\(path)' cannot be read"])
        }
        return Result(
            body: HTTPBody(pieces: [.file(path: file.path, size: file.size)]),
            contentType: MediaType.named(by: path))
    }

    /// The text of a form value: strings as they are, anything else as JSON.
    static func text(_ value: JSONValue) -> String {
        value.isNull ? "" : value.string ?? JSONWriter.compact(value)
    }
}

extension String {
    /// Where an ASCII text first stands, in any letter case.
    fileprivate func range(ofASCII needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if let end = index(start, offsetBy: needle.count, limitedBy: endIndex),
                self[start..<end].lowercased() == needle
            {
                return start..<end
            }
            start = index(after: start)
        }
        return nil
    }
}
