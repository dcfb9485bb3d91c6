import HTTPModel
import Signing

/// The place of a token in a request.
enum TokenPlacement: Sendable, Hashable {
    /// Into `Authorization`, after a prefix that may be empty.
    case header(prefix: String)
    /// Into the query, as `access_token`.
    case query

    /// The name of the token in a query; Postman's, which no setting changes.
    static let queryName = "access_token"

    /// Puts the token into the request, and removes earlier tokens from both places.
    func place(
        _ token: String, in request: inout HTTPRequest
    ) throws(OAuth2Error) -> RequestSignature {
        if case .header(let prefix) = self {
            try check(prefix, "headerPrefix")
            try check(token, "accessToken")
        }
        var editor = QueryEditor(request.url)
        let hadToken = !editor.values(of: Self.queryName).isEmpty
        editor.remove(Self.queryName)
        request.headers.remove("Authorization")
        var signature = RequestSignature()
        signature.secrets = [token]
        switch self {
        case .header(let prefix):
            if hadToken { request.url = editor.url }
            request.headers.add("Authorization", prefix.isEmpty ? token : prefix + " " + token)
            signature.headerNames = ["Authorization"]
        case .query:
            editor.append(Self.queryName, token)
            request.url = editor.url
            signature.queryNames = [Self.queryName]
        }
        return signature
    }

    private func check(_ text: String, _ parameter: String) throws(OAuth2Error) {
        if !HeaderText.isSendable(text) {
            let error = SigningError(.controlCharacterInCredential(parameter: parameter))
            throw OAuth2Error(.signing(error))
        }
    }
}
