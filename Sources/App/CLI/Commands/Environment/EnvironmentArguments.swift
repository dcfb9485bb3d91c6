/// The arguments of `posthaste env`.
struct EnvironmentArguments {
    /// What the command does.
    enum Action: String, CaseIterable {
        case list, diff, template, set, unset

        /// What it does, in one phrase.
        var meaning: String {
            switch self {
            case .list: "list the variables of environments, secrets masked"
            case .diff: "compare environments name by name, secrets masked"
            case .template: "print an environment with its names and without its secrets"
            case .set: "set variables in an environment file"
            case .unset: "remove variables from an environment file"
            }
        }

        /// What follows the name.
        var usage: String {
            switch self {
            case .list: "FILE|GLOB|DIR... [--json]"
            case .diff: "FILE|GLOB|DIR... [--json]"
            case .template: "FILE [-o FILE]"
            case .set: "FILE NAME=VALUE... [--secret]"
            case .unset: "FILE NAME..."
            }
        }

        /// More about it.
        var about: [String] {
            switch self {
            case .list: ["A folder means the environments in it."]
            case .diff:
                [
                    "A folder means the environments in it. '~' marks a name whose values differ, "
                        + "'!' a name that a file lacks. The exit code is 1 if a file lacks a name."
                ]
            case .template:
                [
                    "Everything but the values of secrets stays as it is: variables of type secret "
                        + "and those whose names say so, such as 'clientSecret'."
                ]
            case .set, .unset:
                ["The rest of the file stays as it is: its form, its order, and its comments."]
            }
        }

        /// A line that shows its use.
        var example: String {
            switch self {
            case .list: "posthaste env list environments"
            case .diff: "posthaste env diff contoso.json fabrikam.json"
            case .template: "posthaste env template contoso.json > new-tenant.json"
            case .set: "posthaste env set contoso.json company=CRONUS"
            case .unset: "posthaste env unset contoso.json company"
            }
        }
    }

    var output: String?
    var isSecret = false
    var printsJSON = false
    var wantsHelp = false

    /// The options of an action.
    static func options(_ action: Action) -> [Option<EnvironmentArguments>] {
        let help = Option<EnvironmentArguments>(
            "--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true })
        switch action {
        case .list, .diff:
            return [
                Option(
                    "--json", nil, .reports, help: "print JSON", .none { $0.printsJSON = true }),
                help,
            ]
        case .template:
            return [
                Option(
                    "--output", "o", .exports,
                    help: "the file to write (default: standard output)",
                    .required("FILE") { $0.output = $1 }), help,
            ]
        case .set:
            return [
                Option(
                    "--secret", nil, .variables, help: "give new variables the type secret",
                    .none { $0.isSecret = true }), help,
            ]
        case .unset: return [help]
        }
    }
}
