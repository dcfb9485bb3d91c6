import Diagnostics

/// A token of a script, as far as an analysis needs to know it.
struct ScriptToken: Equatable {
    enum Kind: Equatable {
        /// A name or a key word.
        case name
        /// A text in quotes, with its value.
        case text
        /// A template with expressions in it; of one without, the kind is `text`.
        case template
        /// Any other character.
        case sign
    }

    let kind: Kind
    /// The name, the value of the text, or the character.
    let text: String
    let position: TextPosition
}
