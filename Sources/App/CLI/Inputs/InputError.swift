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
        let what = diagnostics.first.map { $0.message + "; " } ?? ""
        return Diagnostic(
            .error, "\(what)signal \(signal) ended the command, and nothing was sent")
    }

    /// Creates an error of several diagnostics.
    init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
