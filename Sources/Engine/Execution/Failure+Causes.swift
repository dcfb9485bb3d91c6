import Diagnostics
import HTTPModel
import RunModel
import Variables

extension TransportError.Kind {
    /// The error code of Node for a request that cannot be sent.
    fileprivate var cause: TransportError.Cause? {
        switch self {
        case .invalidURL: TransportError.Cause(code: "ERR_INVALID_URL")
        case .invalidRequest: TransportError.Cause(code: "ERR_INVALID_CHAR")
        default: nil
        }
    }
}

extension Failure {
    /// A warning that `--strict` counts as a failure.
    init(strict warning: Diagnostic) {
        var lines = ["--strict: " + warning.message]
        if let file = warning.place.file {
            lines.append(
                "in "
                    + (warning.place.position.map { "\(file):\($0.line):\($0.column)" } ?? file))
        }
        self.init(name: "StrictError", message: (lines + warning.help).joined(separator: "\n"))
    }

    /// A request of a script that could not be prepared.
    init(ofScript error: RequestBuildError) {
        guard case .undefinedVariable(let name) = error else {
            self.init(error)
            return
        }
        self.init(
            name: "RequestError",
            message: "URL contains the variable {{\(name)}}, and pm.sendRequest replaces none\n"
                + "pm.variables.replaceIn replaces them",
            system: Self.cause(of: error))
    }

    /// A request that could not be prepared.
    ///
    /// `scopes` are those that its variables came from.
    init(_ error: RequestBuildError, scopes: VariableScopes? = nil) {
        let message =
            switch error {
            case .emptyURL: "the request has no URL"
            case .missingHost(let scheme?): "the URL has no host after '\(scheme)://'"
            case .missingHost(nil):
                "the URL starts neither with a host nor with http:// or https:// and a host"
            case .undefinedVariable(let name): Self.message(ofVariable: name, scopes)
            case .unsupportedScheme(let scheme):
                "scheme '\(scheme)' is not supported; a URL starts with http:// or https://"
            case .invalidPort(let port): "'\(port)' is not a port"
            }
        self.init(name: "RequestError", message: message, system: Self.cause(of: error))
    }

    /// The error code of Node for such a URL.
    private static func cause(of error: RequestBuildError) -> TransportError.Cause {
        switch error {
        case .emptyURL, .missingHost: TransportError.Cause(code: "ERR_INVALID_URL")
        case .undefinedVariable: .hostNotFound
        case .unsupportedScheme: TransportError.Cause(code: "ERR_INVALID_PROTOCOL")
        case .invalidPort: TransportError.Cause(code: "ERR_SOCKET_BAD_PORT")
        }
    }

    /// A request whose variables could not be substituted; nil if they could.
    init?(_ findings: [SubstitutionFinding]) {
        for case .tooLongURL(let name, let limit) in findings {
            self.init(
                name: "RequestError",
                message: "variable '\(name)' and others add more than \(limit >> 20) MiB to the URL"
            )
            return
        }
        return nil
    }

    /// Why a variable is left in a URL.
    private static func message(ofVariable name: String, _ scopes: VariableScopes?) -> String {
        guard let scopes, !scopes.isNullInData(name) else {
            return scopes == nil
                ? "URL contains the undefined variable {{\(name)}}"
                : "URL contains the variable {{\(name)}}, which is null in the data row"
        }
        if scopes.value(for: name) != nil {
            return "URL contains the variable {{\(name)}}, which refers to itself"
        }
        return "URL contains the undefined variable {{\(name)}}\n" + hint(about: scopes.environment)
    }

    /// Which environment the variable should have been in.
    private static func hint(about environment: VariableScope) -> String {
        if let name = environment.name { return "the environment '\(name)' does not define it" }
        return environment.entries.isEmpty
            ? "no environment was given (-e)" : "the environment does not define it"
    }

    /// A request that got no response.
    init(_ error: TransportError) {
        self.init(
            name: "RequestError", message: error.message, system: error.cause ?? error.kind.cause)
    }

    /// A request that was abandoned because the run ends.
    init(_ interruption: RunEnd.Interruption) {
        let reason = interruption.diagnostic.map { "abandoned: \($0.message)" }
        self.init(name: "RequestError", message: reason ?? "interrupted")
    }

    /// A request that could not be authorized.
    init(_ error: AuthorizationError) {
        let diagnostic = error.diagnostic
        self.init(
            name: "AuthenticationError",
            message: diagnostic.messageWithHelp)
    }
}
