import CollectionModel
import Foundation
import HTTPModel
import JSON
import Testing

@testable import MockServer

/// An example in the words of a collection file.
private func example(
    _ name: String, _ code: Int, _ url: String, method: String = "GET", body: String? = nil
) -> String {
    """
    {"name": "\(name)", "code": \(code), "header": [], "body": \(JSONWriter.quoted(body ?? name)),
     "originalRequest": {"method": "\(method)", "header": [], "url": \(url)}}
    """
}

private func path(_ segments: String..., query: String = "", variable: String = "") -> String {
    let parts = segments.map { "\"\($0)\"" }.joined(separator: ",")
    return """
        {"raw": "x", "host": ["{{baseUrl}}"], "path": [\(parts)], "query": [\(query)],
         "variable": [\(variable)]}
        """
}

private let shop = """
    {"info": {"name": "Shop", "schema": "v2.1"},
     "variable": [{"key": "greeting", "value": "hello"}],
     "item": [
      {"name": "Orders", "item": [
       {"name": "Get", "request": {"method": "GET", "url": \(path("orders", ":id"))}, "response": [
        \(example("any order", 200, path("orders", ":id"))),
        \(example("gone", 410, path("orders", ":id"))),
        \(example("order 7", 200, path("orders", ":id", variable: #"{"key": "id", "value": "7"}"#))),
        \(example("latest", 200, path("orders", "latest")))]},
       {"name": "Search", "request": {"method": "GET", "url": \(path("orders"))}, "response": [
        \(example("all", 200, path("orders"))),
        \(example("open", 200, path("orders", query: #"{"key": "state", "value": "open"}"#))),
        \(example("by state", 200, path("orders", query: #"{"key": "state", "value": "{{state}}"}"#)))]}]},
      {"name": "Part", "request": {"method": "POST", "url": \(path("companies({{id}})", "users({{user}})"))},
       "response": [
        \(example("nested", 201, path("companies({{id}})", "users({{user}})"), method: "POST")),
        \(example("nobody", 404, path("companies({{id}})", "users(0)"), method: "POST"))]},
      {"name": "Failing", "request": {"method": "GET", "url": \(path("failing"))}, "response": [
        \(example("broken", 500, path("failing"))), \(example("fine", 200, path("failing")))]},
      {"name": "Filled", "request": {"method": "GET", "url": \(path("filled"))}, "response": [
        \(example("filled", 200, path("filled"), body: "{\"text\": \"{{greeting}} {{other}}\"}"))]},
      {"name": "Empty", "request": {"method": "GET", "url": \(path("empty"))}, "response": []}
     ]}
    """

@Suite struct SavedResponseTests {
    @Test(
        arguments: [
            ("GET", "/orders/12", 200, "any order"), ("GET", "/orders/7", 200, "order 7"),
            ("GET", "/orders/latest", 200, "latest"), ("GET", "/orders", 200, "all"),
            ("GET", "/orders?state=open", 200, "open"),
            ("GET", "/orders?state=closed", 200, "by state"),
            ("GET", "/orders?page=2", 200, "all"), ("GET", "/failing", 200, "fine"),
            ("POST", "/companies(1-2)/users(3)", 201, "nested"),
            ("POST", "/companies(1-2)/users(0)", 404, "nobody"),
            ("GET", "/orders/caf%C3%A9", 200, "any order"), ("HEAD", "/orders/7", 200, ""),
            ("GET", "/orders/%37", 200, "order 7"),
        ])
    func `the closest saved response is served`(
        method: String, target: String, status: Int, body: String
    ) throws {
        let answer = try Tenant(json: shop).send(method, target)
        #expect(answer.status == status)
        #expect(answer.text == body)
    }

    @Test(
        arguments: [
            ("GET", "/"), ("GET", "/order/1"), ("GET", "/orders/1/lines"), ("DELETE", "/orders/1"),
            ("GET", "/orders/"), ("POST", "/companies()/users(3)"), ("GET", "/empty"),
        ])
    func `what nothing fits is a 404 that names what there is`(
        method: String, target: String
    ) throws {
        let answer = try Tenant(json: shop).send(method, target)
        #expect(answer.status == 404)
        let error = try #require(answer.json?["error"])
        #expect(error["name"]?.string == "mockRequestNotFoundError")
        #expect(error["message"]?.string?.hasSuffix("'\(method) \(target)'") == true)
        let routes = error["routes"]?.array?.compactMap(\.string) ?? []
        #expect(routes.contains("GET /orders/:id"))
        #expect(routes.contains("POST /companies({{id}})/users({{user}})"))
    }

