import HTTPModel
import Synchronization
import TextEncoding
import Variables

/// The authorization endpoint.
extension AuthorizationServer {
    func authorize(_ request: ServerRequest, _ place: Place) -> HTTPResponse {
        guard request.method == "GET" || request.method == "POST" else {
            return Reply.text(
                405, "use GET", headers: [HTTPField(name: "Allow", value: "GET, POST")])
        }
        let form =
            request.method == "POST"
            ? FormText(String(decoding: request.body, as: UTF8.self)) : request.parameters
        // Without a trusted client and address there is nowhere to redirect to (§4.1.2.1).
        guard let client = form["client_id"], clients.knows(client) else {
            return Reply.text(400, "invalid_request: 'client_id' is missing or unknown")
        }
        guard let address = form["redirect_uri"], clients.accepts(redirectURI: address) else {
            return Reply.text(400, "invalid_request: 'redirect_uri' is missing or not registered")
        }
        var answer: [(name: String, value: String)]
        do throws(TokenError) {
            let grant = try grant(form, client: client, address: address, place)
            let code = secret()
            let expiry = ambience.now() + Self.codeLifetime
            tokens.withLock { $0.codes[code] = .init(value: grant, expires: expiry) }
            answer = [("code", code)]
            if place.style.isVersion1 { answer.append(("session_state", ambience.uuid())) }
        } catch {
            answer = [("error", error.code), ("error_description", error.description)]
        }
        if let state = form["state"] { answer.append(("state", state)) }
        let parameters = FormText(answer).encoded(.strict)
        let location = address + (address.contains("?") ? "&" : "?") + parameters
        return Reply.text(
            302, "consent is given",
            headers: [
                HTTPField(name: "Location", value: location),
                HTTPField(name: "Cache-Control", value: "no-store"),
            ])
    }

    private func grant(
        _ form: FormText, client: String, address: String, _ place: Place
    ) throws(TokenError) -> IssuedTokens.Grant {
        if let name = form.repeatedName { throw .invalidRequest("'\(name)' is there twice") }
        guard form["response_type"] == "code" else {
            throw TokenError(
                code: "unsupported_response_type", description: "'response_type' must be 'code'")
        }
        let challenge = form["code_challenge"]
        if challenge != nil, form["code_challenge_method"] != "S256" {
            throw .invalidRequest("'code_challenge_method' must be 'S256'")
        }
        var grant = IssuedTokens.Grant(client: client, place)
        grant.redirectURI = address
        grant.challenge = challenge
        grant.scope = form["scope"]
        grant.resource = form["resource"]
        grant.user = form["login_hint"] ?? TokenMint.person.account
        return grant
    }
}
