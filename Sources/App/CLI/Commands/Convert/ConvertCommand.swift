import CollectionModel
import Diagnostics
import JSON
import Platform

/// `posthaste convert`: writes a collection in another form.
struct ConvertCommand {
    private let source: String
    private let format: ConvertArguments.Format
    private let output: String?
    private let replacesOutput: Bool
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
        if format == .v3, parsed.arguments.output == "-" {
            throw UsageError(message: "'--output -' is for v2.1; v3 is a folder of files")
        }
        self.source = source
        self.format = format
        output = parsed.arguments.output
        replacesOutput = parsed.arguments.replacesOutput
    }

    /// Converts; returns the exit code.
    func run() -> Int32 {
        do {
            let collection = try InputFiles().collection(source)
            for warning in collection.warnings { console.report(warning) }
            let losses = try convert(collection)
            for loss in losses {
                console.report(Diagnostic(.warning, "lost in \(format.rawValue): \(loss)"))
            }
            return ExitCode.success.rawValue
        } catch let error as InputError {
            error.diagnostics.forEach(console.report)
            return ExitCode.input.rawValue
        } catch let error as Diagnostic {
            console.report(error)
        } catch {
            console.report(Diagnostic(.error, "the conversion failed: \(error)"))
        }
        return ExitCode.failed.rawValue
    }

    /// Writes the collection in the other form; returns what was lost.
    private func convert(_ collection: Collection) throws(Diagnostic) -> [String] {
        switch format {
        case .v3:
            let converted = FilesV3(collection)
            let folder = output ?? converted.folderName
            try checkIsFree(folder)
            for file in converted.files { try write(file.text, to: folder + "/" + file.path) }
            return converted.losses
        case .v21:
            let path = output ?? FilesV3.fileName(of: collection.name) + ".postman_collection.json"
            if path != "-" { try checkIsFree(path) }
            try write(JSONWriter.pretty(collection.v21) + "\n", to: path)
            return collection.lossesToV21
        }
    }

    /// Refuses to write over what is there.
    private func checkIsFree(_ path: String) throws(Diagnostic) {
        let isFolder = FileAccess.isDirectory(path)
        let isTaken =
            isFolder
            ? (try? FileAccess.entries(of: path).isEmpty) == false
            : (try? FileAccess.readableSize(path)) != nil
        if isTaken && !replacesOutput {
            throw Diagnostic(
                .error, "'\(path)' exists", help: ["choose another --output, or give --force"])
        }
    }

    private func write(_ text: String, to path: String) throws(Diagnostic) {
        do throws(SystemError) {
            if path == "-" { return try StandardStream.output.write(Array(text.utf8)) }
            try FileAccess.createDirectory(FileAccess.parent(of: path))
            try FileAccess.replace(path, with: Array(text.utf8))
        } catch {
            throw Diagnostic(.error, "'\(path)' cannot be written: \(error.message)")
        }
    }
}
