/// Puts something smaller in place of values as soon as they are read, so that a large file never
/// has all its values in memory.
///
/// It is for a tree of nodes: the root is one, and so are the elements of their lists of children.
/// Once something odd was read in a node, its members are no longer condensed, since places in them
/// will be shown. What can be skipped is still skipped or cut. It is a class since the parser asks
/// it about each member of a node.
public final class JSONCondensation {
    /// The name of the member that is a node's list of children.
    let children: String
    /// The names of the members of nodes that are condensed.
    let members: [String]
    /// The name of the member that the parser skips if it has the form.
    ///
    /// An empty array stands for it then. Otherwise, its texts are cut behind their first 64 bytes
    /// before it is condensed.
    let skippable: String
    /// The form.
    let form: JSONForm
    /// Returns what is to stand for a member by its name and value.
    let condense: (String, JSONValue) -> JSONValue

    /// Creates a condensation.
    public init(
        children: String, members: [String], skipping skippable: String, of form: JSONForm,
        condense: @escaping (_ name: String, _ value: JSONValue) -> JSONValue
    ) {
        self.children = children
        self.members = members
        self.skippable = skippable
        self.form = form
        self.condense = condense
    }
}
