import Diagnostics
import HTTPModel
import RunModel
import Variables

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

    /// A request that could not be prepared.
    init(_ error: RequestBuildError, environment: VariableScope? = nil) {
        let message =
            switch error {
            case .emptyURL: "the request has no URL"
            case .undefinedVariable(let name):
                "URL contains the undefined variable {{\(name)}}"
                    + (environment.map { "\n" + Self.hint(about: $0) } ?? "")
            case .unsupportedScheme(let scheme):
                "'\(scheme)' is not supported; a URL starts with http:// or https://"
            case .invalidPort(let port): "'\(port)' is not a port"
            }
        self.init(name: "RequestError", message: message)
    }

    /// Which environment the variable should have been in.
    private static func hint(about environment: VariableScope) -> String {
        if let name = environment.name { return "the environment '\(name)' does not define it" }
        return environment.entries.isEmpty
            ? "no environment was given (-e)" : "the environment does not define it"
    }

    /// A request that got no response.
    init(_ error: TransportError) {
        self.init(name: "RequestError", message: error.message, system: error.cause)
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
            message: ([diagnostic.message] + diagnostic.help).joined(separator: "\n"))
    }
}
