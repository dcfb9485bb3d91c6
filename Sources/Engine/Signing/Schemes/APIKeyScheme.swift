import HTTPModel

/// A key in a header or in the query; it replaces a value of the same name.
enum APIKeyScheme {
    static func sign(
        _ request: inout HTTPRequest, with block: AuthBlock
    ) throws(SigningError) -> RequestSignature {
        let key = try block.required("key")
        let value = try block.required("value")
        var signature = RequestSignature()
        switch try block.text("in") {
        case "query":
            var editor = QueryEditor(request.url)
            editor.remove(key)
            editor.appendAsPostman(key, value)
            request.url = editor.url
            signature.queryNames = [key.lowercased()]
        default:
            try HeaderText.check(key, parameter: "key")
            try HeaderText.check(value, parameter: "value")
            request.headers.remove(key)
            request.headers.add(key, value)
            signature.headerNames = [key]
        }
        signature.secrets = [value]
        return signature
    }
}
