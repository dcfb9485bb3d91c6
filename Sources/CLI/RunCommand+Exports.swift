import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import JSON
import Platform
import TextEncoding
import Variables

extension RunCommand {
    /// Writes what the command line asks to keep of the run; false where that is not possible.
    func export(
        _ files: RunFiles, _ scopes: VariableScopes, _ cookies: [HTTPCookie],
        _ publisher: EventPublisher
    ) -> Bool {
        let (environment, globals) = (arguments.exports.environment, arguments.exports.globals)
        var isComplete = true
        if let path = environment {
            isComplete =
                export(files.environment, "environment", scopes.environment, to: path, publisher)
        }
        if let path = globals {
            isComplete =
                export(files.globals, "globals", scopes.globals, to: path, publisher)
                && isComplete
        }
        if let path = arguments.exports.collection {
            isComplete =
                export(files.collection, scopes.collection, to: path, publisher) && isComplete
        }
        if let path = arguments.exports.cookieJar {
            isComplete = exportCookies(cookies, to: path) && isComplete
        }
        return isComplete
    }

    private func export(
        _ set: VariableSet, _ kind: String, _ scope: VariableScope, to path: String,
        _ publisher: EventPublisher
    ) -> Bool {
        let export = scope.export(marksEnabled: set.marksEnabled) { withholds($0, publisher) }
        let json = set.exported(
            export.variables,
            .init(
                scope: kind, time: Timestamp.iso8601(Clocks.secondsSince1970()),
                program: "Posthaste/\(Version.text)"))
        return write(json, kind, to: path, withheld: export.withheldKeys)
    }

    private func export(
        _ collection: Collection, _ scope: VariableScope, to path: String,
        _ publisher: EventPublisher
    ) -> Bool {
        let export = scope.export(marksEnabled: false) { withholds($0, publisher) }
        let (json, names) = collection.exported(
            export.variables, withholdsSecrets: !arguments.exports.keepsSecrets)
        return write(json, "collection", to: path, withheld: export.withheldKeys + names)
    }

    /// Whether a variable's value stays out of exports: it is of type secret, or known as a secret.
    private func withholds(_ entry: VariableScope.Entry, _ publisher: EventPublisher) -> Bool {
        let json = entry.value.json
        return !arguments.exports.keepsSecrets
            && (entry.type == "secret"
                || publisher.isSecret(json.string ?? JSONWriter.compact(json)))
    }

    /// The cookies keep their values: whoever asks for the file asks for the sessions.
    private func exportCookies(_ cookies: [HTTPCookie], to path: String) -> Bool {
        let file = ExportFile(path, name: "newman-cookie-jar", permissions: 0o600)
        return write(CookieJarFile.json(cookies), "cookie jar", to: file, withheld: [])
    }

    // MARK: Files

    private func write(
        _ json: JSONValue, _ kind: String, to path: String, withheld names: [String]
    ) -> Bool {
        write(json, kind, to: ExportFile(path, name: "newman-\(kind)"), withheld: names)
    }

    private func write(
        _ json: JSONValue, _ kind: String, to file: ExportFile, withheld names: [String]
    ) -> Bool {
        do throws(SystemError) {
            try file.write(JSONWriter.prettyBytes(json))
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
                    .warning, "what is secret was left out of '\(file.path)': \(list)",
                    help: ["--export-secrets keeps it"]))
        }
        return true
    }
}
