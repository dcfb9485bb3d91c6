/// Why a text is not YAML that can be read.
public struct YAMLSyntaxError: Error, Sendable, Hashable {
    /// What was found wrong.
    public enum Reason: Sendable, Hashable {
        /// The grammar wants something else there; libyaml's words.
        case grammar(String)
        /// An alias or anchor, which files of collections do not have.
        case alias
        /// A key that is a list or a map, as an unquoted `{{variable}}` makes it.
        case structuredKey
        /// More values nested in each other than allowed.
        case tooDeep(limit: Int)
        /// More than one document in the file.
        case severalDocuments
        /// The text is larger than allowed.
        case tooLarge(limit: Int)
    }

    /// What was found wrong.
    public let reason: Reason
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
}
