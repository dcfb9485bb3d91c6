import CollectionAnalysis
import CollectionModel
import Diagnostics
import JSON
import Platform

/// `posthaste import`: makes a collection of command lines or of a recording.
struct ImportCommand {
    private let source: ImportArguments.Source
    private let arguments: ImportArguments
    private let path: String
    private let console = Console()

    init(
        _ source: ImportArguments.Source, _ parsed: ParsedArguments<ImportArguments>
    ) throws(UsageError) {
        guard let path = parsed.positionals.first, parsed.positionals.count == 1 else {
            throw UsageError(
                message: "'import \(source.rawValue)' needs one FILE, or - for standard input",
                help: ["for example '\(source.example)'"])
        }
        if parsed.arguments.format == .v3, [nil, "-"].contains(parsed.arguments.output) {
            throw UsageError(
                message: "'--to v3' needs '--output', the folder to write",
                help: ["for example '--output postman/collections/Orders'"])
        }
        self.source = source
        self.path = path
        arguments = parsed.arguments
    }

    /// The command for a source.
    static func command(_ source: ImportArguments.Source) -> Command {
        Command(
            name: "import " + source.rawValue, summary: source.meaning,
            usage: "FILE|- [OPTION...]",
            about: [source.meaning.prefix(1).uppercased() + source.meaning.dropFirst() + "."],
            examples: [source.example],
            exitCodes: [
                .init(.success, "done"),
                .init(.failed, "the output exists or cannot be written"), .usage, .input,
                .missingLibrary,
            ],
            operand: { .file("FILE|-", source == .har ? ".har" : ".sh") },
            options: { ImportArguments.options.map(\.label) },
            execute: { words in
                let parsed = try ArgumentParser(options: ImportArguments.options)
                    .parse(words, into: ImportArguments())
                if parsed.arguments.wantsHelp {
                    return try Help.show(about: ["import", source.rawValue])
                }
                return try ImportCommand(source, parsed).run()
            })
    }

    /// Imports; returns the exit code.
    func run() throws -> Int32 {
        let text = try InputFiles().source(path, "file")
        let (requests, losses) = try requests(of: text)
        guard !requests.isEmpty else {
            throw InputError("'\(text.name)' contains no \(source.content)")
        }
        for loss in losses { console.report(Diagnostic(.warning, "not imported: \(loss)")) }
        let collection = try Self.collection(of: requests, name: name)
        warnOfSecrets(collection)
        do throws(Diagnostic) {
            try write(collection)
        } catch {
            console.report(error)
            return ExitCode.failed.rawValue
        }
        return ExitCode.success.rawValue
    }

    private var name: String {
        if let name = arguments.name { return name }
        let file = CollectionPath.lastComponent(ShownWord.of(path))
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        return path == "-" ? "Imported" : stem
    }

    private func requests(
        of text: JSONSource
    ) throws(InputError) -> ([ImportedRequest], losses: [String]) {
        switch source {
        case .curl:
            do throws(CurlImport.WindowsCommand) {
                let imported = try CurlImport(String(decoding: text.bytes, as: UTF8.self))
                return (imported.requests, imported.losses)
            } catch {
                throw InputError(
                    "line \(error.line) of '\(text.name)' begins a command for \(error.shell)",
                    help: ["commands for a Unix shell are read; copy it as cURL (bash)"])
            }
        case .har:
            do throws(JSONSyntaxError) {
                return (HARImport(try JSONParser.parse(text))?.requests ?? [], [])
            } catch {
                throw InputError(diagnostics: [error.diagnostic(in: text)])
            }
        }
    }

    /// The requests as a collection, each named by its method and path.
    private static func collection(
        of requests: [ImportedRequest], name: String
    ) throws -> (collection: Collection, source: JSONSource) {
        let items = requests.map { imported -> JSONValue in
            let request = imported.request
            let path = request.url.pathText.isEmpty ? "/" : request.url.pathText
            var members: [(String, JSONValue)] = [
                ("name", .string("\(request.method) \(path)")),
                ("request", DefinitionWriter.json(request)),
            ]
            if let behavior = imported.behavior {
                members.append(("protocolProfileBehavior", behavior))
            }
            return .object(members)
        }
        let info = [("name", JSONValue.string(name)), ("schema", .string(Collection.schema))]
        let json = JSONValue.object([
            ("info", .object(info)),
            ("item", .array(items)),
        ])
        let source = JSONSource(name: "collection", bytes: JSONWriter.prettyBytes(json))
        return (try DefinitionFile.collection(source), source)
    }

    /// Names the secrets that the requests have, which do not belong into a file that is shared.
    private func warnOfSecrets(_ imported: (collection: Collection, source: JSONSource)) {
        var input = AnalysisInput()
        let origin = DefinitionOrigin.json(imported.source, root: imported.collection.json)
        input.collections = [.init(imported.collection, from: origin)]
        let secrets = CollectionAnalysis(input).findings().filter { $0.rule == .literalSecret }
        var seen: Set<String> = []
        let names = secrets.map(\.subject).filter { seen.insert($0).inserted }
        if names.isEmpty { return }
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        console.report(
            Diagnostic(
                .warning, "the collection contains secrets: \(list)",
                help: ["replace them with variables before you share the file"]))
    }

    // MARK: Output

    private func write(
        _ imported: (collection: Collection, source: JSONSource)
    ) throws(Diagnostic) {
        let output = OutputFiles(replaces: arguments.replacesOutput)
        let path = arguments.output ?? "-"
        if arguments.format == .v3 {
            try output.checkIsFree(path)
            let name = CollectionPath.lastComponent(path)
            let converted = FilesV3(imported.collection, inFolder: name)
            for file in converted.files {
                try output.write(file.text, to: path + "/" + file.path)
            }
            for loss in converted.losses {
                console.report(Diagnostic(.warning, "lost in v3: \(loss)"))
            }
        } else {
            if path != "-" { try output.checkIsFree(path) }
            try output.write(String(decoding: imported.source.bytes, as: UTF8.self), to: path)
        }
    }
}
