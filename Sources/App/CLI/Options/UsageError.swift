import Diagnostics

/// A command line that cannot be used as given.
struct UsageError: Error, Equatable {
    /// What is wrong, in one phrase.
    var message: String
    /// What to do about it.
    var help: [String] = []

    /// The error as the user sees it.
    func diagnostic(_ severity: Severity) -> Diagnostic {
        Diagnostic(severity, message, help: help)
    }

    /// A value that is empty and means nothing.
    static func empty(_ what: String) -> UsageError {
        UsageError(
            message: "\(what) is empty",
            help: ["if it comes from a variable of the shell, the variable may not be set"])
    }

    /// An option without the value that it needs.
    static func lack(of name: String, _ shape: ValueShape) -> UsageError {
        UsageError(
            message: "option '\(name)' needs a value",
            help: ["give it as '\(name) \(shape.placeholder)'"])
    }
}
