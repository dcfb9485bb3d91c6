import HTTPModel

/// The review of scopes.
extension OAuth2Review {
    private static let graphAreas = [
        "AppRoleAssignment.", "Application.", "Device", "Directory.", "Files.", "Group.",
        "GroupMember.", "Mail.", "RoleManagement.", "Sites.", "User.",
    ]
    private static let broadScopes: Set = [
        "https://www.googleapis.com/auth/cloud-platform", "https://mail.google.com/",
        "full_access_as_app", "admin:org", "admin:enterprise", "delete_repo",
    ]

    /// Hosts whose scopes have commas between them.
    private static let commaHosts = [
        "slack.com", "strava.com", "myshopify.com", "facebook.com", "github.com", "tiktok.com",
        "tiktokapis.com", "instagram.com",
    ]

    /// Reviews what is between the scopes, and what Entra takes from an app
    /// (OAuth2Reference §3.4).
    mutating func reviewScopeForm(_ configuration: OAuth2Configuration) {
        let host = configuration.tokenURL.parts.host
        let scopes = configuration.scope.split { ", ".contains($0) }
        let allowsCommas = Self.commaHosts.contains { host == $0 || host.hasSuffix("." + $0) }
        if configuration.scope.contains(","), !allowsCommas {
            doubt(
                .settings, "scope", "'scope' contains a comma; blanks separate scopes",
                help: ["write '\(scopes.joined(separator: " "))'"])
        }
        if configuration.grant == .clientCredentials, MicrosoftLogin.isHost(host),
            MicrosoftLogin.version(of: configuration.tokenURL) == .v2,
            let scope = scopes.first(where: { !$0.hasSuffix("/.default") }),
            !incompleteKeys.contains("scope")
        {
            doubt(
                .settings, "scope",
                "Entra takes only a scope that ends with '/.default' from an app, not '\(scope)'",
                help: ["write the resource and '/.default', such as 'https://host/.default'"])
        }
    }

    mutating func reviewScope(_ configuration: OAuth2Configuration) {
        let scopes = configuration.scope.split(separator: " ").map(String.init)
        for scope in scopes where isBroad(scope) {
            doubt(
                .scope, "scope", "the scope '\(scope)' allows far more than most calls need",
                help: ["ask for the smallest scope that the requests need"])
        }
        let resources = Set(scopes.compactMap { URLParts($0)?.host }.filter { !$0.isEmpty })
        let isMicrosoft = MicrosoftLogin.isHost(configuration.tokenURL.parts.host)
        if isMicrosoft, resources.count > 1 {
            let names = resources.sorted().joined(separator: "' and '")
            doubt(
                .settings, "scope",
                "the scopes belong to '\(names)', but a token is for one resource",
                help: ["use one block for each resource"])
        }
    }

    private func isBroad(_ scope: String) -> Bool {
        if Self.broadScopes.contains(scope) { return true }
        let parts = URLParts(scope)
        guard parts == nil || parts?.host == "graph.microsoft.com" else { return false }
        let name = scope.split(separator: "/").last.map(String.init) ?? scope
        return (name.hasSuffix(".ReadWrite.All") || name.hasSuffix(".FullControl.All"))
            && Self.graphAreas.contains { name.hasPrefix($0) }
    }
}
