import Diagnostics

/// An input that cannot be used.
struct InputError: Error {
    /// What is wrong with it.
    var diagnostics: [Diagnostic]

    /// Creates an error of one sentence.
    init(_ message: String, help: [String] = []) {
        diagnostics = [Diagnostic(.error, message, help: help)]
    }

    /// Creates an error of several diagnostics.
    init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
