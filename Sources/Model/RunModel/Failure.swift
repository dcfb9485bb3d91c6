public import Diagnostics

/// An error as scripts and requests raise it.
public struct Failure: Error, Sendable, Hashable {
    /// What the operating system says about a request that failed, in the words of Node's errors.
    public struct SystemError: Sendable, Hashable {
        /// The error's code: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`.
        public var code: String
        /// The error's number as Node reports it, which is negative: `-111`.
        public var errno: Int?
        /// The call that failed: `connect`, `getaddrinfo`, `read`.
        public var syscall: String?
        /// The address of the peer.
        public var address: String?
        /// The port of the peer.
        public var port: Int?

        /// Creates an error.
        public init(
            code: String, errno: Int? = nil, syscall: String? = nil, address: String? = nil,
            port: Int? = nil
        ) {
            self.code = code
            self.errno = errno
            self.syscall = syscall
            self.address = address
            self.port = port
        }
    }

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
    public var system: SystemError?

    /// Creates a failure.
    public init(
        name: String, message: String, stack: String? = nil, position: TextPosition? = nil,
        lineText: String? = nil, comparison: Comparison? = nil, system: SystemError? = nil
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
