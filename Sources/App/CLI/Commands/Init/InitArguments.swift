/// The arguments of `posthaste init`.
struct InitArguments {
    var service: Workflow.Service?
    var replacesFiles = false
    var wantsHelp = false

    /// The options of `posthaste init`.
    static let options: [Option<InitArguments>] = [
        Option(
            "--ci", nil, .exports,
            help: "write the file of a CI service that runs the collections: github, gitlab, azure "
                + "or jenkins",
            .required(.choice(of: Workflow.Service.self)) {
                (arguments, text) throws(UsageError) in
                guard let service = Workflow.Service(rawValue: text) else {
                    let known = Workflow.Service.allCases.map(\.rawValue)
                    throw UsageError(
                        message: "unknown CI service '\(text)'",
                        help: CommandSpelling.suggestion(for: text, among: known)
                            + ["known are \(known.joined(separator: ", "))"])
                }
                arguments.service = service
            }),
        Option(
            "--force", nil, .exports, help: "write over files that exist",
            .none { $0.replacesFiles = true }),
        Option("--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true }),
    ]
}
