/// The arguments of `posthaste import`.
struct ImportArguments {
    /// What is imported.
    enum Source: String, CaseIterable {
        case curl, har

        /// What it does, in one phrase.
        var meaning: String {
            switch self {
            case .curl: "make a collection of command lines for curl"
            case .har: "make a collection of a recording of a browser (HAR)"
            }
        }

        /// What its file contains, in one word or two.
        var content: String {
            switch self {
            case .curl: "curl command"
            case .har: "recorded request"
            }
        }

        /// A line that shows its use.
        var example: String {
            switch self {
            case .curl: "posthaste import curl commands.sh -o orders.json"
            case .har: "posthaste import har recording.har --to v3 -o postman/collections/Orders"
            }
        }
    }

    var format = ConvertArguments.Format.v21
    var output: String?
    var name: String?
    var replacesOutput = false
    var wantsHelp = false

    /// The options of `posthaste import`.
    static let options: [Option<ImportArguments>] = [
        Option(
            "--to", nil, .exports, help: "the form to write: v2.1, JSON (default), or v3, a folder",
            .required(.choice(of: ConvertArguments.Format.self)) {
                (arguments, text) throws(UsageError) in
                arguments.format = try .choice(text, "--to")
            }),
        Option(
            "--output", "o", .exports,
            help: "the file or folder to write (default: standard output; v3 needs it)",
            .required("PATH") { $0.output = $1 }),
        Option(
            "--name", nil, .exports, help: "the name of the collection (default: that of the file)",
            .required("TEXT") { $0.name = $1 }),
        Option(
            "--force", nil, .exports, help: "write over files that exist",
            .none { $0.replacesOutput = true }),
        Option("--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true }),
    ]
}
