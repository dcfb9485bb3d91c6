import CollectionAnalysis
import Diagnostics
import JSON
import Platform

/// A source of many secrets, which may be another one for each environment (`--secrets-from`).
struct SecretsSource: Equatable {
    /// Where the secrets are; `{environment}` in it is the name of the environment's file.
    enum Place: Equatable {
        /// A file of secrets, or a folder with a file for each.
        case path(String)
        /// The variables of the process that begin with this.
        case prefix(String)
        /// The output of a shell command.
        case command(String)
    }

    /// A secret and its name.
    struct Secret: Equatable {
        let name: String
        let value: String
    }

    /// What a source has for an environment.
    struct Reading {
        var secrets: [Secret] = []
        /// What the source has that is no secret, or that it has none.
        var warnings: [Diagnostic] = []

        init(_ secrets: [Secret] = []) {
            self.secrets = secrets
        }

        init(_ list: SecretsList, of source: String) {
            secrets = list.secrets
            if list.ignoredNames.isEmpty { return }
            let names = list.ignoredNames.map { "'\($0)'" }.joined(separator: ", ")
            warnings = [
                Diagnostic(
                    .warning, "\(source) has values that are no secrets and were ignored: \(names)",
                    help: ["a secret is a text or a number, and may be in an object"])
            ]
        }
    }

    let place: Place
    /// The option's value.
    let text: String

    /// Whether the option's value is something else than a path.
    static func isElsewhere(_ text: String) -> Bool {
        text.hasPrefix("cmd:") || text.hasPrefix("env-prefix:")
    }

    private static let placeholder = "{environment}"

    /// Reads the value of the option.
    init(_ text: String) throws(UsageError) {
        self.text = text
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch parts.first {
        case "env-prefix" where parts.count == 2: place = .prefix(parts[1])
        case "cmd" where parts.count == 2: place = .command(parts[1])
        default: place = .path(text)
        }
        if text.isEmpty || text.hasSuffix("env-prefix:") || text.hasSuffix("cmd:") {
            throw UsageError(
                message: "'--secrets-from' must be a file, a folder, env-prefix:PREFIX or "
                    + "cmd:COMMAND")
        }
    }

    /// Reads the secrets for an environment.
    ///
    /// `names` are the variables of the environment, whose spelling wins over that of the process's
    /// variables.
    func read(for environment: String, names: [String]) throws(InputError) -> Reading {
        switch place {
        case .path(let path):
            let path = path.replacing(Self.placeholder, with: environment)
            return FileAccess.isDirectory(path) ? Reading(try folder(path)) : try file(path)
        case .prefix(let prefix):
            let name = String(
                environment.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
            return variables(prefix.replacing(Self.placeholder, with: name), names)
        case .command(let command):
            // A name with a hyphen in front would be an option of the command.
            let isPlain =
                !environment.hasPrefix("-")
                && environment.allSatisfy { character in
                    character.isASCII && (character.isLetter || character.isNumber)
                        || "._-".contains(character)
                }
            if command.contains(Self.placeholder), !isPlain {
                throw InputError(
                    "the environment '\(environment)' cannot be part of a command",
                    help: [
                        "its file name may have only letters, digits, '.', '_' and '-', and no "
                            + "'-' in front"
                    ])
            }
            return try output(of: command.replacing(Self.placeholder, with: environment))
        }
    }

    // MARK: Places

    private func folder(_ path: String) throws(InputError) -> [Secret] {
        var secrets: [Secret] = []
        for name in FileSpelling.entries(of: path) where !name.hasPrefix(".") {
            let file = path + "/" + name
            if FileAccess.isDirectory(file) { continue }
            let value = try SecretSource.file(file).read("the secret '\(name)'")
            secrets.append(Secret(name: name, value: value))
        }
        return secrets
    }

    private func file(_ path: String) throws(InputError) -> Reading {
        let quoted = "'" + path.replacing("'", with: "'\\''") + "'"
        if path.hasSuffix(".age") {
            return try output(
                of: "age --decrypt --identity \"${SOPS_AGE_KEY_FILE:?is not set}\" " + quoted)
        }
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileAccess.read(path)
        } catch {
            throw InputError.unreadable("the file of secrets", path, error)
        }
        let list = try SecretsList(JSONSource(name: path, decoding: bytes))
        if list.isEncryptedBySOPS { return try output(of: "sops --decrypt " + quoted) }
        return Reading(list, of: "'\(path)'")
    }

    private func output(of command: String) throws(InputError) -> Reading {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try ChildProcess.output(of: command)
        } catch {
            throw InputError(
                "the command '\(SecretText.masked(command))' for secrets failed: "
                    + error.message)
        }
        let shown = SecretText.masked(command)
        let source = JSONSource(name: "the output of '\(shown)'", decoding: bytes)
        let list = try SecretsList(source)
        var redactor = Redactor()
        for secret in list.secrets { redactor.add(secret.value) }
        return Reading(list, of: "the output of '\(redactor.redact(shown))'")
    }

    /// The variables of the process with the prefix, named as the environment spells them.
    private func variables(_ prefix: String, _ names: [String]) -> Reading {
        let spellings = Dictionary(names.map { (Self.folded($0), $0) }) { first, _ in first }
        let secrets = ProcessEnvironment.names.sorted().compactMap { variable -> Secret? in
            guard variable.hasPrefix(prefix), variable != prefix,
                let value = ProcessEnvironment[variable]
            else { return nil }
            let name = String(variable.dropFirst(prefix.count))
            let isKnown = names.contains(name)
            return Secret(
                name: isKnown ? name : spellings[Self.folded(name)] ?? name, value: value)
        }
        var reading = Reading(secrets)
        if secrets.isEmpty {
            reading.warnings = [
                Diagnostic(
                    .warning,
                    "no variable of the process begins with '\(prefix)', so "
                        + "'--secrets-from \(text)' has no secrets")
            ]
        }
        return reading
    }

    /// A name without what differs between the spellings of programs.
    private static func folded(_ name: String) -> String {
        name.lowercased().filter { $0 != "_" && $0 != "-" }
    }
}
