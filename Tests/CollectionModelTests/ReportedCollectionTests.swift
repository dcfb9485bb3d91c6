import Diagnostics
import JSON
import Testing

@testable import CollectionModel

struct ReportedCollectionTests {
    private static func reported(
        _ text: String, hiding names: [String] = []
    ) throws -> (json: JSONValue, secrets: Set<String>) {
        try DefinitionFileTests.collection(text).reported { names.contains($0) }
    }

    @Test func `A file of v2.0 is shown as v2.1, each node with its id`() throws {
        let (json, secrets) = try Self.reported(
            #"""
            {"info": {"name": "C", "schema": "v2.0.0"}, "x": 1,
             "auth": {"type": "basic", "basic": {"username": "u"}},
             "item": [
               {"name": "F", "item": [
                 {"name": "R", "request": "http://h/a?b=1"},
                 {"name": "S", "_postman_id": "s", "request":
                   {"method": "POST", "url": "http://h", "header": "A: b", "description": "d"}}]}]}
            """#)
        let folder = json["item"]?.array?.first
        #expect(json["info"]?["schema"]?.string?.contains("v2.1.0") == true)
        #expect(json["x"]?.double == 1)
        #expect(
            json["auth"].map(JSONWriter.compact)
                == #"{"type":"basic","basic":[{"key":"username","value":"u"}]}"#)
        #expect(folder?["id"]?.string == "item-0")
        let requests = try #require(folder?["item"]?.array)
        #expect(requests.map { $0["id"]?.string } == ["item-0.0", "s"])
        #expect(requests[0]["request"]?["url"]?["query"]?.array?.first?["key"]?.string == "b")
        #expect(requests[1]["request"]?["url"]?["host"]?.array?.first?.string == "h")
        #expect(
            requests[1]["request"]?["header"].map(JSONWriter.compact)
                == #"[{"key":"A","value":"b"}]"#)
        #expect(requests[1]["request"]?["description"]?.string == "d")
        #expect(secrets.isEmpty)
    }

    @Test func `What has the form of v2.1 stays as it is`() throws {
        let text =
            #"{"info":{"name":"C","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"id":"r","name":"R","request":{"method":"GET","url":{"raw":"h","x":1},"header":[{"key":"a","value":"b","x":1}],"auth":{"type":"noauth"}},"response":[{"x":1}]}],"auth":{"type":"bearer","bearer":[{"key":"token","value":"{{t}}","type":"string"}]}}"#
        #expect(JSONWriter.compact(try Self.reported(text).json) == text)
    }

    @Test func `A request without an id in the file has the one that runs give it`() throws {
        let collection = try DefinitionFileTests.collection(
            #"{"info": {"name": "C"}, "item": [null, 5, {"name": "R", "request": "h"}]}"#
                .replacing("5, ", with: ""))
        let shown = collection.reported { _ in false }.json["item"]?.array
        #expect(shown?.map { $0["id"]?.string } == collection.items.map(\.id))
    }

    @Test func `Credentials that requests say literally are found`() throws {
        let (_, secrets) = try Self.reported(
            #"""
            {"info": {"name": "C"}, "item": [{"name": "F", "item": [
              {"name": "R", "request": {"url": "http://u:in-url@h", "header": [
                {"key": "authorization", "value": "Bearer a b"}, {"key": "Accept", "value": "x y"},
                {"key": "Proxy-Authorization", "value": "alone"},
                {"key": "Authorization", "value": "Bearer {{token}}"}]}},
              {"name": "S", "request": "http://u:{{p}}@h"}]}]}
            """#)
        #expect(secrets == ["in-url", "a b", "alone"])
    }

    @Test func `Credentials in saved responses are found`() throws {
        let (_, secrets) = try Self.reported(
            #"""
            {"info": {"name": "C"}, "item": [{"name": "R", "request": "h", "response": [
              {"name": "A", "originalRequest": {"url": "http://u:in-url@h", "header": [
                {"key": "Authorization", "value": "Bearer in-header"}]},
               "body": "{\"access_token\": \"in-a-saved-body\", \"id\": \"not-secret\"}"}]}]}
            """#)
        #expect(secrets == ["in-url", "in-header", "in-a-saved-body"])
    }

    @Test(
        "Secrets are masked",
        arguments: [
            (#""auth": {"type": "basic", "basic": [{"key": "password", "value": "S3cret"}]}"#, []),
            (#""variable": [{"key": "a", "value": "S3cret", "type": "secret"}]"#, []),
            (#""variable": [{"key": "named", "value": "S3cret"}]"#, ["named"]),
            (#""variable": {"key": "named", "value": "S3cret"}"#, ["named"]),
            (
                #""auth": {"type": "oauth2", "oauth2": [{"key": "tokenRequestParams", "value": [{"key": "client_secret", "value": "S3cret"}]}]}"#,
                []
            ),
        ])
    func secrets(members: String, names: [String]) throws {
        let (json, secrets) = try Self.reported(
            #"{"info": {"name": "C"}, "item": [], \#(members)}"#, hiding: names)
        #expect(secrets == ["S3cret"])
        let text = JSONWriter.compact(json)
        #expect(!text.contains("S3cret"))
        #expect(text.contains(Redactor.mask))
    }
}
