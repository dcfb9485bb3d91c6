import HTTPModel

/// The implicit grant (RFC 6749 §4.2): the answer to the sign-in is the token itself.
///
/// RFC 9700 §2.1.2 advises against it, and Postman still offers it. It gives no refresh token.
enum ImplicitGrant {
    /// The answer, verified before, read as the token reply that it is.
    static func reply(of answer: String) throws(OAuth2Error) -> TokenReply {
        do {
            let form = try SignInAnswer(answer).form
            return TokenReply(HTTPResponse(status: 200, body: Array(form.utf8)))
        } catch {
            throw OAuth2Error(.unusableAnswer(error.problem ?? .noToken))
        }
    }
}
