public import Diagnostics
public import JSON

/// What is wrong with a file, all defects that one reading found.
public struct DefinitionError: Error, Sendable {
    /// The defects in the file's order, each with its place.
    public var diagnostics: [Diagnostic]

    /// Makes an error.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}

/// Reads the files that Postman exports.
public enum DefinitionFile {
    /// Reads a collection of format v2.1, v2.0, v1, or 3 in one document; an API envelope is
    /// unwrapped.
    ///
    /// Without `keepsJSON`, it lacks its `json` and the saved responses, for the sake of memory.
    public static func collection(
        _ source: JSONSource, keepsJSON: Bool = true
    ) throws(DefinitionError) -> Collection {
        try checkText(source, "collection") { $0.help }
        let ahead = keepsJSON ? nil : RequestsAhead(source)
        var (collection, findings) = try read(source, "collection", ahead: ahead) {
            reader, value in
            isV3(value)
                ? reader.collection(CollectionFolder(document: value)) : reader.collection(value)
        }
        if !keepsJSON { collection.json = .null }
        collection.warnings = findings
        return collection
    }

    /// Refuses the text of another program by name.
    private static func checkText(
        _ source: JSONSource, _ kind: String, help: (ForeignFormat) -> String
    ) throws(DefinitionError) {
        guard !startsLikeJSON(source), let format = ForeignFormat(text: source.bytes) else {
            return
        }
        throw DefinitionError([
            Diagnostic(
                .error, "this is not a Postman \(kind): it is \(format.name)",
                at: Place(file: source.name), help: [help(format)])
        ])
    }

    private static func startsLikeJSON(_ source: JSONSource) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = source.bytes.dropFirst(source.bytes.starts(with: mark) ? mark.count : 0)
        let first = text.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// Reads an environment; an API envelope is unwrapped.
    public static func environment(_ source: JSONSource) throws(DefinitionError) -> VariableSet {
        try variables(source, "environment")
    }

    /// What a file is in place of an environment; nil if it is one, or is meant as one.
    public static func kind(otherThanEnvironment root: JSONValue) -> String? {
        let value = root.given("environment") ?? root
        if let format = ForeignFormat(environment: value) { return format.name }
        if value.array != nil {
            return isOfVariables(value) ? nil : "a list of something else"
        }
        if value["item"] != nil || value["collection"] != nil { return "a collection" }
        if value["_postman_variable_scope"]?.string == "globals" { return "globals" }
        let isMeant = (value.object?.members ?? []).contains { member in
            member.key == "values" || member.key == "_postman_variable_scope"
                || KnownMembers.environment.meaning(of: member.key) == "values"
        }
        return isMeant ? nil : "a file without 'values'"
    }

    /// Whether a file holds variables and no requests: an environment, globals, or a bare list.
    public static func isOfVariables(_ root: JSONValue) -> Bool {
        if let elements = root.array {
            return !elements.isEmpty && elements.allSatisfy { $0["key"] != nil }
        }
        return root["item"] == nil && ForeignFormat(root) == nil
            && ["values", "_postman_variable_scope", "environment", "globals"]
                .contains { root[$0] != nil }
    }

    /// Reads globals; an API envelope is unwrapped.
    public static func globals(_ source: JSONSource) throws(DefinitionError) -> VariableSet {
        try variables(source, "globals")
    }

    private static func variables(
        _ source: JSONSource, _ envelope: String
    ) throws(DefinitionError) -> VariableSet {
        try checkText(source, "environment") { _ in ForeignFormat.environmentHelp }
        var (set, findings) = try read(source, envelope, hidesText: true) { $0.variableSet($1) }
        set.warnings = findings
        return set
    }

    /// Reads a list of client certificates (NewmanReference §1.6).
    public static func certificates(
        _ source: JSONSource
    ) throws(DefinitionError) -> (certificates: [CertificateDefinition], warnings: [Diagnostic]) {
        // Its lines may hold passphrases.
        try read(source, "certificates", hidesText: true) { $0.certificates($1) }
    }

    /// Reads a request in the collection format, as scripts give it.
    public static func request(_ value: JSONValue) throws(DefinitionError) -> RequestDefinition {
        let reader = DefinitionReader(
            .json(JSONSource(name: "request", bytes: []), root: value), hidesText: true)
        let request = reader.request(value)
        if reader.hasDefects { throw DefinitionError(reader.findings) }
        return request
    }

    /// Reads a file, and reports its warnings with its errors if it has any.
    private static func read<Definition>(
        _ source: JSONSource, _ envelope: String, hidesText: Bool = false,
        ahead: RequestsAhead? = nil,
        _ body: (DefinitionReader, JSONValue) -> Definition
    ) throws(DefinitionError) -> (Definition, [Diagnostic]) {
        let source = hidesText ? source.hidingText() : source
        let value: JSONValue
        let oddities: [JSONOddity]
        do throws(JSONSyntaxError) {
            (value, oddities) = try JSONParser.parseNotingOddities(
                source, condensing: ahead?.condensation)
        } catch {
            throw DefinitionError([error.diagnostic(in: source)])
        }
        let reader = DefinitionReader(.json(source, root: value), hidesText: hidesText)
        reader.ahead = ahead
        for oddity in oddities { reader.remark(oddity) }
        let isEnvelope =
            value["info"] == nil && value["values"] == nil && value["item"] == nil
            && ForeignFormat(value) == nil && !isV3(value)
        let definition = body(reader, isEnvelope ? value.given(envelope) ?? value : value)
        if reader.hasDefects { throw DefinitionError(reader.findings) }
        return (definition, reader.findings)
    }
}
