import Diagnostics
import Platform
import Reporting
import RunModel

/// The streams of the process: reports go to standard output, everything else to standard error.
struct Console {
    /// Standard output, for the reports.
    let output = BufferedOutput()
    private let renderer: DiagnosticRenderer

    init(color: TerminalArguments.Color = .auto) {
        renderer = DiagnosticRenderer(usesColor: Self.usesColor(color, on: .error))
    }

    /// Whether a stream has colours: as `--color` says.
    ///
    /// If that is auto, variables decide (no-color.org, force-color.org), and then whether the
    /// stream is a terminal with colours.
    static func usesColor(_ color: TerminalArguments.Color, on stream: StandardStream) -> Bool {
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
    func report(_ diagnostic: Diagnostic) {
        let words = ProcessEnvironment.arguments
        say(renderer.render(ShownWord.diagnostic(diagnostic, quoting: words)))
    }

    /// Prints a text on standard error.
    func say(_ text: String) {
        output.interject(GuardedOutput.isNeeded ? GuardedOutput.guarded(text) : text, to: .error)
    }

    /// Prints an error of the command line, and how to see the help.
    func report(_ error: UsageError, command: String) {
        var diagnostic = error.diagnostic(.error)
        diagnostic.help.append("see 'posthaste \(command)--help'")
        report(diagnostic)
    }
}
