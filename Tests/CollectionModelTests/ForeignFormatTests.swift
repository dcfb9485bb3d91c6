import CollectionModel
import Diagnostics
import JSON
import Testing

@Suite("Files of other programs in place of a collection")
struct ForeignFormatTests {
    @Test(
        "They are named as what they are",
        arguments: [
            (#"{"v": 1, "name": "C", "folders": [], "requests": []}"#, "a Hoppscotch collection"),
            (
                #"[{"folders": [], "requests": [{"endpoint": "http://h"}]}]"#,
                "a Hoppscotch collection"
            ),
            (
                #"{"folders": [{"requests": [{"endpoint": "e"}]}], "requests": []}"#,
                "a Hoppscotch collection"
            ),
            (#"{"_type": "export", "resources": []}"#, "an Insomnia export"),
            (#"{"type": "collection.insomnia.rest/5.0"}"#, "an Insomnia export"),
            ("type: collection.insomnia.rest/5.0\nname: C", "an Insomnia export"),
            (#"{"name": "C", "items": [{"type": "http"}], "version": "1"}"#, "a Bruno collection"),
            ("meta {\n  name: R\n}", "a Bruno collection"),
            (#"{"openapi": "3.1.0", "paths": {}}"#, "an OpenAPI document"),
            ("# comment\nopenapi: 3.1.0\n", "an OpenAPI document"),
            (#"{"swagger": "2.0"}"#, "an OpenAPI document"),
            (#"{"log": {"version": "1.2", "entries": []}}"#, "an HTTP archive (HAR)"),
            (#"{"client": "Thunder Client", "requests": []}"#, "a Thunder Client collection"),
            (#"{"collections": [], "environments": []}"#, "a backup of all Postman data"),
            (
                #"{"collections": [], "environments": [], "globals": [{"key": "a", "value": "b"}]}"#,
                "a backup of all Postman data"
            ),
            (
                #"{"results": [], "totalPass": 1, "collection": {"requests": [{"id": "r"}]}}"#,
                "the results of a run of the app"
            ),
            ("<?xml version='1.0'?>\n<jmeterTestPlan>", "a JMeter test plan"),
            ("<?xml version='1.0'?>\n<Error/>", "an XML document"),
            ("<!doctype html>\n<html>", "a web page"), ("PK\u{3}\u{4}", "an archive"),
        ])
    func named(text: String, name: String) {
        do throws(DefinitionError) {
            _ = try DefinitionFile.collection(JSONSource(name: "c", bytes: Array(text.utf8)))
            Issue.record("accepted")
        } catch {
            let message = "this is not a Postman collection: it is \(name)"
            #expect(error.diagnostics.map(\.message) == [message])
            #expect(error.diagnostics[0].help.count == 1)
        }
    }

    @Test(
        "Collections are read, even with members that other formats have",
        arguments: [
            #"{"requests": [{"id": "r", "url": "http://h"}], "folders": [], "order": ["r"]}"#,
            #"{"info": {"name": "C"}, "item": [{"request": "http://h"}], "type": "collection"}"#,
        ])
    func collections(text: String) throws {
        let collection = try DefinitionFile.collection(
            JSONSource(name: "c", bytes: Array(text.utf8)))
        let urls = collection.items.map { item in
            if case .request(let item) = item { item.request.url.text } else { "" }
        }
        #expect(urls == ["http://h"])
    }

    @Test(
        "What contains variables among other things is not a file of variables",
        arguments: [
            #"{"collections": [], "environments": [], "globals": [{"key": "a", "value": "b"}]}"#,
            #"{"collections": [], "environments": [], "globals": []}"#,
        ])
    func backups(text: String) throws {
        let source = JSONSource(name: "b", bytes: Array(text.utf8))
        #expect(try !DefinitionFile.isOfVariables(JSONParser.parse(source)))
        #expect(throws: DefinitionError.self) { try DefinitionFile.globals(source) }
    }

    @Test(
        "Folders are known by what is in them",
        arguments: [
            (["bruno.json", "a.bru"], "a Bruno collection"),
            ([".resources"], "a Postman collection of format v3"),
            (["List.request.yaml"], "a Postman collection of format v3"), (["a.json"], nil),
        ] as [([String], String?)])
    func folders(names: [String], name: String?) {
        #expect(ForeignFormat(folderOf: names)?.name == name)
    }
}
