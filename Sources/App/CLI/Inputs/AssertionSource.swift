import HTTPModel
import JSON
import OAuth2
import Platform
import TextEncoding

/// Where a client assertion comes from (`--client-assertion`).
///
/// It is read again for each token request: such tokens live for minutes, and their files are
/// replaced.
enum AssertionSource: Equatable {
    /// The identity token of a GitHub Actions job, for an audience.
    case github(audience: String)
    /// A file, as Kubernetes projects one.
    case file(String)
    /// A variable of the process, as GitLab sets one.
    case environment(String)
    /// The output of a shell command.
    case command(String)

    /// The audience that Entra expects in tokens of other issuers.
    private static let entraAudience = "api://AzureADTokenExchange"

    /// Reads the value of the option.
    init?(_ text: String) {
        let kind = text.prefix { $0 != ":" }
        let rest = String(text.dropFirst(kind.count + 1))
        switch kind {
        case "github": self = .github(audience: rest.isEmpty ? Self.entraAudience : rest)
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
        case .file(let path):
            do throws(SystemError) {
                return String(decoding: try FileAccess.read(path), as: UTF8.self)
            } catch {
                throw unavailable(error.message)
            }
        case .environment(let name):
            guard let value = ProcessEnvironment[name] else {
                throw unavailable("the variable is not set")
            }
            return value
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

    private func askGitHub(
        for audience: String, _ transport: any HTTPTransport
    ) throws(OAuth2Error) -> String {
        guard let address = ProcessEnvironment["ACTIONS_ID_TOKEN_REQUEST_URL"],
            let token = ProcessEnvironment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]
        else {
            throw unavailable("the job has no identity; give it the permission 'id-token: write'")
        }
        let separator = address.contains("?") ? "&" : "?"
        let request = HTTPRequest(
            url: address + separator + "audience=" + PercentEncoding.strict.encode(audience),
            headers: HTTPHeaders([
                HTTPField(name: "Authorization", value: "Bearer " + token),
                HTTPField(name: "Accept", value: "application/json"),
            ]))
        var options = TransferOptions()
        options.refusesCrossOriginRedirects = true
        options.disablesCookies = true
        options.totalTimeout = .seconds(30)
        let exchange: HTTPExchange
        do throws(TransportError) {
            exchange = try transport.exchange(request, options: options)
        } catch {
            throw unavailable(error.message)
        }
        let reply = try? JSONParser.parse(
            JSONSource(name: "", bytes: exchange.response.body))
        guard exchange.response.status == 200, let value = reply?["value"]?.string else {
            throw unavailable("GitHub answered \(exchange.response.status)")
        }
        return value
    }

    private func unavailable(_ reason: String) -> OAuth2Error {
        OAuth2Error(.noAssertion(source: name, reason: reason))
    }
}
