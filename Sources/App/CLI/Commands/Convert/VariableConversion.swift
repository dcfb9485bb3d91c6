import CollectionModel
import JSON

/// An environment or globals, and their text in another form.
struct VariableConversion {
    /// What the variables are.
    enum Kind: String {
        case environment, globals
    }

    let set: VariableSet
    private let kind: Kind

    /// What a source is, unless it is a collection.
    static func kind(of source: String) throws(InputError) -> Kind? {
        if Download.isAddress(source) || source == "-" { return nil }
        if CollectionFolderFiles.isYAML(source) {
            if CollectionPath(source) != nil { return nil }
            return source.contains(".globals.y") ? .globals : .environment
        }
        guard CollectionPath(source) == nil else { return nil }
        let text = try InputFiles().source(source, "collection")
        guard let value = try? JSONParser.parse(text), DefinitionFile.isOfVariables(value) else {
            return nil
        }
        let scope = value["_postman_variable_scope"]?.string
        return scope == "globals" || value["globals"] != nil ? .globals : .environment
    }

    init(_ source: String, _ kind: Kind) throws(InputError) {
        self.kind = kind
        let files = InputFiles()
        set = kind == .globals ? try files.globals(source) : try files.environment(source)
    }

    /// The name of a file for a form.
    func fileName(_ format: ConvertArguments.Format) -> String {
        let name = FilesV3.fileName(of: set.name ?? kind.rawValue)
        return switch (format, kind) {
        case (.v3, .environment): name + ".environment.yaml"
        case (.v3, .globals): "workspace.globals.yaml"
        case (.v21, .environment): name + ".postman_environment.json"
        case (.v21, .globals): name + ".postman_globals.json"
        }
    }

    /// What a form has no place for.
    func losses(_ format: ConvertArguments.Format) -> [String] {
        VariableFileV3.losses(of: set, keepsTypes: format == .v21)
    }

    /// The text in a form.
    func text(_ format: ConvertArguments.Format) -> String {
        let export = VariableFileV3.export(set, scope: kind.rawValue, path: set.name ?? "")
        return format == .v3 ? VariableFileV3.text(export) : JSONWriter.pretty(export)
    }
}
