import HTTPModel
import JSON
import OAuth2
import Platform

/// Where a token of another issuer comes from (`--client-assertion`, `--assertion`).
///
/// It is read again for each token request: such tokens live for minutes, and their files are
/// replaced.
enum AssertionSource: Equatable {
    /// The identity token of a GitHub Actions job, for an audience.
    case github(audience: String)
    /// The identity token of an Azure Pipelines job.
    case azurePipelines
    /// The variable that GitLab sets for an entry of `id_tokens`.
    case gitlab(variable: String)
    /// The identity token of a CircleCI job.
    case circleci
    /// The identity token of a step of Bitbucket Pipelines.
    case bitbucket
    /// A file, as Kubernetes projects one.
    case file(String)
    /// A variable of the process.
    case environment(String)
    /// The output of a shell command.
    case command(String)

    /// The audience that Entra expects in tokens of other issuers.
    private static let entraAudience = "api://AzureADTokenExchange"
    /// The variable of GitLab, unless the user names another.
    private static let gitlabVariable = "GITLAB_OIDC_TOKEN"

    /// The spellings that exist, for the help.
    static let spellings =
        "github[:AUDIENCE], azure-pipelines, gitlab[:VARIABLE], circleci, bitbucket, file:PATH, "
        + "env:NAME or cmd:COMMAND"

    /// Reads the value of the option.
    init?(_ text: String) {
        let kind = text.prefix { $0 != ":" }
        let rest = String(text.dropFirst(kind.count + 1))
        switch kind {
        case "github": self = .github(audience: rest.isEmpty ? Self.entraAudience : rest)
        case "azure-pipelines" where rest.isEmpty: self = .azurePipelines
        case "gitlab": self = .gitlab(variable: rest.isEmpty ? Self.gitlabVariable : rest)
        case "circleci" where rest.isEmpty: self = .circleci
        case "bitbucket" where rest.isEmpty: self = .bitbucket
        case "file" where !rest.isEmpty: self = .file(rest)
        case "env" where !rest.isEmpty: self = .environment(rest)
        case "cmd" where !rest.isEmpty: self = .command(rest)
        default: return nil
        }
    }

    /// The source without its command, which may contain a secret.
    var name: String {
        switch self {
        case .github: "github"
        case .azurePipelines: "azure-pipelines"
        case .gitlab(let variable): "gitlab:" + variable
        case .circleci: "circleci"
        case .bitbucket: "bitbucket"
        case .file(let path): "file:" + path
        case .environment(let name): "env:" + name
        case .command: "cmd"
        }
    }

    /// Reads the current assertion.
    func read(
        _ transport: any HTTPTransport, unless interruption: Interruption
    ) throws(OAuth2Error) -> String {
        switch self {
        case .github(let audience): return try askGitHub(for: audience, transport)
        case .azurePipelines: return try askAzure(transport)
        case .gitlab(let variable):
            return try self.variable(
                [variable], orElse: "the job has no 'id_tokens' entry of that name")
        case .circleci:
            return try variable(
                ["CIRCLE_OIDC_TOKEN_V2", "CIRCLE_OIDC_TOKEN"],
                orElse: "the variable CIRCLE_OIDC_TOKEN_V2 is not set; the job needs a context")
        case .bitbucket:
            return try variable(
                ["BITBUCKET_STEP_OIDC_TOKEN"], orElse: "the step has no 'oidc: true'")
        case .file(let path):
            do throws(SystemError) {
                return FileEncoding.text(of: try FileAccess.read(path))
            } catch {
                throw unavailable(error.message)
            }
        case .environment(let name):
            return try variable([name], orElse: "the variable is not set")
        case .command(let command):
            do throws(SystemError) {
                return String(
                    decoding: try ChildProcess.output(of: command, unless: interruption),
                    as: UTF8.self)
            } catch {
                throw unavailable(error.message)
            }
        }
    }

    private func variable(_ names: [String], orElse reason: String) throws(OAuth2Error) -> String {
        for name in names {
            if let value = ProcessEnvironment[name], !value.isEmpty { return value }
        }
        throw unavailable(reason)
    }

    func unavailable(_ reason: String) -> OAuth2Error {
        OAuth2Error(.noAssertion(source: name, reason: reason))
    }
}
