import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import TextEncoding

/// Turns a resolved body definition into bytes and a content type (NewmanReference §6.3, §6.4).
struct BodyBuilder {
    /// A body, and the content type that it asks for.
    struct Result {
        var body: HTTPBody?
        var contentType: ContentType?
        /// What could not be sent.
        var warnings: [Diagnostic] = []
    }

    /// The content type of a body, and where its header stands.
    struct ContentType {
        var value: String
        /// Whether it is sent before the system headers, as that of text is, or after them.
        var isLeading = false
        /// Whether it even comes before the authorization.
        var precedesAuthorization = false
        /// Whether it takes the place of the user's own.
        var replacesUsers = false
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
            language == "json" || (language == nil && hasJSONType)
        let body = isJSON ? JSONComments.stripped(text) : text
        return Result(
            body: HTTPBody(Array(body.utf8)),
            contentType: ContentType(
                value: Self.contentType(language: language), isLeading: true,
                precedesAuthorization: language == "json"))
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

    /// Composes the JSON of a GraphQL request.
    ///
    /// Variables in a string are put in as they stand, without comments. Then members that are no
    /// strings are left out, as Postman's runtime does.
    private func graphQL(_ graphQL: GraphQLDefinition) -> Result {
        let pasted = graphQL.variables?.string
        var members: [(name: String, text: String)] = []
        for (name, value) in [("query", graphQL.query), ("operationName", graphQL.operationName)] {
            guard let value, pasted == nil || value.string != nil else { continue }
            members.append((name, JSONWriter.compact(value)))
        }
        let variables =
            pasted.map(JSONComments.stripped) ?? graphQL.variables.map { JSONWriter.compact($0) }
        if let variables, !variables.allSatisfy(\.isWhitespace) {
            members.append(("variables", variables))
        }
        let text = members.map { "\"\($0.name)\":\($0.text)" }.joined(separator: ",")
        return Result(
            body: HTTPBody(Array("{\(text)}".utf8)),
            contentType: ContentType(value: "application/json", isLeading: true))
    }

    // MARK: Forms

    /// Keys keep the place of their first use, with all values of the key there (§6.4).
    private func urlencoded(_ fields: [FormParameter]) -> Result {
        let type = "application/x-www-form-urlencoded"
        var order: [[UInt8]] = []
        var pairs: [[UInt8]: [(name: String, value: String)]] = [:]
        for field in fields where !field.isDisabled {
            let key = Array(field.key.utf8)
            if pairs[key] == nil { order.append(key) }
            pairs[key, default: []].append((field.key, Self.text(field.value)))
        }
        if order.isEmpty { return Result(contentType: ContentType(value: type)) }
        let form = FormText(order.flatMap { pairs[$0] ?? [] })
        return Result(
            body: HTTPBody(Array(form.encoded(.strict).utf8)),
            contentType: ContentType(
                value: type, replacesUsers: userType.mediaType != type))
    }

    private func formdata(_ fields: [FormParameter]) -> Result {
        let enabled = fields.filter { !$0.isDisabled }
        if enabled.isEmpty { return Result() }
        let ownBoundary = userBoundary
        var form = MultipartForm(boundary: ownBoundary ?? newBoundary())
        var warnings: [Diagnostic] = []
        for field in enabled {
            if field.isFile {
                addFiles(of: field, to: &form, &warnings)
            } else {
                addText(field, to: &form)
            }
        }
        if form.isEmpty { return Result(warnings: warnings) }
        let type = ContentType(
            value: "multipart/form-data; boundary=\(form.boundary)", replacesUsers: true)
        return Result(
            body: form.finished(), contentType: ownBoundary == nil ? type : nil, warnings: warnings)
    }

    private func addText(_ field: FormParameter, to form: inout MultipartForm) {
        let fileName = field.fileName.flatMap { $0.isEmpty ? nil : MediaType.lastComponent($0) }
        form.add(
            .bytes(Array(Self.text(field.value).utf8)), name: field.key, fileName: fileName,
            contentType: field.contentType ?? fileName.flatMap(MediaType.named))
    }

