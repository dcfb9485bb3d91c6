/// A piece of a help text.
enum HelpBlock: Sendable {
    /// Text that is wrapped.
    case paragraph(String)
    /// Lines that keep their breaks, indented.
    case lines([String])
    /// The title of the next blocks.
    case heading(String)
    /// Names and what they mean.
    case entries([(name: String, meaning: String)])
    /// Options and what they do.
    case options([OptionLabel])
}
