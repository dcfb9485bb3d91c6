/// What the help explains apart from commands: subjects of their own, and the options of `run` by
/// topic.
enum HelpTopic: String, CaseIterable {
    case exitCodes = "exit-codes"
    case configuration
    case newman
    case postmanCLI = "postman-cli"
    case input
    case variables
    case selection
    case runs
    case control
    case requests
    case network
    case scripts
    case oauth
    case reports
    case terminal
    case exports

    /// The options that belong to it.
    private var group: OptionGroup? { OptionGroup(rawValue: rawValue) }

    /// What it is about.
    var heading: String {
        switch self {
        case .exitCodes: "what the exit codes mean"
        case .configuration: "options in files"
        case .newman: "for those who come from Newman"
        case .postmanCLI: "for those who come from Postman's command line"
        default: "options of 'run': " + (group?.heading ?? rawValue)
        }
    }

    /// The text: an introduction, then the options.
    var text: [HelpBlock] {
        let options = Command.run.options().filter { $0.group == group }
        return introduction
            + (options.isEmpty ? [] : [.heading(group?.heading ?? ""), .options(options)])
    }

    private var introduction: [HelpBlock] {
        switch self {
        case .configuration: Self.configurationText
        case .exitCodes: Self.exitCodesText
        case .newman: Self.newmanText
        case .postmanCLI: Self.postmanCLIText
        case .oauth: Self.oauthText
        case .reports: Self.reportsText
        default: []
        }
    }
}
