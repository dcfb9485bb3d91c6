/// A value of a YAML text: text, lists and maps, each with its place.
///
/// Scalars have no type: `0123`, `on`, `1.0` and dates are the text between their marks. The reader
/// of a field decides what it means; the style says whether the text was quoted.
public struct YAMLNode: Sendable, Hashable {
    /// How a scalar was written.
    public enum Style: Sendable, Hashable {
        /// Without quotes.
        case plain
        /// In single or double quotes.
        case quoted
        /// As a block, literal or folded.
        case block
    }

    /// One entry of a map.
    public struct Entry: Sendable, Hashable {
        /// The key.
        public let key: String
        /// The value.
        public let value: YAMLNode
        /// The line and column of the key, from 1.
        public let line: Int, column: Int
    }

    /// What the value is.
    public indirect enum Kind: Sendable, Hashable {
        /// A text.
        case scalar(String, Style)
        /// A list.
        case sequence([YAMLNode])
        /// A map in the order of its file, with repeated keys.
        case mapping([Entry])
    }

    /// What the value is.
    public let kind: Kind
    /// The line of the value's first character, from 1.
    public let line: Int
    /// The column of the value's first character, from 1, in Unicode scalars.
    public let column: Int
}
