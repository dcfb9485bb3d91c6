/// Which event of the collection a script listens to.
public enum ScriptEvent: String, Sendable, Hashable {
    /// Before the request.
    case prerequest
    /// After the response.
    case test
}

extension ScriptEvent {
    /// The name that reports give to scripts of this event: `test-script`, `prerequest-script`.
    public var scriptName: String {
        switch self {
        case .prerequest: "prerequest-script"
        case .test: "test-script"
        }
    }
}
