/// The place of a scalar in a YAML text, for edits that leave the rest of the text as it is.
public struct YAMLScalarSpan: Sendable, Hashable {
    /// The line of the first character, from 1.
    public let line: Int
    /// The column of the first character, from 1, in Unicode scalars.
    public let column: Int
    /// The line of the end, from 1.
    public let endLine: Int
    /// The column after the last character, from 1, in Unicode scalars.
    public let endColumn: Int
}
