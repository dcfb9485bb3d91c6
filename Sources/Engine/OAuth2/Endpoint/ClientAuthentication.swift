import HTTPModel
import Signing
import TextEncoding

/// How the client says who it is in a token request (RFC 6749 §2.3).
struct ClientAuthentication {
    /// How id and secret are written in `Authorization: Basic`.
    enum Encoding {
        /// Form-encoded first, as RFC 6749 §2.3.1 has it.
        case form
        /// As they are, as Postman has it.
        case raw
    }

    let client: OAuth2Client
    let encoding: Encoding
    let alwaysNamesClient: Bool
    /// The token that takes the secret's place.
    let assertion: String?
    /// The names of the user's own parameters: an assertion among them takes the secret's place.
    let userNames: Set<String>

    /// Adds what the client says to the form or to the headers; the secret never to both.
    func apply(_ body: inout [(name: String, value: String)], _ headers: inout HTTPHeaders) {
        if let assertion, !userNames.contains("client_assertion") {
            if !client.id.isEmpty { body.append(("client_id", client.id)) }
            body.append(("client_assertion_type", ClientAssertion.type))
            body.append(("client_assertion", assertion))
            return
        }
        let usesHeader = client.authentication == .header && hasSecret
        if usesHeader { headers.add("Authorization", "Basic " + Self.basic(client, encoding)) }
        if !client.id.isEmpty, !usesHeader || alwaysNamesClient {
            body.append(("client_id", client.id))
        }
        if !usesHeader, hasSecret { body.append(("client_secret", client.secret)) }
    }

    /// The credentials as they follow the word `Basic`.
    static func basic(_ client: OAuth2Client, _ encoding: Encoding) -> String {
        switch encoding {
        case .raw: BasicScheme.encode(user: client.id, password: client.secret)
        case .form:
            BasicScheme.encode(
                user: PercentEncoding.form.encode(client.id),
                password: PercentEncoding.form.encode(client.secret))
        }
    }

    /// Whether both encodings differ for this client, so that the other one is worth a try.
    static func encodingMatters(_ client: OAuth2Client) -> Bool {
        client.assertion == nil && client.authentication == .header && !client.secret.isEmpty
            && basic(client, .raw) != basic(client, .form)
    }

    private var hasSecret: Bool {
        !client.secret.isEmpty && !userNames.contains("client_assertion")
            && !userNames.contains("client_secret")
    }
}
