/// A line that a script wrote to its console.
public struct ConsoleRecord: Sendable, Hashable {
    /// The console's method.
    public enum Level: String, Sendable, Hashable {
        /// `console.debug`
        case debug
        /// `console.log`
        case log
        /// `console.info`
        case info
        /// `console.warn`
        case warn
        /// `console.error`
        case error
    }

    /// The console's method.
    public var level: Level
    /// The arguments, each as Node's inspection shows it.
    public var arguments: [String]

    /// Creates a record.
    public init(level: Level, arguments: [String]) {
        self.level = level
        self.arguments = arguments
    }
}
