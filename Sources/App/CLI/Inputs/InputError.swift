import Diagnostics
import Platform

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

    /// Creates the error of a file that cannot be read.
    ///
    /// If the file does not exist, the help names one with a similar name.
    static func unreadable(_ what: String, _ path: String, _ error: SystemError) -> InputError {
        InputError(
            "\(what) '\(path)' cannot be read: \(error.message)",
            help: error.isAbsence ? FileSpelling.suggestion(for: path) : [])
    }
}
