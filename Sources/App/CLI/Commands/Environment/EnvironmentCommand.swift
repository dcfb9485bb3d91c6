import CollectionAnalysis
import CollectionModel
import Diagnostics
import JSON
import Platform

/// `posthaste env`: shows, compares and changes environment files.
struct EnvironmentCommand {
    private let action: EnvironmentArguments.Action
    private let arguments: EnvironmentArguments
    private let operands: [String]

    init(
        _ action: EnvironmentArguments.Action, _ parsed: ParsedArguments<EnvironmentArguments>
    ) throws(UsageError) {
        self.action = action
        arguments = parsed.arguments
        operands = parsed.positionals
        let needed =
            switch action {
            case .list, .template: 1
            case .diff: parsed.positionals.contains(where: EnvironmentPaths.areSeveral) ? 1 : 2
            case .set, .unset: 2
            }
        if operands.count < needed || action == .template && operands.count > 1 {
            throw UsageError(
                message: "'env \(action.rawValue)' needs \(action.usage)",
                help: ["for example '\(action.example)'"])
        }
    }

    /// The command for an action.
    static func command(_ action: EnvironmentArguments.Action) -> Command {
        Command(
            name: "env " + action.rawValue, summary: action.meaning, usage: action.usage,
            about: [action.meaning.prefix(1).uppercased() + action.meaning.dropFirst() + "."]
                + action.about,
            examples: [action.example],
            exitCodes: [
                .init(.success, "done"),
                .init(
                    .failed,
                    action == .diff ? "a file lacks a name" : "the file cannot be changed"),
                .usage, .input, .missingLibrary,
            ],
            operand: { .file("FILE", ".json", ".yaml") },
            options: { EnvironmentArguments.options(action).map(\.label) },
            execute: { words in
                let parsed = try ArgumentParser(options: EnvironmentArguments.options(action))
                    .parse(words, into: EnvironmentArguments())
                if parsed.arguments.wantsHelp {
                    return try Help.show(about: ["env", action.rawValue])
                }
                return try EnvironmentCommand(action, parsed).run()
            })
    }

    /// Does it; returns the exit code.
    func run() throws -> Int32 {
        do {
            switch action {
            case .list: try list()
            case .diff: return try diff().rawValue
            case .template: try template()
            case .set, .unset: try change()
            }
            return ExitCode.success.rawValue
        } catch let error as Diagnostic {
            Console().report(error)
            return ExitCode.failed.rawValue
        }
    }

    // MARK: Showing

    private func files() throws(InputError) -> [EnvironmentFile] {
        var files: [EnvironmentFile] = []
        let found = try EnvironmentPaths(operands)
        let console = Console()
        found.warnings.forEach(console.report)
        for path in found.paths { files.append(try EnvironmentFile(path)) }
        return files
    }

    private func list() throws(InputError) {
        let files = try files()
        if arguments.printsJSON { return show(EnvironmentTable(files).json) }
        let redactor = files.redactor
        for (index, file) in files.enumerated() {
            if index > 0 { StandardStream.output.write("\n") }
            StandardStream.output.write("\(redactor.redact(file.name)) (\(file.path))\n")
            let lines = file.set.variables.map {
                (name: redactor.redactName($0.key), value: $0.shownText(redactor))
            }
            let width = lines.map(\.name.count).max() ?? 0
            for (name, value) in lines {
                let blanks = String(repeating: " ", count: width - name.count + 2)
                StandardStream.output.write("  \(name)\(blanks)\(value)\n")
            }
        }
    }

    private func diff() throws(InputError) -> ExitCode {
        let files = try files()
        if files.count < 2 {
            throw InputError(
                "there is only one environment, '\(files[0].path)', and nothing to compare it with")
        }
        let table = EnvironmentTable(files)
        if arguments.printsJSON {
            show(table.json)
        } else {
            StandardStream.output.write(table.text)
        }
        return table.isComplete ? .success : .failed
    }

    private func show(_ json: JSONValue) {
        StandardStream.output.write(JSONWriter.pretty(json))
    }

    // MARK: Changing

