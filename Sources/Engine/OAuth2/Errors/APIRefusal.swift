public import Diagnostics
public import HTTPModel
import JSON

/// Why an API refuses a token that the authorization server issued.
///
/// The cause is not the sign-in but the audience or the permissions of the token. The hints follow
/// the responses of Business Central.
public struct APIRefusal: Sendable, Hashable {
    /// The status, 401 or 403.
    let status: Int
    /// The API's own code, as `Authentication_InvalidCredentials`.
    let code: String?
    /// The API's id of the call, for its support.
    let correlationID: String?
    private let entry: Entry

    /// Reads a response; nil if it refuses nothing.
    public init?(_ response: HTTPResponse) {
        guard response.status == 401 || response.status == 403 else { return nil }
        let text = String(decoding: response.body.prefix(16_384), as: UTF8.self)
        let reply = (try? JSONParser.parse(text))?.object
        let error = reply?["error"]?.object
        status = response.status
        code = error?["code"]?.string.map { ShownText.harmless($0, limit: 100) }
        correlationID = Self.correlationID(in: error?["message"]?.string ?? text)
        let isBare =
            reply?["message"]?.string == "Unauthorized"
            || text.contains("<code>Unauthorized</code>")
        entry = Self.entry(status: response.status, code: code ?? "", isBare: isBare)
    }

    /// The refusal in words, with what to change.
    public func diagnostic(owner: String) -> Diagnostic {
        let answer = code.map { "\(status), '\($0)'" } ?? String(status)
        let ofOwner = owner.isEmpty ? "" : " of \(owner)"
        var help = [entry.fix]
        if let correlationID { help.append("the API's correlation id is \(correlationID)") }
        return Diagnostic(
            .note, "the API refused the token\(ofOwner) (\(answer)): \(entry.cause)", help: help)
    }

    // MARK: Table

    private struct Entry: Hashable {
        let cause: String
        let fix: String
    }

    private static func entry(status: Int, code: String, isBare: Bool) -> Entry {
        switch (status, code) {
        case (_, let code) where code.hasPrefix("Authentication_"): credentials
        case (_, let code) where code.hasPrefix("Authorization_"): permission
        case (403, _): restriction
        case _ where isBare: audience
        default: unknown
        }
    }

    private static let credentials = Entry(
        cause: "it does not take this application or user",
        fix: "check the tenant and 'resource' or 'scope', the application permissions and their "
            + "consent, and in Business Central that the application is enabled on the page "
            + "'Microsoft Entra applications', or that the user has a licence")
    private static let permission = Entry(
        cause: "the identity lacks a permission",
        fix: "give it the permission set, or consent to the permission in the app registration")
    private static let restriction = Entry(
        cause: "the identity is known and may not do this",
        fix: "give it the permission; an access restriction may hold too, and the admin center of "
            + "Business Central wants the application authorized there")
    private static let audience = Entry(
        cause: "the token is for another API",
        fix: "'resource' or 'scope' must name this API, by its present name")
    private static let unknown = Entry(
        cause: "the token is for another API or tenant, or lacks a permission",
        fix: "compare 'resource' or 'scope', the tenant and the permissions with what the API wants"
    )

    /// The id that Business Central puts behind `CorrelationId:`.
    private static func correlationID(in text: String) -> String? {
        guard let label = text.firstRange(of: "CorrelationId:") else { return nil }
        let id = text[label.upperBound...].drop { $0 == " " }
            .prefix { $0.isHexDigit || $0 == "-" }
        return id.isEmpty ? nil : String(id.prefix(64))
    }
}
