/// The exit codes of the program.
enum ExitCode: Int32 {
    /// All passed.
    case success = 0
    /// A request, a script or an assertion failed, or a report could not be written.
    case failed = 1
    /// The command line is wrong.
    case usage = 2
    /// An input file cannot be used.
    case input = 3
    /// A token needs a person, or was refused.
    case token = 4
    /// A library of the system is missing.
    case missingLibrary = 127
}
