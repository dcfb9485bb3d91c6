/// The arguments of `posthaste convert`.
struct ConvertArguments {
    /// A form of collections that `posthaste convert` writes.
    enum Format: String, CaseIterable {
        case v3
        case v21 = "v2.1"
    }

    var format: Format?
    var output: String?
    var replacesOutput = false
    var isSilent = false
    var wantsHelp = false

    /// The options of `posthaste convert`.
    static let options: [Option<ConvertArguments>] = [
        Option(
            "--to", nil, .exports,
            help: "the form to write: v3, YAML (a folder for a collection), or v2.1, JSON",
            .required(.choice(of: Format.self)) { (arguments, text) throws(UsageError) in
                guard let format = Format(rawValue: text) else {
                    throw UsageError(message: "'--to' must be v3 or v2.1, not '\(text)'")
                }
                arguments.format = format
            }),
        Option(
            "--output", "o", .exports,
            help: "the folder or file to write; - is standard output, except for a folder "
                + "(default: named after the collection or environment, in the current folder)",
            .required("PATH") { $0.output = $1 }),
        Option(
            "--force", nil, .exports, help: "write over files that exist",
            .none { $0.replacesOutput = true }),
        Option(
            "--silent", nil, .terminal, help: "do not say what was written",
            .none { $0.isSilent = true }),
        Option("--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true }),
    ]
}
