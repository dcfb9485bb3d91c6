import HTTPModel

/// Where a token goes in the request that it is for.
public enum TokenPlacement: Sendable, Hashable {
    /// Into `Authorization`, after a prefix that may be empty.
    case header(prefix: String)
    /// Into the query, as `access_token`.
    case query

    /// The name that Postman gives the token in a query, whatever the file says.
    static let queryName = "access_token"

    /// Puts the token into the request; what stood in its places before is removed.
    func place(
        _ token: String, in request: inout HTTPRequest
    ) throws(AuthenticationError) -> RequestSignature {
        var editor = QueryEditor(request.url)
        let hadToken = !editor.values(of: Self.queryName).isEmpty
        editor.remove(Self.queryName)
        request.headers.remove("Authorization")
        var signature = RequestSignature()
        signature.secrets = [token]
        switch self {
        case .header(let prefix):
            try HeaderText.check(prefix, parameter: "headerPrefix")
            try HeaderText.check(token, parameter: "accessToken")
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
}