    @Test(
        arguments: [
            (["x-mock-response-name": "gone"], 410), (["x-mock-response-code": "410"], 410),
            (["X-Mock-Response-Code": "200"], 200),
            (["x-mock-response-name": "gone", "x-mock-response-code": "200"], 404),
            (["x-mock-response-name": "nobody"], 404),
        ] as [([String: String], Int)])
    func `headers choose among the saved responses`(
        headers: [String: String], status: Int
    ) throws {
        #expect(try Tenant(json: shop).send("GET", "/orders/1", headers: headers).status == status)
    }

    @Test func `bodies are filled in with the collection's variables`() throws {
        let answer = try Tenant(json: shop).send("GET", "/filled")
        #expect(answer.text == #"{"text": "hello {{other}}"}"#)
        #expect(answer.headers["Content-Type"] == "application/json")
    }

    @Test func `headers of the carried message are not repeated`() throws {
        let answer = try Tenant(
            json: """
                {"info": {"name": "A"}, "item": [{"name": "a", "request": "http://x/a", "response": [
                 {"name": "r", "code": 200, "status": "Fine", "body": "1", "header": [
                  {"key": "Content-Encoding", "value": "gzip"}, {"key": "Content-Length", "value": "9"},
                  {"key": "Transfer-Encoding", "value": "chunked"}, {"key": "ETag", "value": "x"}]}]}]}
                """
        ).send("GET", "/a")
        #expect(answer.headers.fields.map(\.name) == ["ETag", "Content-Type"])
        #expect(answer.reason == "Fine")
    }

    @Test func `a path in the base URL belongs to every path`() throws {
        let tenant = try Tenant(
            json: shop,
            variables: [.init(key: "baseUrl", value: .string("http://127.0.0.1:1/api/v1"))])
        #expect(tenant.send("GET", "/api/v1/orders/7").text == "order 7")
        #expect(tenant.send("GET", "/orders/7").status == 404)
    }

    @Test func `a long list of routes is cut`() throws {
        let items = (0..<30).map { #"{"name": "\#($0)", "request": "http://x/\#($0)"}"# }
        let json = #"{"info": {"name": "A"}, "item": [\#(items.joined(separator: ","))]}"#
        let error = try #require(try Tenant(json: json).send("GET", "/no").json?["error"])
        #expect(error["routes"]?.array?.count == 20)
        #expect(error["more"]?.double == 10)
    }
}

@Suite struct RepositoryCollectionTests {
    @Test(arguments: ["business-central-admin", "business-central-automation"])
    func `every saved response of the repository's collections is served`(name: String) throws {
        let collection = try Repository.collection(name)
        let tenant = Tenant(collection)
        let token = try tenant.issueToken()
        var served = 0
        for (method, target, response) in collection.examples {
            let answer = tenant.send(
                method, target,
                headers: [
                    "Authorization": "Bearer \(token)", "x-mock-response-name": response.name,
                ])
            #expect(answer.status == response.code, "\(method) \(target)")
            #expect(answer.text == response.body ?? "")
            served += 1
        }
        #expect(served >= 10)
    }

    @Test(arguments: [("made-up-for-the-demo", 200), ("another", 401)])
    func `the demo environment's client is the one that is let in`(
        secret: String, status: Int
    ) throws {
        let tenant = Tenant(
            try Repository.collection("business-central-admin"),
            variables: try Repository.environment("demo").variables)
        let answer = tenant.post(
            "/9d2f5b8e-3c41-4f7a-9e60-51c7a8d0b3f4/oauth2/token?resource=https://api",
            "grant_type=client_credentials&client_id=2b6b8f0c-7c0e-4a55-9d3b-6c1f0a7e9d42"
                + "&client_secret=\(secret)")
        #expect(answer.status == status)
    }

    @Test(arguments: ["contoso", "fabrikam", "demo"])
    func `environments have what the collections need, and no real secret`(name: String) throws {
        let environment = try Repository.environment(name)
        let keys = environment.variables.map(\.key)
        #expect(
            keys.filter { $0 != "port" } == [
                "tenant", "loginUrl", "baseUrl", "clientId", "clientSecret",
            ])
        let secret = try #require(environment.variables.first { $0.key == "clientSecret" })
        #expect(secret.type == "secret")
        #expect((secret.value?.string ?? "").isEmpty == (name != "demo"))
    }

    @Test(arguments: ["business-central-admin", "business-central-automation"])
    func `the authorization block is that of the tutorials`(name: String) throws {
        let block = try #require(try Repository.collection(name).inheritable.authorization)
        let resource = "?resource=https://api.businesscentral.dynamics.com"
        #expect(block.type == "oauth2")
        #expect(block["redirect_uri"]?.string == "https://businesscentral.dynamics.com/")
        #expect(block["authUrl"]?.string == "{{loginUrl}}/{{tenant}}/oauth2/authorize" + resource)
        #expect(
            block["accessTokenUrl"]?.string == "{{loginUrl}}/{{tenant}}/oauth2/token" + resource)
        #expect(block.parameters.count == 5)
    }
}
