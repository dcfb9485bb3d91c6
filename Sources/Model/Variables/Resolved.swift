public import Diagnostics

/// A value with its variables put in, and what the user should know about those variables.
public struct Resolved<Value> {
    /// The value.
    public let value: Value
    /// What was wrong with its variables, each once, in order.
    public let findings: [SubstitutionFinding]
    /// Whether there was nothing to put in and nothing to report: it resolves to the same every
    /// time.
    public let isConstant: Bool

    /// Creates a resolved value.
    public init(value: Value, findings: [SubstitutionFinding], isConstant: Bool = false) {
        self.value = value
        self.findings = findings
        self.isConstant = isConstant
    }
}

extension Resolved: Sendable where Value: Sendable {}

/// Something about a `{{variable}}` that the user should know.
public enum SubstitutionFinding: Sendable, Hashable {
    /// No scope has the variable, so that its token is sent as it stands.
    case undefined(String)
    /// The data row has `null` for the variable, so that its token is sent as it stands.
    case nullInData(String)
    /// The value is an object, and became `[object Object]`.
    case object(String)
    /// The value is an array, and became its elements with commas between them.
    case array(String)
    /// The path variable has no value, so that `:name` stays in the URL.
    case emptyPathVariable(String)
    /// The value refers to the variable itself, or through too many others, so that a token of it
    /// stays.
    case selfReferring(String)
    /// The text would grow by more than the limit, so that the rest of its tokens is sent as it
    /// stands.
    case tooLarge(String, limit: Int)
    /// The URL would grow by more than the limit, so that nothing is substituted in it.
    case tooLongURL(String, limit: Int)
}

extension SubstitutionFinding {
    /// The warning about a value that is no text; nil for other findings.
    public var structureWarning: Diagnostic? {
        let message: String
        switch self {
        case .object(let name):
            message = "the value of variable '\(name)' is an object, sent as [object Object]"
        case .array(let name):
            message =
                "the value of variable '\(name)' is an array, sent as its elements with commas "
                + "between them"
        default: return nil
        }
        return Diagnostic(
            .warning, message, help: ["store it as text in the script: JSON.stringify(value)"])
    }
}
