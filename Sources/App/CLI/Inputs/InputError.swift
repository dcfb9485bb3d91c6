import Diagnostics

/// An input that cannot be used.
struct InputError: Error {
    /// What is wrong with it.
    var diagnostics: [Diagnostic]

    /// Creates an error of one sentence.
    init(_ message: String, help: [String] = []) {
        diagnostics = [Diagnostic(.error, message, help: help)]
    }

    /// What to report if a signal came while the input was read.
    func interruption(by signal: Int) -> Diagnostic {
        ended(Diagnostic(.error, "signal \(signal) ended the command, and nothing was sent"))
    }

    /// What to report if this ended the command while the input was read.
    func ended(_ end: Diagnostic) -> Diagnostic {
        var end = end
        if let input = diagnostics.first { end.message = "\(input.message); \(end.message)" }
        return end
    }

    /// Creates an error of several diagnostics.
    init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
