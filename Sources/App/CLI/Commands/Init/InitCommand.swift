import Diagnostics
import JSON
import Platform

/// `posthaste init`: makes the files with which `posthaste run` alone runs a project.
///
/// It reads no more than the collections and environments that it finds, and changes no file that
/// exists, except for lines that it adds to `.gitignore`.
struct InitCommand {
    private let service: Workflow.Service?
    private let replacesFiles: Bool
    private let console = Console()

    init(_ parsed: ParsedArguments<InitArguments>) throws(UsageError) {
        if let word = parsed.positionals.first {
            throw UsageError(
                message: "'init' takes no files, but '\(word)' is given",
                help: ["run it in the folder of the project; it finds the collections below"])
        }
        service = parsed.arguments.service
        replacesFiles = parsed.arguments.replacesFiles
    }

    /// Writes the files, and says what it did; returns the exit code.
    func run() -> Int32 {
        let project = ProjectFiles()
        guard !project.collections.isEmpty else {
            console.report(
                Diagnostic(
                    .error, "there is no collection in this folder or below",
                    help: [
                        "export one from Postman into this folder, as Collection v2.1",
                        "links to folders are not followed",
                    ]))
            return ExitCode.input.rawValue
        }
        do throws(Diagnostic) {
            let files = files(of: project)
            try checkSomethingIsNew(files)
            for file in files {
                if !replacesFiles, exists(file) {
                    say("kept \(file.path), which exists; --force replaces it")
                    continue
                }
                try write(Array(file.text.utf8), to: file.path)
                say("wrote \(file.path): \(file.meaning)")
            }
            try addIgnoredFiles()
        } catch {
            console.report(error)
            return ExitCode.failed.rawValue
        }
        sayWhatIsNext(project)
        return ExitCode.success.rawValue
    }

    // MARK: Files

    private struct File {
        let path: String
        let text: String
        let meaning: String
    }

    private func files(of project: ProjectFiles) -> [File] {
        let settings = ProjectSettings(project)
        var files = [
            File(path: "posthaste.json", text: settings.text, meaning: settings.meaning),
            File(
                path: ProjectSettings.schemaPath,
                text: JSONWriter.pretty(ConfigurationSchema.json),
                meaning: "editors complete and check posthaste.json with it"),
        ]
        if let service {
            let workflow = Workflow(service, project)
            files.append(
                File(path: service.path, text: workflow.text, meaning: workflow.meaning))
        }
        return files
    }

    /// Whether there is such a file, even one that cannot be read.
    private func exists(_ file: File) -> Bool {
        do throws(SystemError) {
            _ = try FileAccess.readableSize(file.path)
            return true
        } catch {
            return !error.isAbsence
        }
    }

    /// Fails if all files exist, and none may be replaced.
    private func checkSomethingIsNew(_ files: [File]) throws(Diagnostic) {
        guard !replacesFiles, files.allSatisfy(exists) else { return }
        let isOne = files.count == 1
        let names = files.map { "'\($0.path)'" }.joined(separator: " and ")
        throw Diagnostic(
            .error, "\(names) \(isOne ? "exists" : "exist"); nothing was written",
            help: ["to replace \(isOne ? "it" : "them"), give --force"])
    }

    /// Adds the lines to `.gitignore` that it lacks.
    private func addIgnoredFiles() throws(Diagnostic) {
        let path = ".gitignore"
        let bytes = try contents(of: path)
        let text = String(decoding: bytes, as: UTF8.self)
        let present = Set(text.split { $0.isNewline }.map { $0.trimmingSuffix(of: "/") })
        let missing = ["/reports/", ".env"].filter {
            !present.contains($0.trimmingSuffix(of: "/"))
        }
        guard !missing.isEmpty else { return say("\(path) has what it needs already") }
        let gap = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        let lines = gap + missing.joined(separator: "\n") + "\n"
        try write(bytes + Array(lines.utf8), to: path)
        say("added to \(path): \(missing.joined(separator: " "))")
    }

    /// The bytes of a file; none if there is no such file.
    private func contents(of path: String) throws(Diagnostic) -> [UInt8] {
        do throws(SystemError) {
            return try FileAccess.read(path)
        } catch {
            if error.isAbsence { return [] }
            throw Diagnostic(.error, "'\(path)' cannot be read: \(error.message)")
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
        do throws(SystemError) {
            let folder = FileAccess.parent(of: path)
            if !folder.isEmpty { try FileAccess.createDirectory(folder) }
            try FileAccess.replace(path, with: bytes)
        } catch {
            throw Diagnostic(.error, "'\(path)' cannot be written: \(error.message)")
        }
    }

    // MARK: What it says

    private func say(_ line: String) { StandardStream.output.write(line + "\n") }

    private func sayWhatIsNext(_ project: ProjectFiles) {
        var lines = ["", "Next:"]
        let environment = project.environments.first.map { " -e " + Workflow.quoted($0) } ?? ""
        if project.environments.count > 1 {
            let each = Workflow.eachEnvironment(project).joined(separator: " ")
            lines.append("  posthaste run \(each)    with each environment")
            lines.append("  posthaste run\(environment)    with one environment")
        } else {
            lines.append("  posthaste run")
        }
        if let collection = project.collectionWithOAuth2 {
            lines.append(
                "  posthaste auth check \(Workflow.quoted(collection))\(environment)    "
                    + "is the OAuth 2.0 set-up complete?")
        }
        lines += service.map { Workflow($0, project).preparation.map { "  " + $0 } } ?? []
        lines.forEach(say)
    }
}

extension StringProtocol {
    /// The text without an ending.
    fileprivate func trimmingSuffix(of ending: String) -> String {
        hasSuffix(ending) ? String(dropLast(ending.count)) : String(self)
    }
}
