import Diagnostics
import Execution
import JSON
import Platform
import TextEncoding
import Variables

/// The variables and secrets that the command line gives all runs.
///
/// They are read once, since some of their sources can be read only once.
struct GivenVariables {
    /// The variables of `--dotenv` files, as the process has them.
    private var lent: [DotenvFile.Variable] = []
    private var secrets: [(name: String, value: String)] = []
    private var vaultSecrets: [(name: String, value: String)] = []
    /// Warnings about the files.
    private(set) var warnings: [Diagnostic] = []

    /// The fewest characters of a secret, for a variable whose name suggests one: `true` is not a
    /// secret.
    private static let shortestSecret = 6

    /// Reads what the arguments name, without the secrets if requests are only listed.
    init(_ arguments: RunArguments) throws(InputError) {
        try readFiles(arguments.variables.dotenvFiles)
        if arguments.selection.isListing { return }
        for secret in arguments.variables.secrets {
            secrets.append((secret.name, try secret.read()))
        }
        for secret in arguments.variables.vault {
            vaultSecrets.append((secret.name, try secret.read()))
        }
    }

    /// The values that no export may contain, even with `--export-secrets`.
    var secretValues: [String] { secrets.map(\.value) }

    /// The vault with all of its secrets; nil without any.
    var vault: VariableScope? {
        if vaultSecrets.isEmpty { return nil }
        let vault = VariableScope(name: "vault")
        for (name, value) in vaultSecrets { vault.set(name, .string(value), type: "secret") }
        return vault
    }

    /// Lends the variables of files to an environment.
    func lendVariables(to environment: VariableScope) {
        for variable in lent {
            let isSecret =
                SecretName.isTelling(variable.name)
                && variable.value.count >= Self.shortestSecret
            environment.lend(variable.name, variable.value, isSecret: isSecret)
        }
    }

    /// Lends the secrets.
    func lendSecrets(to environment: VariableScope) {
        for (name, value) in secrets { environment.lend(name, value, isSecret: true) }
    }

    /// Reads `.env` files into the process.
    ///
    /// Variables that the process already has win, then those of the last file, as other programs
    /// do it.
    private mutating func readFiles(_ paths: [String]) throws(InputError) {
        var variables: [DotenvFile.Variable] = []
        for path in paths {
            let file = try DotenvFile(
                try source(path), after: variables, process: { ProcessEnvironment[$0] })
            warnings += file.warnings
            variables += file.variables
        }
        let values = Dictionary(variables.map { ($0.name, $0.value) }) { $1 }
        ProcessEnvironment.setDefaults(values)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            lent.append(.init(name: name, value: ProcessEnvironment[name] ?? value))
        }
    }

    private func source(_ path: String) throws(InputError) -> JSONSource {
        do throws(SystemError) {
            return JSONSource(name: path, decoding: try FileAccess.read(path))
        } catch {
            throw InputError.unreadable("the dotenv file", path, error)
        }
    }
}
