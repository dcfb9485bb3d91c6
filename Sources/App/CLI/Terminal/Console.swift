import Diagnostics
import Platform
import Reporting
import RunModel

/// The process's streams as the commands use them: reports to standard output, the rest to
/// standard error.
struct Console {
    /// Standard output, for the reports.
    let output = BufferedOutput()
    private let renderer: DiagnosticRenderer

    init(color: RunArguments.Color = .auto) {
        renderer = DiagnosticRenderer(usesColor: Self.usesColor(color, on: .error))
    }

    /// Whether a stream gets colours: as `--color` says, and where that says auto, as the environment
    /// does (no-color.org, force-color.org), else where there is a terminal that has some.
    static func usesColor(_ color: RunArguments.Color, on stream: StandardStream) -> Bool {
        switch color {
        case .on: return true
        case .off: return false
        case .auto: break
        }
        if !(ProcessEnvironment["NO_COLOR"] ?? "").isEmpty { return false }
        for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
            if !["", "0", "false"].contains(ProcessEnvironment[name] ?? "") { return true }
        }
        return stream.isTerminal && ProcessEnvironment["TERM"] != "dumb"
    }

    /// Prints a diagnostic on standard error.
    func report(_ diagnostic: Diagnostic) { say(renderer.render(diagnostic)) }

    /// Prints a text on standard error.
    func say(_ text: String) { output.interject(text, to: .error) }

    /// Prints what is wrong with the command line, and where its help is.
    func report(_ error: UsageError, command: String) {
        var diagnostic = error.diagnostic(.error)
        diagnostic.help.append("'posthaste \(command)--help' lists what there is")
        report(diagnostic)
    }
}
