import CollectionModel
import Diagnostics
import JSON
import Platform
import Reporting

/// `posthaste convert`: writes a collection, an environment or globals in another form.
struct ConvertCommand {
    private let source: String
    private let format: ConvertArguments.Format
    private let output: String?
    private let isSilent: Bool
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
        isSilent = parsed.arguments.isSilent
        files = OutputFiles(replaces: parsed.arguments.replacesOutput)
    }

    /// Converts; returns the exit code.
    func run() throws(UsageError) -> Int32 {
        Interruption.endAtOnce()
        do {
            let kind = try VariableConversion.kind(of: source)
            let written = try kind.map(convertVariables) ?? convertCollection()
            for loss in written.losses {
                console.report(Diagnostic(.warning, "lost in \(format.rawValue): \(loss)"))
            }
            if !isSilent { say(written) }
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

    /// What was written, and where.
    private struct Written {
        let text: String
        let path: String
        var losses: [String] = []
    }

    /// Says what was written; next to the output, if that is on standard output.
    private func say(_ written: Written) {
        let count = written.losses.count
        let losses = count == 0 ? "nothing" : count == 1 ? "one thing" : "\(count) things"
        if written.path == "-" {
            let line = "wrote \(written.text); \(losses) lost\n"
            StandardStream.error.write(line)
        } else {
            let line = "wrote \(written.text) to '\(written.path)'; \(losses) lost\n"
            StandardStream.output.write(line)
        }
    }

    // MARK: Collections

    private func convertCollection() throws -> Written {
        let collection = try InputFiles().collection(source)
        for warning in collection.warnings { console.report(warning) }
        return format == .v3 ? try writeFolder(collection) : try writeFile(collection)
    }

    private func writeFolder(_ collection: Collection) throws -> Written {
        if output == "-" {
            throw UsageError(
                message: "'--output -' cannot take a collection in v3, which is a folder of files")
        }
        let name = output.map(CollectionPath.lastComponent)
        let converted = FilesV3(collection, inFolder: name)
        let folder = output ?? converted.folderName
        try files.checkIsFree(folder)
        for file in converted.files { try files.write(file.text, to: folder + "/" + file.path) }
        let files = HumanUnits.count(converted.files.count, "file")
        return Written(
            text: Self.text(of: collection) + " in " + files, path: folder,
            losses: converted.losses)
    }

    private func writeFile(_ collection: Collection) throws -> Written {
        let path = output ?? FilesV3.fileName(of: collection.name) + ".postman_collection.json"
        if path != "-" { try files.checkIsFree(path) }
        try files.write(JSONWriter.pretty(collection.v21), to: path)
        return Written(
            text: Self.text(of: collection), path: path, losses: collection.lossesToV21)
    }

    private static func text(of collection: Collection) -> String {
        let requests = HumanUnits.count(requestCount(collection.items), "request")
        return "the collection '\(collection.name)' with \(requests)"
    }

    private static func requestCount(_ items: [CollectionItem]) -> Int {
        items.reduce(0) { count, item in
            switch item {
            case .folder(let folder): count + requestCount(folder.items)
            case .request: count + 1
            }
        }
    }

    // MARK: Environments and globals

    private func convertVariables(_ kind: VariableConversion.Kind) throws -> Written {
        let conversion = try VariableConversion(source, kind)
        for warning in conversion.set.warnings { console.report(warning) }
        let path = output ?? conversion.fileName(format)
        if path != "-" { try files.checkIsFree(path) }
        try files.write(conversion.text(format), to: path)
        let count = HumanUnits.count(conversion.set.variables.count, "variable")
        let name = conversion.set.name.map { " '\($0)'" } ?? ""
        return Written(
            text: "the \(kind.rawValue)\(name) with \(count)", path: path,
            losses: conversion.losses(format))
    }
}
