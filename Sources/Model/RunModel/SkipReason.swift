/// Why the request of an item was skipped.
public enum SkipReason: String, Sendable, Hashable, CaseIterable {
    /// A script skipped it.
    case script
    /// The run ended before the request and its scripts were done.
    case end

    /// The reason as a phrase.
    public var text: String {
        switch self {
        case .script: "a script skipped the request"
        case .end: "the run ended before the request was done"
        }
    }

    /// The reason as a sentence.
    public var sentence: String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
