import CollectionAnalysis
import Diagnostics
import Foundation
import JSON
import Testing

@testable import CLI

/// What `posthaste check` finds in files with one mistake each.
struct CheckMistakesTests {
    /// A mistake: a text of the sample, and the wrong text in its place.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let right: String
        let wrong: String
        let rule: AnalysisRule

        init(_ right: String, _ wrong: String, _ rule: AnalysisRule = .suspiciousMember) {
            self.right = right
            self.wrong = wrong
            self.rule = rule
        }

        var testDescription: String { wrong }
    }

    /// The findings about a collection and an environment, written to files of these names.
    private func findings(
        _ files: [(String, String)], collection: String, environment: String
    ) throws -> [Finding] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "check-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        var inputs = CheckInputs()
        inputs.prepare(workingDirectory: folder.path, isContinuousIntegration: false)
        try inputs.addOperand(folder.path + "/" + collection)
        try inputs.addVariables(folder.path + "/" + environment, as: .layer)
        return inputs.findings + CollectionAnalysis(inputs.input).findings()
    }

    private func check(_ found: [Finding], _ mistake: Mistake) {
        #expect(found.map(\.rule) == [mistake.rule], "\(found.map(\.diagnostic.message))")
        #expect(found.allSatisfy { $0.diagnostic.place.position != nil })
    }

    // MARK: Format 2.1

    private static let collection = #"""
        {"info": {"name": "Shop"}, "auth": {"type": "oauth2", "oauth2": [
            {"key": "grant_type", "value": "client_credentials"},
            {"key": "accessTokenUrl", "value": "https://login.example/token"},
            {"key": "clientId", "value": "{{clientId}}"},
            {"key": "addTokenTo", "value": "header"}]},
         "item": [{"name": "List", "protocolProfileBehavior": {"followRedirects": true},
          "event": [{"listen": "test", "script": {"exec": ["pm.test('ok', () => {});"]}}],
          "request": {"method": "POST", "header": [{"key": "Accept", "value": "*/*"}],
           "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
           "body": {"mode": "raw", "raw": "{}", "options": {"raw": {"language": "json"}}},
           "url": {"host": ["{{baseUrl}}"], "path": ["orders", ":id"],
            "query": [{"key": "top", "value": "1", "disabled": true}],
            "variable": [{"key": "id", "value": "5"}]}}},
          {"name": "Form", "request": {"method": "POST", "url": "{{baseUrl}}/form",
           "body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b"}]}}},
          {"name": "Ask", "request": {"method": "POST", "url": "{{baseUrl}}/ask",
           "body": {"mode": "graphql", "graphql": {"query": "{ a }"}}}}]}
        """#

    private static let environment = #"""
        {"name": "Dev", "values": [{"key": "baseUrl", "value": "https://a.example"},
         {"key": "clientId", "value": "shop", "enabled": true}, {"key": "token", "value": ""}]}
        """#

    @Test(arguments: [
        Mistake(#""auth": {"type": "oauth2""#, #""auht": {"type": "oauth2""#),
        Mistake(#""name": "Shop""#, #""nmae": "Shop""#),
        Mistake(#""request": {"m"#, #""requst": {"m"#),
        Mistake(#""event""#, #""evnt""#), Mistake("Behavior", "Behaviour"),
        Mistake("followRedirects", "followRedirect"), Mistake(#""listen""#, #""lisen""#),
        Mistake(#""listen": "test""#, #""listen": "tests""#), Mistake(#""script""#, #""scirpt""#),
        Mistake(#""exec""#, #""exce""#), Mistake("{});", "{);", .scriptSyntax),
        Mistake(#""method""#, #""metod""#), Mistake(#""header": ["#, #""headers": ["#),
        Mistake(#""key": "Accept""#, #""kye": "Accept""#),
        Mistake(#""value": "*"#, #""vaule": "*"#),
        Mistake(#""type": "bearer""#, #""type": "baerer""#),
        Mistake(#""bearer": ["#, #""baerer": ["#),
        Mistake(#""key": "token", "value": "{{"#, #""key": "tokn", "value": "{{"#),
        Mistake(#""body""#, #""boddy""#), Mistake(#""mode": "raw""#, #""mod": "raw""#),
        Mistake(#""mode": "raw""#, #""mode": "rwa""#), Mistake(#""raw": "{}""#, #""rwa": "{}""#),
        Mistake(#""options""#, #""option""#), Mistake(#""language""#, #""langauge""#),
        Mistake(#""host""#, #""hots""#), Mistake(#""path""#, #""pth""#),
        Mistake(#""query": ["#, #""quer": ["#), Mistake(#""disabled""#, #""disbled""#),
        Mistake(#""variable": [{"key": "id", "value": "5"}]"#, #""variable": []"#),
        Mistake(#""value": "5""#, #""valeu": "5""#),
        Mistake(#""urlencoded": ["#, #""urlencode": ["#),
        Mistake(#""query": "{"#, #""qurey": "{"#),
        Mistake(#""raw": "{}""#, #""raw": "{{no}}""#, .undefinedVariable),
        Mistake("client_credentials", "client", .oauth2Settings),
        Mistake("accessTokenUrl", "acessTokenUrl", .oauth2Settings),
        Mistake("https://login", "http://login", .oauth2HTTP),
        Mistake(
            #""addTokenTo", "value": "header""#, #""addTokenTo", "value": "hedder""#,
            .oauth2Settings),
        Mistake(#""name": "Form""#, #""name": "List""#, .duplicateName),
        Mistake(
            #""mode": "urlencoded", "urlencoded": [{"key": "a","#,
            #""mode": "formdata", "formdata": [{"type": "flie", "key": "a","#),
        Mistake(#""value": "*/*""#, #""value": "{{token""#),
        Mistake(#""raw": "{}""#, #""raw": "{\"a\": {\"b\": \"{{token\"}}""#),
        Mistake(#""key": "Accept""#, #""key": "Ac cept""#),
        Mistake(#""url": {"host""#, #""url": {"raw": "{{baseUrl}}/other/:id", "host""#),
        Mistake(#""url": {"host""#, #""url": {"raw": "https://{{baseUrl}}/orders/5", "host""#),
        Mistake(#"[{"key": "id", "value": "5"}"#, #"[{"key": "id", "value": "5"}, {"key": "no"}"#),
    ])
    func `Each mistake in a collection of format 2.1 is found once`(mistake: Mistake) throws {
        try #require(Self.collection.contains(mistake.right))
        let text = Self.collection.replacing(mistake.right, with: mistake.wrong, maxReplacements: 1)
        let files = [("shop.json", text), ("dev.json", Self.environment)]
        check(try findings(files, collection: "shop.json", environment: "dev.json"), mistake)
    }

    @Test(arguments: [
        Mistake(#""enabled""#, #""enable""#), Mistake(#""name""#, #""nam""#),
        Mistake(#""value": "shop""#, #""vale": "shop""#),
        Mistake(#""key": "token""#, #""key": "baseUrl""#, .duplicateName),
        Mistake(#""key": "clientId""#, #""key": " clientId""#),
        Mistake(#""value": "shop""#, #""value": "{{token""#),
    ])
    func `Each mistake in an environment is found`(mistake: Mistake) throws {
        try #require(Self.environment.contains(mistake.right))
        let text = Self.environment.replacing(mistake.right, with: mistake.wrong)
        let files = [("shop.json", Self.collection), ("dev.json", text)]
        let found = try findings(files, collection: "shop.json", environment: "dev.json")
        #expect(found.filter { $0.rule == mistake.rule }.count == 1)
    }

    @Test(arguments: [
        "{{baseUrl}}/orders/:id", "{{baseUrl}}/orders/5?top=1", "http://{{baseUrl}}/orders/:id/",
        "{{baseUrl}}/%6Frders/:id?",
    ])
    func `A text of a URL that says the same is no mistake`(raw: String) throws {
        let text = Self.collection.replacing(
            #""url": {"host""#, with: #""url": {"raw": "\#(raw)", "host""#)
        let files = [("shop.json", text), ("dev.json", Self.environment)]
        #expect(try findings(files, collection: "shop.json", environment: "dev.json") == [])
    }

    @Test func `A misspelled name is shown at the name, not at its value`() throws {
        let text = Self.collection.replacing(
            #""header": [{"#, with: #""headers":\#n  [{"#)
        let files = [("shop.json", text), ("dev.json", Self.environment)]
        let found = try findings(files, collection: "shop.json", environment: "dev.json")
        let place = try #require(found.first?.diagnostic.place)
        let line = try #require(place.lineText)
        let column = try #require(place.position?.column)
        #expect(line.dropFirst(column - 1).hasPrefix(#"headers":"#))
    }

    @Test func `Nothing is found in the files without mistakes`() throws {
        let files = [("shop.json", Self.collection), ("dev.json", Self.environment)]
        #expect(try findings(files, collection: "shop.json", environment: "dev.json") == [])
    }

    // MARK: Format 3

    private static let request = """
        $kind: http-request
        url: "{{baseUrl}}/orders/:id"
        method: POST
        headers:
          - key: Accept
            value: application/json
            disabled: true
        pathVariables:
          id: "1"
        body:
          type: json
          content: "{}"
        auth:
          type: basic
          credentials:
            username: ada
            password: "{{password}}"
        settings:
          followRedirects: false
        scripts:
          - type: afterResponse
            code: pm.test("ok", () => {});
        order: 1000

        """

    private static let variables = """
        name: Dev
        values:
          - key: baseUrl
            value: https://a.example
          - key: password
            secret: true

        """

    private func findings(inRequest text: String) throws -> [Finding] {
        let files = [("Shop/Create.request.yaml", text), ("Dev.environment.yaml", Self.variables)]
        return try findings(files, collection: "Shop", environment: "Dev.environment.yaml")
    }

    @Test(arguments: [
        Mistake("$kind", "$knd"), Mistake("http-request", "htp-request"),
        Mistake("method", "metod"),
        Mistake("headers", "header"), Mistake("key: Accept", "kye: Accept"),
        Mistake("    value: app", "    vaule: app"), Mistake("disabled: true", "enabled: false"),
        Mistake("  id: \"1\"", "  id: \"1\"\n  other: \"2\""), Mistake("body:", "bdy:"),
        Mistake("type: json", "type: jsn"), Mistake("  content", "  contnt"),
        Mistake("auth:", "atuh:"), Mistake("type: basic", "type: basc"),
        Mistake("credentials", "credentils"), Mistake("username", "usrname"),
        Mistake("settings:\n  followRedirects: false", "settings: 7"),
        Mistake("followRedirects", "folowRedirects"), Mistake("scripts", "script"),
        Mistake("afterResponse", "afterRespone"), Mistake("  code", "  cod"),
        Mistake("{});", "{);", .scriptSyntax), Mistake("order: 1000", "order: abc"),
        Mistake("order:", "ordr:"), Mistake("POST", "POST: 1: 2", .malformedFile),
    ])
    func `Each mistake in a request of format 3 is found once`(mistake: Mistake) throws {
        try #require(Self.request.contains(mistake.right))
        let text = Self.request.replacing(mistake.right, with: mistake.wrong, maxReplacements: 1)
        check(try findings(inRequest: text), mistake)
    }

    @Test
    func `Nothing is found in format 3 without mistakes, also about a secret without a value`()
        throws
    {
        #expect(try findings(inRequest: Self.request) == [])
    }
}
