import JSON

/// The form of saved responses about which `DefinitionReader` finds nothing to say.
///
/// It is stricter than the reader, and only leaves out work: a response of another form is read.
enum SavedResponseForm {
    /// The form of the list of an item.
    static let list = JSONForm(elements: response)

    private static let response = JSONForm(
        members: [
            "id": text, "name": text, "originalRequest": request, "status": text,
            "code": JSONForm([.null, .wholeNumber]), "_postman_previewlanguage": text,
            "_postman_previewtype": text, "header": headers, "cookie": none, "body": text,
            "responseTime": JSONForm([.null, .wholeNumber]), "uid": text,
        ])

    private static let text = JSONForm([.null, .string])
    private static let flag = JSONForm([.null, .boolean])
    private static let texts = JSONForm([.null, .string], elements: text)
    /// An empty list.
    private static let none = JSONForm(elements: JSONForm([]))

    // MARK: Requests

    private static let request = JSONForm(
        [.null, .string],
        members: [
            "method": text, "header": headers, "body": body, "url": url, "description": text,
            "auth": authorization,
        ])

    private static let parameters = JSONForm(
        [.null, .string], elements: JSONForm(members: parameterMembers))
    private static let headers = JSONForm(
        [.null, .string],
        elements: JSONForm([.string], members: parameterMembers, required: ["key"]))
    private static let parameterMembers: KeyValuePairs = [
        "key": text, "value": text, "type": fieldType, "disabled": flag, "description": text,
        "name": text, "uuid": text, "src": texts, "contentType": text, "fileName": text,
    ]
    private static let fieldType = JSONForm(
        words: ["text", "file", "default", "string", "any"])

    private static let url = JSONForm(
        [.null, .string],
        members: [
            "raw": text, "protocol": text, "host": texts, "port": text, "path": texts,
            "query": parameters, "hash": text, "variable": pathVariables,
        ], required: ["host"])
    private static let pathVariables = JSONForm(
        elements: JSONForm(
            members: [
                "key": JSONForm([.name]), "value": text, "type": text, "disabled": flag,
                "description": text, "id": text,
            ], required: ["key"]))

    private static let body = JSONForm(
        members: [
            "mode": JSONForm([], words: ["raw", "urlencoded", "formdata", "file", "graphql"]),
            "raw": text, "urlencoded": parameters, "formdata": parameters, "file": file,
            "graphql": graphQL, "options": options, "disabled": flag,
        ], required: ["mode"])
    private static let file = JSONForm(
        [.null, .string], members: ["src": text, "content": text])
    private static let graphQL = JSONForm(
        [.null, .string],
        members: ["query": text, "variables": text, "operationName": text])
    private static let options = JSONForm(members: ["raw": rawOptions])
    private static let rawOptions = JSONForm(
        members: ["language": text, "headerFamily": text])

    // MARK: Authorization

    private static let authorization = JSONForm(
        members: [
            "type": JSONForm([], words: ["noauth", "bearer", "basic", "apikey"]),
            "bearer": credentials(["token"]),
            "basic": credentials(["username", "password", "showPassword"]),
            "apikey": credentials(["key", "value", "in"]),
        ], required: ["type"])

    private static func credentials(_ names: [String]) -> JSONForm {
        JSONForm(
            elements: JSONForm(
                members: [
                    "key": JSONForm([], words: names),
                    "value": JSONForm([.null, .boolean, .string]), "type": text,
                ], required: ["key"]))
    }
}
