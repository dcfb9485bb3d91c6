public import Diagnostics
public import HTTPModel

/// An error as scripts and requests raise it.
public struct Failure: Error, Sendable, Hashable {
    /// The error's name: `AssertionError`, `TypeError`, `TransportError`, `AuthenticationError`.
    public var name: String
    /// The error's message.
    public var message: String
    /// The stack in the user's own script, or nil if there is none.
    public var stack: String?
    /// The position in the user's own script.
    public var position: TextPosition?
    /// The line of the script at that position.
    public var lineText: String?
    /// The values that an assertion compared.
    public var comparison: Comparison?
    /// The system error behind a request that failed.
    public var system: TransportError.Cause?

    /// Creates a failure.
    public init(
        name: String, message: String, stack: String? = nil, position: TextPosition? = nil,
        lineText: String? = nil, comparison: Comparison? = nil, system: TransportError.Cause? = nil
    ) {
        self.name = name
        self.message = message
        self.stack = stack
        self.position = position
        self.lineText = lineText
        self.comparison = comparison
        self.system = system
    }
}

extension Failure {
    /// The stack without the name and message that it begins with, or nil if nothing else is in it.
    public var frames: String? {
        guard let stack else { return nil }
        var rest = stack[...]
        for beginning in ["\(name): \(message)", "Error: \(message)", message]
        where rest.hasPrefix(beginning) {
            rest = rest.dropFirst(beginning.count)
            break
        }
        while rest.first?.isNewline == true { rest.removeFirst() }
        return rest.isEmpty ? nil : String(rest)
    }
}
