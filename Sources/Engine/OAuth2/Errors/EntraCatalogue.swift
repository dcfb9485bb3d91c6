/// Microsoft Entra's error numbers (AADSTS): what they mean, and what to do.
///
/// A table, after Microsoft's page of error codes as of August 2026. The numbers may
/// change without notice, so they only choose the hint that is printed; no decision hangs on them.
enum EntraCatalogue {
    /// A hint for some numbers.
    struct Entry: Sendable {
        /// The numbers that it is for.
        let numbers: [Int]
        /// The cause in plain words.
        let cause: String
        /// What to change.
        let fix: String
        /// What was sent, to compare; names in braces stand for the values (`SentParameters`).
        let detail: String?

        init(_ numbers: [Int], _ cause: String, _ fix: String, _ detail: String? = nil) {
            self.numbers = numbers
            self.cause = cause
            self.fix = fix
            self.detail = detail
        }
    }

    /// The hint for a number.
    static func entry(_ number: Int) -> Entry? {
        entries.first { $0.numbers.contains(number) }
    }

    /// Where Microsoft explains a number.
    static func page(_ number: Int) -> String {
        "https://login.microsoftonline.com/error?code=\(number)"
    }

    static let entries: [Entry] = [
        Entry(
            [50011], "the redirect URI that was sent is not registered",
            "register exactly this redirect URI (slash, case, http or https) in the app "
                + "registration, as 'Web' or as 'Mobile and desktop'",
            "sent was the redirect URI '{redirect_uri}'"),
        Entry(
            [900971], "the application has no redirect URI",
            "register the redirect URI in the app registration"),
        Entry(
            [700016, 700011], "the application is not known in this tenant",
            "correct 'clientId' or the tenant in the URLs, or have an administrator consent to "
                + "the application in this tenant",
            "sent was 'clientId' '{client_id}' to the tenant '{tenant}'"),
        Entry(
            [70001, 7_000_112], "the application is disabled in this tenant",
            "ask an administrator to enable it"),
        Entry(
            [7_000_215, 70002], "the client secret is wrong; often the secret's id was copied",
            "copy the secret's 'Value' from the app registration, and give it with "
                + "'--client-secret env:NAME'"),
        Entry(
            [7_000_222], "the client secret has expired",
            "an owner of the app registration must create a new secret; give it with "
                + "'--client-secret env:NAME'"),
        Entry(
            [7_000_218], "the application is confidential and sent neither secret nor assertion",
            "give the secret with '--client-secret env:NAME', or allow public client flows in the "
                + "app registration"),
        Entry(
            [700025], "the application is public and must not send a secret",
            "remove 'clientSecret' from the auth block, or register the redirect URI as 'Web'"),
        Entry(
            [700027, 50012, 700030], "the client assertion or its certificate is not accepted",
            "compare the thumbprint of '--client-certificate' with the app registration, and check "
                + "this machine's clock and the assertion's audience"),
        Entry(
            [70021, 700211, 700212, 700213],
            "no federated credential of the application matches the assertion",
            "compare issuer, subject and audience with the federated credential of the app "
                + "registration",
            "the assertion has the issuer '{issuer}', the subject '{subject}' and the audience "
                + "'{assertion_audience}'"),
        Entry(
            [65001], "nobody has consented to what the application asks for",
            "have an administrator consent, or sign in once and consent",
            "an administrator consents at {consent}"),
        Entry([65004], "the person declined to consent", "sign in again and consent"),
        Entry(
            [90094, 90095, 650056, 65005],
            "an administrator has to consent, or the permission is not listed",
            "list the permission in the app registration and have an administrator consent",
            "an administrator consents at {consent}"),
        Entry(
            [650057], "the resource is not among the application's API permissions",
            "add the permission 'Dynamics 365 Business Central' in the app registration"),
        Entry(
            [500011, 50001, 650052], "the resource is not known in this tenant",
            "check 'resource' or 'scope' to the slash, and that the tenant has the service",
            "sent was 'resource' '{resource}'"),
        Entry(
            [70011, 28002, 28003, 28000, 700022, 700023],
            "the scope is invalid, empty, or names several resources",
            "name one resource, as 'https://api.businesscentral.dynamics.com/.default'",
            "sent was 'scope' '{scope}'"),
        Entry(
            [650053], "the scope is not known on the resource",
            "write the scope with its resource in front, or set 'resource' on the v1 endpoints",
            "sent was 'scope' '{scope}'"),
        Entry(
            [901002, 9_010_010], "'resource' was sent to a v2.0 endpoint",
            "use the v1 endpoints, or 'scope' in place of 'resource'"),
        Entry(
            [9_002_313, 900144, 90014, 90100], "a parameter is missing or malformed",
            "compare the parameters sent with what the server wants"),
        Entry(
            [90002, 90019, 50059, 50128], "the tenant is not found",
            "correct the tenant in the URLs; check that the login host is of the right cloud",
            "the tenant of the URL is '{tenant}'"),
        Entry(
            [50194], "the application belongs to one tenant and was asked for on '/common'",
            "write the tenant's id in 'authUrl' and 'accessTokenUrl'",
            "the tenant of the URL is '{tenant}'"),
        Entry(
            [9_001_023, 90124, 90130], "this grant is not offered on '/common' or '/consumers'",
            "write the tenant's id in 'accessTokenUrl'",
            "the tenant of the URL is '{tenant}'"),
        Entry(
            [90038, 900382, 900432], "the tenant is in another national cloud",
            "use the login host of that cloud"),
        Entry(
            [700005], "the code was issued for another tenant",
            "write the same tenant in 'authUrl' and 'accessTokenUrl'"),
        Entry(
            [50020, 50034, 51004, 16000, 90072, 50014], "the account is not in this tenant",
            "sign in with another account, or have it invited as a guest"),
        Entry(
            [50105], "the person is not assigned to the application",
            "ask an administrator to assign the person or the group"),
        Entry([50126], "user name or password are wrong", "correct 'username' and 'password'"),
        Entry([50056], "the account has no password here", "use another grant than password"),
        Entry(
            [50055], "the password has expired", "sign in with a browser and set a new password"),
        Entry([50053], "the account is locked", "wait, then find out who tries wrong passwords"),
        Entry([50057], "the account is disabled", "ask an administrator"),
        Entry(
            [50076, 50079, 50072, 50074, 50078, 50158],
            "multi-factor authentication or enrolment is required",
            "sign in with a browser; for unattended runs use client credentials"),
        Entry(
            [53000, 53001, 53003, 530032, 530035, 50005, 50131],
            "a conditional access policy or the security defaults said no",
            "ask an administrator, or sign in from a device that the policy allows"),
        Entry(
            [50058], "nobody is signed in",
            "sign in with a browser; take 'prompt=none' out of 'authUrl' and 'authRequestParams'"),
        Entry([54005], "the code was already redeemed", "sign in again"),
        Entry(
            [70008, 700082, 70043, 50173, 50132, 50133, 700084, 50089],
            "the code or the refresh token is expired, idle for too long, or revoked",
            "sign in again: 'posthaste auth login'"),
        Entry(
            [501481, 50147, 501491], "the code does not belong to this sign-in",
            "sign in again, and finish only one sign-in at a time"),
        Entry(
            [9_002_325, 9_002_326, 9_002_327], "the redirect URI is registered for web pages (SPA)",
            "register it as 'Web' or as 'Mobile and desktop'"),
        Entry(
            [70016, 70018, 70019, 90120, 50134], "the device code is pending, wrong or expired",
            "start again, and enter the new code within its time"),
        Entry(
            [50196], "the same token was asked for too often",
            "wait some minutes; keep tokens between runs with '--token-cache DIR'"),
        Entry(
            [90055, 90033, 90006, 90024, 50087, 90012], "the service is throttled or failing",
            "try again later"),
        Entry(
            [1_002_016], "the connection uses TLS 1.0, 1.1 or 3DES",
            "upgrade the TLS library or the proxy in between"),
    ]
}
