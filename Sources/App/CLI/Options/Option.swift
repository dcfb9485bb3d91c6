/// One option of a command: the only place that defines its names, its value and its effect.
///
/// Parser, configuration files, help, man page, completions and tests all read the same tables of
/// options.
struct Option<Arguments>: Sendable {
    /// Whether a value follows the option, and what it does.
    enum Value: Sendable {
        /// None: the option is a switch.
        case none(apply: @Sendable (inout Arguments) -> Void)
        /// One.
        case required(
            ValueShape, apply: @Sendable (inout Arguments, String) throws(UsageError) -> Void)
        /// One that can be left out: at the end of the line, or before another option.
        case optional(
            ValueShape, apply: @Sendable (inout Arguments, String?) throws(UsageError) -> Void)
    }

    /// Its names, its value and its meaning.
    let label: OptionLabel
    /// Its value.
    let value: Value
    /// Whether it redirects secrets and results by itself.
    ///
    /// What only helps somebody who has the network as well (`--insecure`) does not, and Newman's
    /// files often have it.
    let redirects: Bool

    init(
        _ name: String, _ short: Character? = nil, _ group: OptionGroup, help: String,
        repeats: Bool = false, redirects: Bool = false, _ value: Value
    ) {
        self.value = value
        self.redirects = redirects
        let (shape, mayLackValue): (ValueShape?, Bool) =
            switch value {
            case .none: (nil, false)
            case .required(let shape, _): (shape, false)
            case .optional(let shape, _): (shape, true)
            }
        label = OptionLabel(
            name: name, short: short, group: group, meaning: help, shape: shape,
            mayLackValue: mayLackValue, repeats: repeats)
    }

    /// The long name with its dashes, as `--environment`.
    var name: String { label.name }
    /// The short name without its dash.
    var short: Character? { label.short }
    /// Under which heading the help shows it.
    var group: OptionGroup { label.group }
}

/// The description of an option, for the help, the man page and the completions.
struct OptionLabel: Sendable {
    /// The long name with its dashes.
    let name: String
    /// The short name without its dash.
    let short: Character?
    /// Under which heading the help shows it.
    let group: OptionGroup
    /// What it does: one phrase or two.
    let meaning: String
    /// Its value, unless it is a switch.
    let shape: ValueShape?
    /// Whether the value may be left out.
    let mayLackValue: Bool
    /// Whether each further use adds a value; otherwise the last use counts.
    let repeats: Bool

    /// What it does, for the help.
    var help: String { repeats ? meaning + "; may be given several times" : meaning }

    /// The names and the placeholder as the help shows them.
    var synopsis: String { (short.map { "-\($0), " } ?? "    ") + name + placeholder }

    /// What follows the name in the help.
    var placeholder: String {
        guard let shape else { return "" }
        return mayLackValue ? " [\(shape.placeholder)]" : " " + shape.placeholder
    }

    /// Its key in a configuration file: `exportCookieJar` for `--export-cookie-jar`.
    var key: String { Self.key(name.dropFirst(2)) }

    /// The key that says the opposite, for a switch that is a `no`: `browser` for `--no-browser`.
    var oppositeKey: String? {
        shape == nil && name.hasPrefix("--no-") ? Self.key(name.dropFirst(5)) : nil
    }

    /// Words with dashes between them, in the spelling of keys.
    static func key(_ words: Substring) -> String {
        let parts = words.split(separator: "-")
        let rest = parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return (parts.prefix(1).map(String.init) + rest).joined()
    }
}
