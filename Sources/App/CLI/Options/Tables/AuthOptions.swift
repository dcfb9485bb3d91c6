extension RunArguments {
    /// The options of `posthaste auth`: its own, and those of a run that say where tokens come
    /// from.
    static let authOptions: [Option<RunArguments>] =
        ownAuthOptions
        + options.filter { option in
            [.network, .authorization, .general].contains(option.group)
                || shared.contains(option.name)
        }

    /// The options of an action.
    static func authOptions(of action: AuthAction) -> [Option<RunArguments>] {
        authOptions.filter { option in
            switch option.name {
            case "--all": action == .logout
            case "--json": action == .status || action == .token
            default: true
            }
        }
    }

    private static let shared: Set = [
        "--environment", "--globals", "--postman-api-key", "--env-var", "--global-var",
        "--collection-var", "--secret", "--secrets-from", "--dotenv", "--vault-var", "--color",
        "--verbose",
    ]

    private static let ownAuthOptions: [Option<RunArguments>] = [
        Option(
            "--item", nil, .selection,
            help: "use the authorization of this folder or request: its name, or Folder/Request",
            .required(.item("PATH")) { $0.selection.folders = [$1] }),
        Option(
            "--all", nil, .selection, help: "with logout: the tokens of all collections",
            .none { $0.tokens.meansAll = true }),
        Option(
            "--json", nil, .general, help: "with status and token: print JSON",
            .none { $0.tokens.wantsJSON = true }),
    ]
}

/// What `posthaste auth` can do.
enum AuthAction: String, CaseIterable {
    case login, url, complete, token, status, check, logout

    /// What it does, for the help.
    var meaning: String {
        switch self {
        case .login: "sign in, and keep the token for later runs"
        case .url: "print a link to sign in with, on this machine or another"
        case .complete: "finish that sign-in with the final address, from standard input"
        case .token: "print the access token for another program, refreshed if necessary"
        case .status: "list the kept tokens, without any secret"
        case .check: "test endpoint, credentials, redirect and scope, one by one"
        case .logout:
            "remove the kept tokens, and ask the server to revoke them"
        }
    }

    /// Whether it works without a collection, on all kept tokens.
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
