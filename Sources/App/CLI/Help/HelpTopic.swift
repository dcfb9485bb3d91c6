/// What the help explains apart from commands: subjects of their own, and the options of `run` by
/// topic.
enum HelpTopic: Hashable, CaseIterable {
    case exitCodes
    case configuration
    case newman
    case postmanCLI
    /// The options of `run` in a group.
    case options(OptionGroup)

    static let allCases: [HelpTopic] =
        [.exitCodes, .configuration, .newman, .postmanCLI]
        + OptionGroup.allCases.filter(\.isTopic).map(HelpTopic.options)

    /// The topic that a word of `posthaste help` names; nil if there is none.
    init?(word: String) {
        guard let topic = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = topic
    }

    /// The word that `posthaste help` takes for it.
    var word: String {
        switch self {
        case .exitCodes: "exit-codes"
        case .configuration: "configuration"
        case .newman: "newman"
        case .postmanCLI: "postman-cli"
        case .options(let group): group.rawValue
        }
    }

    /// What it is about.
    var heading: String {
        switch self {
        case .exitCodes: "what the exit codes mean"
        case .configuration: "options in files"
        case .newman: "for those who come from Newman"
        case .postmanCLI: "for those who come from Postman's command line"
        case .options(let group): "options of 'run': " + group.heading
        }
    }

    /// The text: an introduction, then the options.
    var text: [HelpBlock] {
        guard case .options(let group) = self else { return introduction }
        let options = Command.run.options().filter { $0.group == group }
        return introduction + [.heading(group.heading), .options(options)]
    }

    private var introduction: [HelpBlock] {
        switch self {
        case .configuration: Self.configurationText
        case .exitCodes: Self.exitCodesText
        case .newman: Self.newmanText
        case .postmanCLI: Self.postmanCLIText
        case .options(.authorization): Self.oauthText
        case .options(.reports): Self.reportsText
        case .options: []
        }
    }
}
