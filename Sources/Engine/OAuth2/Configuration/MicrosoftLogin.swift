import Diagnostics
import HTTPModel

/// The particularities of Microsoft's login service, recognised by host and path.
enum MicrosoftLogin {
    /// The generations of its endpoints.
    enum Version: String {
        case v1 = "v1"
        case v2 = "v2.0"
    }

    private static let hosts: Set<String> = [
        "login.microsoftonline.com", "login.windows.net", "login.microsoft.com",
        "login-us.microsoftonline.com", "login.microsoftonline.us",
        "login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "sts.windows.net",
    ]

    /// Whether the host is a Microsoft login host, which ignores the port of `localhost` redirects.
    static func isHost(_ host: String) -> Bool {
        hosts.contains(host) || host.hasSuffix(".ciamlogin.com") || host.hasSuffix(".b2clogin.com")
    }

    /// Returns the generation that the path shows; nil for other paths.
    static func version(of url: EndpointURL) -> Version? {
        let path = url.parts.path.lowercased()
        if path.contains("/oauth2/v2.0/") { return .v2 }
        // Without a tenant before it, it is another server's: Cognito's, for instance.
        guard !path.hasPrefix("/oauth2/") else { return nil }
        if path.hasSuffix("/oauth2/authorize") || path.hasSuffix("/oauth2/token") { return .v1 }
        return nil
    }

    /// Returns the tenant in the path; nil if the path does not have Microsoft's form.
    static func tenant(of url: EndpointURL) -> String? {
        let folders = url.parts.path.split(separator: "/")
        guard version(of: url) != nil, folders.count > 1,
            let end = folders.firstIndex(where: { $0.lowercased() == "oauth2" }), end > 0
        else { return nil }
        return ShownText.harmless(folders[..<end].joined(separator: "/"), limit: 100)
    }
}