    private func template() throws {
        var file = try EnvironmentFile(operands[0])
        let redactor = [file].redactor
        let secrets = file.variables.filter {
            !$0.text.isEmpty
                && ($0.holdsSecret || !Redactor.isWeak($0.text) && redactor.isSecret($0.text))
        }
        for variable in secrets {
            file = try file.edited { edit throws(Diagnostic) in
                try edit.setting(variable.key, to: "", isSecret: false)
            }
        }
        file = try masked(file, secrets.map(\.text))
        guard let output = arguments.output else {
            return try StandardStream.output.write(try file.encoded())
        }
        if (try? FileAccess.readableSize(output)) != nil {
            throw Diagnostic(
                .error, "'\(output)' exists", help: ["choose another --output, or remove the file"])
        }
        let bytes = try file.encoded()
        do throws(SystemError) {
            try FileAccess.replace(output, with: bytes)
        } catch {
            throw Diagnostic(.error, "'\(output)' cannot be written: \(error.message)")
        }
    }

    /// Masks these secrets in the rest of the file: its name, comments, repeated variables.
    private func masked(_ file: EnvironmentFile, _ secrets: [String]) throws -> EnvironmentFile {
        var redactor = Redactor()
        for secret in secrets where !Redactor.isWeak(secret) { redactor.add(secret) }
        let text = String(decoding: file.bytes, as: UTF8.self)
        let masked = redactor.redact(text)
        if masked == text { return file }
        Console().report(
            Diagnostic(
                .warning, "'\(file.path)' has a secret outside of its values, which is masked"))
        return try file.edited { _ in Array(masked.utf8) }
    }

    private func change() throws {
        let path = operands[0]
        // Another process may change the file at the same time; a missing one is reported below.
        let lock = try? ExclusiveFile.locked(path)
        var file = try EnvironmentFile(path)
        try file.checkIsWhole()
        for operand in operands.dropFirst() {
            file = action == .set ? try set(operand, in: file) : try unset(operand, in: file)
        }
        try file.write()
        withExtendedLifetime(lock) {}
    }

    private func set(_ operand: String, in file: EnvironmentFile) throws -> EnvironmentFile {
        guard let equals = operand.firstIndex(of: "="), equals > operand.startIndex else {
            throw UsageError(message: "'env set' needs NAME=VALUE, not '\(operand)'")
        }
        let name = String(operand[..<equals])
        let value = String(operand[operand.index(after: equals)...])
        let changed = try file.edited { edit throws(Diagnostic) in
            try edit.setting(name, to: value, isSecret: arguments.isSecret)
        }
        // An unusual form of the file may defeat the edit; then nothing is written.
        guard changed.variable(name)?.text == value else {
            throw Diagnostic(
                .error, "'\(file.path)' has a form in which '\(name)' cannot be set")
        }
        try checkOthers(of: name, file, changed)
        return changed
    }

    private func unset(_ name: String, in file: EnvironmentFile) throws -> EnvironmentFile {
        guard file.variable(name) != nil else {
            throw Diagnostic(
                .error, "'\(file.path)' has no variable '\(name)'",
                help: CommandSpelling.suggestion(for: name, among: file.variables.map(\.key)))
        }
        let changed = try file.edited { edit throws(Diagnostic) in try edit.unsetting(name) }
        guard changed.variable(name) == nil else {
            throw Diagnostic(
                .error, "'\(file.path)' has a form in which '\(name)' cannot be removed")
        }
        try checkOthers(of: name, file, changed)
        return changed
    }

    /// Refuses a change of one variable that changes others, as a block that loses its end.
    private func checkOthers(
        of name: String, _ file: EnvironmentFile, _ changed: EnvironmentFile
    ) throws(Diagnostic) {
        let others = file.variables.filter { $0.key != name }
        guard let other = others.first(where: { changed.variable($0.key)?.text != $0.text }) else {
            return
        }
        throw Diagnostic(
            .error,
            "'\(file.path)' has a form in which '\(name)' cannot be changed without '\(other.key)'",
            help: ["write the value of '\(other.key)' in quotes"])
    }
}
