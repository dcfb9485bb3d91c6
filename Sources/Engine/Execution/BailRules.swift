/// What ends a run before its plan is done (`--bail`).
public struct BailRules: OptionSet, Sendable, Hashable {
    /// A request without an answer, or a script that threw.
    public static let errors = BailRules(rawValue: 1)
    /// Anything that the run fails by, errors among it.
    public static let failures = BailRules(rawValue: 2)

    /// The rules as bits.
    public let rawValue: Int

    /// Makes rules of bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Whether what has failed so far ends the run.
    func apply(to failures: FailureTally) -> Bool {
        contains(.failures) && failures.all > 0 || contains(.errors) && failures.errors > 0
    }

    /// What the run is said to end at, as `first failure (--bail)`.
    var occasion: String {
        contains(.failures) ? "first failure (--bail)" : "first error (--bail folder)"
    }
}
