import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import JSON
import Platform
import TextEncoding
import Variables

extension RunCommand {
    /// Writes the exports of a run; returns whether all of them could be written.
    ///
    /// Values that contain one of the `secrets` are left out even with `--export-secrets`.
    func export(
        _ work: RunWork, withholding secrets: [String]
    ) -> Bool {
        let publisher = work.publisher
        let exports = arguments.exports
        func isWithheld(_ entry: VariableScope.Entry) -> Bool {
            withholds(entry, secrets, publisher)
        }
        var isComplete = true
        if let path = exports.environment {
            let file = file(path, "environment", work)
            isComplete = export(
                work.files.environment.last, "environment", work.scopes.environment,
                to: file.over(work.files.environment.paths.last), isWithheld, publisher)
        }
        if let path = exports.globals {
            let file = file(path, "globals", work)
            isComplete =
                export(
                    work.files.globals, "globals", work.scopes.globals,
                    to: file.over(arguments.inputs.globals), isWithheld, publisher)
                && isComplete
        }
        if let path = exports.collection {
            let file = file(path, "collection", work)
            isComplete =
                export(
                    work.files.collection, work.scopes.collection,
                    to: file.over(work.files.name), isWithheld, publisher)
                && isComplete
        }
        if let path = exports.cookieJar {
            // The cookies keep their values: the file is meant to continue their sessions.
            let file = file(path, "cookie-jar", work, permissions: 0o600)
                .over(arguments.inputs.cookieJar)
            let json = CookieJarFile.json(work.transport.allCookies)
            isComplete = write(json, "cookie jar", to: file, withheld: []) && isComplete
        }
        return isComplete
    }

    /// The file for a path of the command line; in a folder, its name identifies the run.
    private func file(
        _ path: String, _ kind: String, _ work: RunWork, permissions: UInt32? = nil
    ) -> ExportFile {
        var name = "newman-\(kind)"
        if work.isOneOfSeveral {
            let letters = work.files.title.prefix(60)
                .map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }
            name += "-\(work.number + 1)-" + String(letters)
        }
        return ExportFile(path, name: name, permissions: permissions)
    }

    /// Exports variables; over the file that they were read from, its secrets stay.
    private func export(
        _ set: VariableSet, _ kind: String, _ scope: VariableScope, to file: ExportFile,
        _ isWithheld: (VariableScope.Entry) -> Bool, _ publisher: EventPublisher
    ) -> Bool {
        let export = scope.export(
            marksEnabled: set.marksEnabled, keepsFileSecrets: file.replacesInput,
            isSecret: isWithheld)
        let json = set.exported(
            export.variables,
            .init(
                scope: kind, time: Timestamp.iso8601(Clocks.secondsSince1970()),
                program: "Posthaste/\(Version.text)"))
        return write(json, kind, to: file, withheld: export.withheldKeys.map(publisher.redact))
    }

    private func export(
        _ collection: Collection, _ scope: VariableScope, to file: ExportFile,
        _ isWithheld: (VariableScope.Entry) -> Bool, _ publisher: EventPublisher
    ) -> Bool {
        let export = scope.export(
            marksEnabled: false, keepsFileSecrets: file.replacesInput, isSecret: isWithheld)
        let (json, names) = collection.exported(
            export.variables,
            withholdsSecrets: !arguments.exports.keepsSecrets && !file.replacesInput)
        let withheld = (export.withheldKeys + names).map(publisher.redact)
        return write(json, "collection", to: file, withheld: withheld)
    }

    /// Whether a variable's value stays out of exports: its type is secret, or its value is a known
    /// secret.
    private func withholds(
        _ entry: VariableScope.Entry, _ secrets: [String], _ publisher: EventPublisher
    ) -> Bool {
        let json = entry.value.json
        let text = json.string ?? JSONWriter.compact(json)
        let isGiven = secrets.contains {
            text == $0 || !Redactor.isWeak($0) && text.contains($0)
        }
        if isGiven { return true }
        return !arguments.exports.keepsSecrets
            && (entry.type == "secret" || publisher.isSecret(text))
    }

    // MARK: Files

    private func write(
        _ json: JSONValue, _ kind: String, to file: ExportFile, withheld names: [String]
    ) -> Bool {
        do throws(SystemError) {
            let isYAML = CollectionFolderFiles.isYAML(file.path) && json["values"] != nil
            try file.write(
                isYAML
                    ? YAMLExport.bytes(json, over: file.replacesInput ? file.path : nil)
                    : JSONWriter.prettyBytes(json))
            written.add(file.path)
        } catch {
            console.report(
                Diagnostic(
                    .error, "the \(kind) cannot be exported to '\(file.path)': \(error.message)"))
            return false
        }
        if !names.isEmpty {
            let list = names.map { "'\($0)'" }.joined(separator: ", ")
            console.report(
                Diagnostic(
                    .warning, "secrets were left out of '\(file.path)': \(list)",
                    help: arguments.exports.keepsSecrets
                        ? ["values of --secret are never exported"]
                        : ["--export-secrets keeps them"])
            )
        }
        return true
    }
}
