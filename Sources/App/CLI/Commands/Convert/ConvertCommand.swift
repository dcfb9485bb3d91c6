import CollectionModel
import Diagnostics
import JSON

/// `posthaste convert`: writes a collection in another form.
struct ConvertCommand {
    private let source: String
    private let format: ConvertArguments.Format
    private let output: String?
    private let files: OutputFiles
    private let console = Console()

    init(_ parsed: ParsedArguments<ConvertArguments>) throws(UsageError) {
        guard let source = parsed.positionals.first, parsed.positionals.count == 1 else {
            throw UsageError(
                message: parsed.positionals.isEmpty
                    ? "no collection is given" : "one collection at a time",
                help: ["give a collection: 'posthaste convert orders.json --to v3'"])
        }
        guard let format = parsed.arguments.format else {
            throw UsageError(message: "'--to' is missing", help: ["give '--to v3' or '--to v2.1'"])
        }
        self.source = source
        self.format = format
        output = parsed.arguments.output
        files = OutputFiles(replaces: parsed.arguments.replacesOutput)
    }

    /// Converts; returns the exit code.
    func run() throws(UsageError) -> Int32 {
        do {
            let kind = try VariableConversion.kind(of: source)
            let losses = try kind.map(convertVariables) ?? convertCollection()
            for loss in losses {
                console.report(Diagnostic(.warning, "lost in \(format.rawValue): \(loss)"))
            }
            return ExitCode.success.rawValue
        } catch let error as InputError {
            error.diagnostics.forEach(console.report)
            return ExitCode.input.rawValue
        } catch let error as UsageError {
            throw error
        } catch let error as Diagnostic {
            console.report(error)
        } catch {
            console.report(Diagnostic(.error, "the conversion failed: \(error)"))
        }
        return ExitCode.failed.rawValue
    }

    // MARK: Collections

    private func convertCollection() throws -> [String] {
        let collection = try InputFiles().collection(source)
        for warning in collection.warnings { console.report(warning) }
        return format == .v3 ? try writeFolder(collection) : try writeFile(collection)
    }

    /// Writes the collection as a folder; returns what was lost.
    private func writeFolder(_ collection: Collection) throws -> [String] {
        if output == "-" {
            throw UsageError(
                message: "'--output -' cannot take a collection in v3, which is a folder of files")
        }
        let name = output.map(CollectionPath.lastComponent)
        let converted = FilesV3(collection, inFolder: name)
        let folder = output ?? converted.folderName
        try files.checkIsFree(folder)
        for file in converted.files { try files.write(file.text, to: folder + "/" + file.path) }
        let count = converted.files.count
        say("the folder '\(folder)' has \(count) file\(count == 1 ? "" : "s") of the collection")
        return converted.losses
    }

    /// Writes the collection as a file; returns what was lost.
    private func writeFile(_ collection: Collection) throws -> [String] {
        let path = output ?? FilesV3.fileName(of: collection.name) + ".postman_collection.json"
        if path != "-" { try files.checkIsFree(path) }
        try files.write(JSONWriter.pretty(collection.v21), to: path)
        say("the collection is in '\(path)'")
        return collection.lossesToV21
    }

    // MARK: Environments and globals

    private func convertVariables(_ kind: VariableConversion.Kind) throws -> [String] {
        let conversion = try VariableConversion(source, kind)
        for warning in conversion.set.warnings { console.report(warning) }
        let path = output ?? conversion.fileName(format)
        if path != "-" { try files.checkIsFree(path) }
        try files.write(conversion.text(format), to: path)
        say("the \(kind.rawValue) \(kind == .globals ? "are" : "is") in '\(path)'")
        return []
    }

    /// Says where the output is, if the user did not.
    private func say(_ text: String) {
        if output == nil { console.report(Diagnostic(.note, text)) }
    }
}
