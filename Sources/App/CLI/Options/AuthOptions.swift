extension RunArguments {
    /// The options of `posthaste auth`: its own, and those of a run that say where tokens come from.
    static let authOptions: [Option<RunArguments>] =
        ownAuthOptions
        + options.filter { option in
            [.network, .authorization, .general].contains(option.group)
                || shared.contains(option.name)
        }

    private static let shared: Set = [
        "--environment", "--globals", "--postman-api-key", "--env-var", "--global-var",
        "--collection-var", "--secret", "--dotenv", "--vault-var", "--color", "--verbose",
    ]

    private static let ownAuthOptions: [Option<RunArguments>] = [
        Option(
            "--item", nil, .selection,
            help: "the folder or request whose authorization is meant, by its name or as "
                + "Folder/Request",
            .required(.item("PATH")) { $0.folders = [$1] }),
        Option(
            "--all", nil, .selection, help: "with logout: all tokens, of whatever collection",
            .none { $0.meansAllTokens = true }),
    ]
}

/// What `posthaste auth` can do.
enum AuthAction: String, CaseIterable {
    case login, url, complete, token, status, check, logout

    /// What it does, for the help.
    var meaning: String {
        switch self {
        case .login: "sign in, and keep the token for later runs"
        case .url: "print a link that somebody can sign in at, here or elsewhere"
        case .complete: "finish that sign-in with the address it ended at, from standard input"
        case .token: "print the access token for another program, renewed if need be"
        case .status: "list the tokens that are kept, without any secret"
        case .check: "test endpoint, credentials, redirect and scope, each on its own"
        case .logout:
            "remove the tokens that are kept, and have the server revoke them where it can"
        }
    }

    /// Whether it works without a collection, on all that is kept.
    var mayLackCollection: Bool { self == .status || self == .logout }

    /// A line that shows its use.
    var example: String {
        let rest = "orders.json -e contoso.json"
        return switch self {
        case .complete: "pbpaste | posthaste auth complete \(rest)"
        case .token:
            "curl -H \"Authorization: Bearer $(posthaste auth token \(rest))\" https://…"
        default: "posthaste auth \(rawValue) \(rest)"
        }
    }
}
