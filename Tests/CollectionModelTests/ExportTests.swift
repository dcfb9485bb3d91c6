import CollectionModel
import JSON
import Testing

struct ExportTests {
    @Test(
        "A collection that did not change is written as it was read",
        arguments: [
            #"{"x":1.0,"info":{"name":"C","version":{"major":1}},"item":[{"name":"R","request":"h","y":[1e400]}],"variable":[{"key":"a","z":null}]}"#,
            #"{"item":{"name":"R","request":{"url":"h","header":"A: b"}},"variable":{"id":"a"}}"#,
        ])
    func unchanged(text: String) throws {
        let collection = try DefinitionFileTests.collection(text)
        #expect(JSONWriter.compact(collection.exported(nil, withholdsSecrets: true).json) == text)
    }

    @Test(
        "Literal secrets of authorizations are left out, wherever they stand",
        arguments: [
            (#""auth": @"#, "collection"), (#""item": [{"auth": @, "item": []}]"#, "folder"),
            (#""item": [{"request": {"url": "h", "auth": @}}]"#, "request"),
            (#""item": {"item": {"request": {"auth": @}}}"#, "single objects"),
            (
                #""item": [{"request": "h", "response": [{"originalRequest": {"auth": @}}]}]"#,
                "saved"
            ),
        ])
    func secrets(members: String, name: String) throws {
        let auth =
            #"{"type":"basic","basic":[{"key":"password","value":"literal","x":1},{"key":"username","value":"kept"}],"oauth2":{"clientSecret":"literal","accessTokenUrl":"kept"},"apikey":{"value":"literal","key":"kept"},"bearer":[{"key":"token","value":"{{kept}}"}]}"#
        let text =
            "{" + members.replacing("@", with: auth)
            + (members.contains("item") ? "" : #","item": []"#) + "}"
        let collection = try DefinitionFileTests.collection(text)
        let (json, names) = collection.exported(nil, withholdsSecrets: true)
        #expect(names == ["password", "clientSecret", "value"])
        let written = JSONWriter.compact(json)
        #expect(!written.contains("literal"))
        #expect(written.contains(#"{"key":"password","value":"","x":1}"#))
        #expect(written.split(separator: "kept").count == 5)
        let all = collection.exported(nil, withholdsSecrets: false)
        #expect(all.json == collection.json)
        #expect(all.withheldNames.isEmpty)
    }

    @Test(
        "Secrets among the user's own parameters of OAuth 2.0 are left out",
        arguments: [
            #"[{"key":"tokenRequestParams","value":[@]}]"#,
            #"[{"key":"refreshRequestParams","value":[@],"type":"any"}]"#,
            #"{"authRequestParams":[@]}"#,
        ])
    func ownParameters(parameters: String) throws {
        let list =
            #"{"key":"client_secret","value":"literal","send_as":"request_body"},{"key":"X-Api-Key","value":"literal"},{"key":"audience","value":"kept"},{"key":"requested_token_use","value":"kept"},{"key":"password","value":"{{kept}}"}"#
        let auth = parameters.replacing("@", with: list)
        let text = #"{"item":[],"auth":{"type":"oauth2","oauth2":\#(auth)}}"#
        let (json, names) = try DefinitionFileTests.collection(text)
            .exported(nil, withholdsSecrets: true)
        #expect(names == ["client_secret", "X-Api-Key"])
        #expect(json == (try JSONParser.parse(text.replacing("literal", with: ""))))
    }

    @Test(
        "Other secrets of a request are left out",
        arguments: [
            (#""url": {"host": "h", "auth": {"user": "u", "password": "literal"}}"#, "password"),
            (#""proxy": {"host": "p", "password": "literal"}"#, "password"),
            (#""certificate": {"cert": {"src": "c"}, "passphrase": "literal"}"#, "passphrase"),
        ])
    func requestSecrets(member: String, name: String) throws {
        let text = #"{"item":[{"name":"R","request":{\#(member)}}]}"#
        let (json, names) = try DefinitionFileTests.collection(text)
            .exported(nil, withholdsSecrets: true)
        #expect(names == [name])
        #expect(json == (try JSONParser.parse(text.replacing("literal", with: ""))))
    }

    @Test func `A collection of v1 is written as v2.1`() throws {
        let collection = try DefinitionFileTests.collection(
            #"{"name": "C", "order": ["r"], "requests": [{"id": "r", "name": "R", "url": "h"}]}"#)
        let json = collection.exported([.string("x")], withholdsSecrets: true).json
        #expect(json["info"]?["schema"]?.string?.contains("v2.1.0") == true)
        #expect(json["item"]?.array?.first?["request"]?["url"]?.string == "h")
        #expect(json["variable"]?.array?.count == 1)
        let again = try DefinitionFileTests.collection(
            JSONWriter.compact(json).replacing(#"["x"]"#, with: "[]"))
        #expect(again.warnings.isEmpty)
        #expect(again.items.map(\.name) == ["R"])
    }

    @Test(
        "A set of variables is written as the app exports it",
        arguments: [
            (
                #"{"id":"i","values":[{"key":"a"}],"x":1,"_postman_exported_at":"old"}"#,
                #"{"id":"i","values":[{"key":"a"}],"x":1,"_postman_exported_at":"now","_postman_variable_scope":"globals","_postman_exported_using":"P/1"}"#
            ),
            (
                #"[{"key":"a"}]"#,
                #"{"name":"globals","values":[{"key":"a"}],"_postman_variable_scope":"globals","_postman_exported_at":"now","_postman_exported_using":"P/1"}"#
            ),
        ])
    func variableSet(text: String, expected: String) throws {
        let set = try DefinitionFile.globals(JSONSource(name: "g", bytes: Array(text.utf8)))
        let mark = VariableSet.ExportMark(scope: "globals", time: "now", program: "P/1")
        #expect(JSONWriter.compact(set.exported(nil, mark)) == expected)
        let other = set.exported([.object([("key", .string("b"))])], mark)
        #expect(other["values"] == .array([.object([("key", .string("b"))])]))
    }
}
