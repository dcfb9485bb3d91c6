import Diagnostics
import Execution
import JSON
import OAuth2
import Platform
import Scripting

/// The services that all runs share: read once, since some of their sources can be read only once.
struct SharedServices {
    /// The files that request bodies name.
    let files: BodyFilesOnDisk
    /// The folders of `--module-path`, resolved.
    let modulePaths: [String]
    /// What the command line says about tokens, with its secrets.
    let overrides: OAuth2Overrides
    let auditLog: AuditLog?
    /// The tokens that runs have obtained.
    let tokens = SharedTokens()

    /// Reads what the arguments name.
    init(_ arguments: RunArguments, console: Console) throws(InputError) {
        files = try BodyFilesOnDisk(
            folder: arguments.requests.workingDirectory,
            isConfined: arguments.requests.confinesBodyFiles)
        modulePaths = try Self.modulePaths(arguments.scripts)
        overrides = try Self.overrides(arguments.tokens)
        auditLog = try arguments.tokens.auditLog.map { (path) throws(InputError) in
            try AuditLog(path: path, console: console)
        }
    }

    /// The secrets among the overrides.
    var secrets: [String] {
        [overrides.accessToken, overrides.refreshToken, overrides.clientSecret].compactMap(\.self)
    }

    private static func modulePaths(_ scripts: ScriptArguments) throws(InputError) -> [String] {
        let files = ModuleFilesOnDisk()
        var folders: [String] = []
        for path in scripts.modulePaths {
            guard let folder = files.realPath(of: path), files.kind(of: folder) == .folder else {
                throw InputError("the folder '\(path)' of --module-path does not exist")
            }
            folders.append(folder)
        }
        return folders
    }

    // MARK: Tokens

    private static func overrides(_ tokens: TokenArguments) throws(InputError) -> OAuth2Overrides {
        var overrides = tokens.overrides
        let secrets = tokens.secrets
        overrides.accessToken = try secrets.accessToken?.readSome("the access token")
        overrides.refreshToken = try secrets.refreshToken?.readSome("the refresh token")
        overrides.clientSecret = try secrets.clientSecret?.readSome("the client secret")
        if let source = tokens.assertion {
            overrides.clientAssertion = .supplied(name: source.name)
        } else if tokens.certificate != nil || tokens.key != nil {
            overrides.clientAssertion = .key(try key(tokens))
        }
        if let source = tokens.exchanged {
            overrides.assertion = .supplied(name: source.name)
        } else if let path = tokens.serviceAccount {
            overrides.assertion = .serviceAccount(try serviceAccount(path))
            overrides.grant = overrides.grant ?? .jwtBearer
        }
        return overrides
    }

    private static func serviceAccount(_ path: String) throws(InputError) -> ServiceAccount {
        let text = try text(of: path, "the service account")
        do throws(OAuth2Error) {
            return try ServiceAccount((try? JSONParser.parse(text)) ?? .null, name: path)
        } catch {
            throw InputError(error.diagnostic.message, help: error.diagnostic.help)
        }
    }

    /// Reads the key that the client authenticates with, and its certificate if there is one.
    private static func key(_ tokens: TokenArguments) throws(InputError) -> AssertionKey {
        var certificate: String?
        if let path = tokens.certificate {
            certificate = try text(of: path, "the client certificate")
        }
        var key = certificate ?? ""
        if let path = tokens.key { key = try text(of: path, "the client key") }
        let passphrase =
            try tokens.secrets.keyPassphrase?.read("the passphrase of the client key") ?? ""
        let name = tokens.key ?? tokens.certificate ?? ""
        do throws(OAuth2Error) {
            guard let certificate else {
                return try AssertionKey(
                    key: key, passphrase: passphrase, keyID: tokens.keyID, name: name)
            }
            return try AssertionKey(
                certificate: certificate, key: key, passphrase: passphrase,
                names: (tokens.certificate ?? "", name))
        } catch {
            throw InputError(
                error.diagnostic.message,
                help: [
                    "if the key is in a file of its own, give it with '--client-key FILE', and its "
                        + "passphrase with '--client-key-passphrase env:NAME'"
                ])
        }
    }

    private static func text(of path: String, _ what: String) throws(InputError) -> String {
        do throws(SystemError) {
            return FileEncoding.text(of: try FileAccess.read(path))
        } catch {
            throw InputError.unreadable(what, path, error)
        }
    }
}