    private func addFiles(
        of field: FormParameter, to form: inout MultipartForm, _ warnings: inout [Diagnostic]
    ) {
        let fileName = field.fileName.map(MediaType.lastComponent)
        if field.sources == nil, let base64 = field.value.string, !base64.isEmpty {
            form.add(
                .bytes(Base64.decodeLeniently(base64)), name: field.key, fileName: fileName,
                contentType: Self.fileType(field, [fileName]))
            return
        }
        guard let sources = field.sources, !sources.isEmpty else {
            warnings.append(
                Diagnostic(.warning, "form field '\(field.key)' names no file; the part is empty"))
            form.add(
                .bytes([]), name: field.key, fileName: fileName ?? "",
                contentType: field.contentType ?? fileName.flatMap(MediaType.named))
            return
        }
        for source in sources {
            let what = "form field '\(field.key)': file '\(source)'"
            do throws(BodyFileError) {
                let file = try LocatedFile(source, about: what, in: files)
                warnings += [file.note].compactMap(\.self)
                form.add(
                    .file(path: file.path, size: file.size), name: field.key,
                    fileName: fileName ?? file.name,
                    contentType: Self.fileType(field, [source, fileName]))
            } catch {
                warnings.append(
                    error.warning(
                        about: what, of: source, consequence: "the part is left out"))
            }
        }
    }

    /// The type of a file's part: that of the field, else that of the first name with a known
    /// extension.
    private static func fileType(_ field: FormParameter, _ names: [String?]) -> String {
        if let type = field.contentType, !type.isEmpty { return type }
        return names.lazy.compactMap { $0.flatMap(MediaType.named) }.first ?? MediaType.unknown
    }

    private func newBoundary() -> String {
        let digits = ambience.randomBytes(24).map { String($0 % 10) }.joined()
        return "--------------------------" + digits
    }

    // MARK: Files

    private func file(path: String?, base64: String?) -> Result {
        if let base64, !base64.isEmpty {
            return Result(
                body: HTTPBody(Base64.decodeLeniently(base64)),
                contentType: ContentType(value: MediaType.unknown))
        }
        guard let path, !path.isEmpty else {
            return Result(warnings: [
                Diagnostic(.warning, "the body names no file, so none is sent")
            ])
        }
        let what = "body file '\(path)'"
        do throws(BodyFileError) {
            let file = try LocatedFile(path, about: what, in: files)
            return Result(
                body: HTTPBody(pieces: [.file(path: file.path, size: file.size)]),
                contentType: ContentType(value: MediaType.named(by: path) ?? MediaType.unknown),
                warnings: [file.note].compactMap(\.self))
        } catch {
            let warning = error.warning(
                about: what, of: path, consequence: "the request has no body")
            return Result(warnings: [warning])
        }
    }

    // MARK: Parts

    private var userType: ContentTypeHeader { ContentTypeHeader(userContentType ?? "") }

    /// Whether comments are left out of the body: the subtype, or what follows a plus sign, begins
    /// with `json`, as in `application/json-patch+json` (NewmanReference §6.3).
    private var hasJSONType: Bool {
        let type = userType.mediaType
        return type.hasPrefix("application/json")
            || type.hasPrefix("application/") && type.contains("+json")
    }

    /// The boundary that the user gave, if the type is that of forms.
    private var userBoundary: String? {
        userType.mediaType == "multipart/form-data" ? userType.parameter("boundary") : nil
    }

    /// The text of a form value: strings as they are, anything else as JSON.
    static func text(_ value: JSONValue) -> String {
        value.isNull ? "" : value.string ?? JSONWriter.compact(value)
    }
}

extension BodyFileError {
    /// The warning for the user, and the consequence for the request.
    fileprivate func warning(
        about file: String, of source: String, consequence: String
    ) -> Diagnostic {
        switch self {
        case .unreadable(let path, let reason):
            var help = path == source ? [] : ["it was looked for at '\(path)'"]
            if let foreign = ForeignPath(source) {
                help.append("put '\(foreign.name)' into the working directory (--working-dir)")
            }
            return Diagnostic(
                .warning, "\(file) cannot be read: \(reason); \(consequence)", help: help)
        case .outside(let folder):
            return Diagnostic(
                .warning,
                "\(file) lies outside the working directory, and is not read; \(consequence)",
                help: [
                    "the working directory is '\(folder)'; leave out --no-insecure-file-read, or "
                        + "give another --working-dir"
                ])
        }
    }
}
