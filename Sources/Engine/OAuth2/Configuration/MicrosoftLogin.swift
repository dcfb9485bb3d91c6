import Diagnostics
import HTTPModel
import TextEncoding

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

    /// Returns the generation that the path shows; nil for other servers.
    ///
    /// Salesforce, PayPal and others have paths such as `/services/oauth2/token`, too.
    static func version(of url: EndpointURL) -> Version? {
        let folders = folders(of: url)
        guard let end = folders.firstIndex(of: "oauth2") else { return nil }
        let rest = Array(folders[(end + 1)...])
        if rest.count > 1, rest[0] == "v2.0" { return .v2 }
        guard rest == ["authorize"] || rest == ["token"], end > 0,
            isHost(url.parts.host) || folders[..<end].contains(where: isTenant)
        else { return nil }
        return .v1
    }

    /// Returns the tenant in the path; nil if the path does not have Microsoft's form.
    static func tenant(of url: EndpointURL) -> String? {
        let folders = url.parts.path.split(separator: "/")
        guard version(of: url) != nil,
            let end = folders.firstIndex(where: { $0.lowercased() == "oauth2" }), end > 0
        else { return nil }
        return ShownText.harmless(folders[..<end].joined(separator: "/"), limit: 100)
    }

    /// The tenants of apps for several organizations.
    static let sharedTenants: Set = ["common", "organizations", "consumers"]

    /// Whether a folder names a tenant in Microsoft's way: by its id, by a domain, or as shared.
    private static func isTenant(_ folder: String) -> Bool {
        sharedTenants.contains(folder) || isDomain(folder) || UUIDText.isForm(of: folder)
    }

    /// Whether a folder is a domain, and not a version such as `v1.1`.
    private static func isDomain(_ folder: String) -> Bool {
        let labels = folder.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
            && labels[labels.count - 1].allSatisfy(\.isLetter)
    }

    /// The parts of the path, in lower case.
    private static func folders(of url: EndpointURL) -> [String] {
        url.parts.path.lowercased().split(separator: "/").map(String.init)
    }
}
