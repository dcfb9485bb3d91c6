import Platform

extension InputError {
    /// Creates the error of a file that cannot be read.
    ///
    /// If the file does not exist, the help names one with a similar name.
    static func unreadable(_ what: String, _ path: String, _ error: SystemError) -> InputError {
        let shown = ShownWord.of(path)
        return InputError(
            "\(what) '\(shown)' cannot be read: \(error.message)",
            help: error.isAbsence && shown == path ? FileSpelling.suggestion(for: path) : [])
    }
}
