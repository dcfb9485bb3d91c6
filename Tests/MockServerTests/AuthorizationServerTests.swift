import CollectionModel
import Foundation
import HTTPModel
import JSON
import Testing
import TextEncoding

@testable import MockServer

/// A collection whose only request is guarded; the block's parameters are given.
private func guarded(_ parameters: String, requestAuth: String = "") -> String {
    """
    {"info": {"name": "Guarded \\"API\\""},
     "auth": {"type": "oauth2", "oauth2": [\(parameters)]},
     "item": [{"name": "Get", "request": {"method": "GET", "url": "http://api/things"\(requestAuth)},
      "response": [{"name": "ok", "code": 200, "header": [], "body": "things"}]}]}
    """
}

private let version1 = """
    {"key": "authUrl", "value": "{{login}}/{{tenant}}/oauth2/authorize?resource=https://api"},
    {"key": "accessTokenUrl", "value": "{{login}}/{{tenant}}/oauth2/token?resource=https://api"},
    {"key": "clientId", "value": "{{clientId}}"}, {"key": "clientSecret", "value": "{{clientSecret}}"},
    {"key": "redirect_uri", "value": "https://web.client/"}
    """
private let standard = """
    {"key": "authUrl", "value": "https://login/authorize"},
    {"key": "accessTokenUrl", "value": "https://login/token"},
    {"key": "refreshTokenUrl", "value": "https://login/refresh"},
    {"key": "clientId", "value": "app"}, {"key": "clientSecret", "value": "s3cret+/="},
    {"key": "username", "value": "joe"}, {"key": "password", "value": "pass"}
    """
private let secret = "client_id=app&client_secret=s3cret%2B%2F%3D"

extension Tenant {
    /// Issues a token by client credentials, in the shape of the v1 endpoint.
    func issueToken() throws -> String {
        let answer = post(
            "/t/oauth2/token?resource=https://api",
            "grant_type=client_credentials&client_id=app&client_secret=s")
        return try #require(answer.json?["access_token"]?.string)
    }

    /// Gets an authorization code.
    func code(_ query: String, at path: String = "/authorize") throws -> String {
        let answer = send("GET", "\(path)?response_type=code&\(query)")
        return try #require(answer.locationParameter("code"))
    }
}

extension Collection {
    /// The saved responses with the method and a target that fits them.
    var examples: [(method: String, target: String, response: SavedResponse)] {
        func examples(_ items: [CollectionItem]) -> [(String, String, SavedResponse)] {
            items.flatMap { item in
                switch item {
                case .folder(let folder): return examples(folder.items)
                case .request(let item):
                    return item.responses.map { response in
                        let request = response.originalRequest ?? item.request
                        let path = request.url.pathText.replacing(/{{[^}]*}}/, with: "x")
                        return (request.method, path, response)
                    }
                }
            }
        }
        return examples(items)
    }
}

@Suite struct GuardTests {
    @Test func `a request without a token is refused, and told how to authenticate`() throws {
        let answer = try Tenant(json: guarded(version1)).send("GET", "/things")
        #expect(answer.status == 401)
        #expect(answer.headers["WWW-Authenticate"] == #"Bearer realm="Guarded _API_""#)
    }

    @Test(arguments: ["Bearer nonsense", "bearer x", "Basic YTpi", "Bearer"])
    func `a wrong token is refused`(header: String) throws {
        let answer = try Tenant(json: guarded(version1))
            .send("GET", "/things", headers: ["Authorization": header])
        #expect(answer.status == 401)
    }

    @Test func `a token opens the API until it expires`() throws {
        let tenant = try Tenant(json: guarded(version1), tokenLifetime: 5)
        let headers = ["Authorization": "Bearer \(try tenant.issueToken())"]
        #expect(tenant.send("GET", "/things", headers: headers).text == "things")
        tenant.wait(seconds: 4.9)
        #expect(tenant.send("GET", "/things", headers: headers).status == 200)
        tenant.wait(seconds: 0.1)
        let answer = tenant.send("GET", "/things", headers: headers)
        #expect(answer.status == 401)
        #expect(answer.headers["WWW-Authenticate"]?.contains(#"error="invalid_token""#) == true)
    }

    @Test func `requests with another authorization are open`() throws {
        let json = guarded(version1, requestAuth: #", "auth": {"type": "noauth"}"#)
        #expect(try Tenant(json: json).send("GET", "/things").status == 200)
    }

    @Test(arguments: [("queryParams", 200), ("header", 401)])
    func `a token in the query counts where the collection puts it there`(
        place: String, status: Int
    ) throws {
        let tenant = try Tenant(
            json: guarded(version1 + #", {"key": "addTokenTo", "value": "\#(place)"}"#))
        let token = try tenant.issueToken()
        #expect(tenant.send("GET", "/things?access_token=\(token)").status == status)
    }
}

@Suite struct TokenEndpointTests {
    @Test func `the v1 endpoint replies in the v1 shape`() throws {
        let tenant = try Tenant(json: guarded(version1), tokenLifetime: 3_599)
        let answer = tenant.post(
            "/contoso/oauth2/token?resource=https://api",
            "grant_type=client_credentials&client_id=a&client_secret=b")
        #expect(answer.status == 200)
        #expect(answer.headers["Cache-Control"] == "no-store")
        let json = try #require(answer.json?.object)
        #expect(json["expires_in"]?.string == "3599")
        #expect(json["ext_expires_in"]?.string == "3599")
        #expect(json["expires_on"]?.string == "1735693199")
        #expect(json["resource"]?.string == "https://api")
        #expect(json["token_type"]?.string == "Bearer")
        #expect(json["refresh_token"] == nil)
    }

    @Test func `v1 refusals carry a number, trace ids and the time`() throws {
        let answer = try Tenant(json: guarded(version1))
            .post("/contoso/oauth2/token", "grant_type=client_credentials&client_id=a")
        #expect(answer.status == 401)
        let json = try #require(answer.json?.object)
        #expect(json["error"]?.string == "invalid_client")
        #expect(json["error_codes"]?.array?.first?.double == 7_000_218)
        #expect(json["timestamp"]?.string == "2025-01-01 00:00:00Z")
        let text = json["error_description"]?.string ?? ""
        #expect(text.hasPrefix("AADSTS7000218: "))
        #expect(text.contains("\r\nTrace ID: \(json["trace_id"]?.string ?? "-")\r\n"))
        #expect(text.contains("Correlation ID: \(json["correlation_id"]?.string ?? "-")"))
    }

    @Test func `v1 client credentials need a resource`() throws {
        let answer = try Tenant(json: guarded(version1)).post(
            "/contoso/oauth2/token", "grant_type=client_credentials&client_id=a&client_secret=b")
        #expect(answer.json?["error"]?.string == "invalid_request")
        #expect(answer.json?["error_codes"]?.array?.first?.double == 900_144)
    }

    @Test func `other endpoints reply as RFC 6749 says`() throws {
        let answer = try Tenant(json: guarded(standard))
            .post("/token", "grant_type=client_credentials&scope=read&\(secret)")
        let json = try #require(answer.json?.object)
        #expect(json["expires_in"]?.double == 3_600)
        #expect(json["scope"]?.string == "read")
        #expect(json["expires_on"] == nil)
    }

    @Test(
        arguments: [
            ("", "invalid_request", 400), ("grant_type=", "invalid_request", 400),
            ("grant_type=magic&\(secret)", "unsupported_grant_type", 400),
            ("grant_type=client_credentials", "invalid_request", 400),
            ("grant_type=client_credentials&client_id=app", "invalid_client", 401),
            ("grant_type=client_credentials&client_id=app&client_secret=no", "invalid_client", 401),
            (
                "grant_type=client_credentials&client_id=other&client_secret=x", "invalid_client",
                401
            ),
            ("grant_type=client_credentials&scope=a&scope=b&\(secret)", "invalid_request", 400),
            ("grant_type=password&username=joe&password=no&\(secret)", "invalid_grant", 400),
            ("grant_type=password&username=joe&\(secret)", "invalid_request", 400),
            ("grant_type=authorization_code&code=no&\(secret)", "invalid_grant", 400),
            ("grant_type=authorization_code&\(secret)", "invalid_request", 400),
            ("grant_type=refresh_token&refresh_token=no&\(secret)", "invalid_grant", 400),
        ])
    func `what is wrong has the right code`(
        form: String, error: String, status: Int
    ) throws {
        let answer = try Tenant(json: guarded(standard)).post("/token", form)
        #expect(answer.status == status)
        #expect(answer.json?["error"]?.string == error)
        #expect(answer.headers.contains("WWW-Authenticate") == (status == 401))
    }

    @Test func `only posted forms are read`() throws {
        let tenant = try Tenant(json: guarded(standard))
        #expect(tenant.send("GET", "/token?grant_type=client_credentials").status == 405)
        let json = tenant.send(
            "POST", "/token", headers: ["Content-Type": "application/json"],
            body: #"{"grant_type": "client_credentials"}"#)
        #expect(json.json?["error"]?.string == "invalid_request")
    }

    @Test func `the client may authenticate by header, form-encoded`() throws {
        let tenant = try Tenant(json: guarded(standard))
        let credentials = Base64.encode(Array("app:s3cret%2B%2F%3D".utf8))
        for form in ["", "&client_id=app"] {
            let answer = tenant.post(
                "/token", "grant_type=client_credentials\(form)",
                headers: ["Authorization": "Basic \(credentials)"])
            #expect(answer.status == 200)
        }
    }

    @Test func `the environment tells which secret is right`() throws {
        let tenant = try Tenant(
            json: guarded(version1),
            variables: [
                VariableDefinition(key: "clientId", value: .string("app")),
                VariableDefinition(key: "clientSecret", value: .string("right")),
            ])
        for (value, status) in [("right", 200), ("wrong", 401)] {
            let answer = tenant.post(
                "/t/oauth2/token",
                "grant_type=client_credentials&resource=r&client_id=app&client_secret=\(value)")
            #expect(answer.status == status)
        }
    }

    @Test func `a refresh token works once and brings the next`() throws {
        let tenant = try Tenant(json: guarded(standard))
        let first = tenant.post(
            "/token", "grant_type=password&username=joe&password=pass&\(secret)")
        let old = try #require(first.json?["refresh_token"]?.string)
        let form = "grant_type=refresh_token&\(secret)&refresh_token="
        let second = tenant.post("/refresh", form + old)
        let new = try #require(second.json?["refresh_token"]?.string)
        #expect(new != old)
        #expect(second.json?["access_token"] != first.json?["access_token"])
        #expect(tenant.post("/refresh", form + old).json?["error"]?.string == "invalid_grant")
        #expect(tenant.post("/token", form + new).status == 200)
    }
}

@Suite struct AuthorizationCodeTests {
    private let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    private let address = "redirect_uri=http://127.0.0.1:9/cb"

    @Test func `consent is given at once, with code and state`() throws {
        let answer = try Tenant(json: guarded(version1)).send(
            "GET",
            "/t/oauth2/authorize?resource=https://api&response_type=code&client_id=a"
                + "&redirect_uri=https%3A%2F%2Fweb.client%2F&state=a%26b")
        #expect(answer.status == 302)
        #expect(answer.headers["Location"]?.hasPrefix("https://web.client/?code=") == true)
        #expect(answer.locationParameter("state") == "a&b")
        #expect(answer.locationParameter("session_state") != nil)
    }

    @Test func `a code with the right verifier becomes tokens, once`() throws {
        let tenant = try Tenant(json: guarded(standard))
        let code = try tenant.code(
            "client_id=app&\(address)&code_challenge=\(challenge)&code_challenge_method=S256")
        let form =
            "grant_type=authorization_code&\(secret)&\(address)&code=\(code)&code_verifier=\(verifier)"
        let answer = tenant.post("/token", form)
        #expect(answer.status == 200)
        #expect(answer.json?["refresh_token"]?.string != nil)
        let token = try #require(answer.json?["access_token"]?.string)
        let headers = ["Authorization": "Bearer \(token)"]
        #expect(tenant.send("GET", "/things", headers: headers).status == 200)
        #expect(tenant.post("/token", form).json?["error"]?.string == "invalid_grant")
    }

    @Test(
        arguments: [
            "&redirect_uri=http://127.0.0.1:9/cb&code_verifier=wrong",
            "&redirect_uri=http://127.0.0.1:9/cb",
            "&redirect_uri=http://127.0.0.1:9/other&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        ])
    func `a code is refused unless verifier and address fit`(rest: String) throws {
        let tenant = try Tenant(json: guarded(standard))
        let code = try tenant.code(
            "client_id=app&\(address)&code_challenge=\(challenge)&code_challenge_method=S256")
        let answer = tenant.post(
            "/token", "grant_type=authorization_code&\(secret)&code=\(code)\(rest)")
        #expect(answer.json?["error"]?.string == "invalid_grant")
    }

    @Test func `a code expires`() throws {
        let tenant = try Tenant(json: guarded(standard))
        let code = try tenant.code("client_id=app&\(address)")
        tenant.wait(seconds: 600)
        let answer = tenant.post(
            "/token", "grant_type=authorization_code&\(secret)&\(address)&code=\(code)")
        #expect(answer.json?["error"]?.string == "invalid_grant")
    }

    @Test(
        arguments: [
            ("response_type=token", "unsupported_response_type"), ("", "unsupported_response_type"),
            ("response_type=code&code_challenge=x&code_challenge_method=plain", "invalid_request"),
            ("response_type=code&code_challenge=x", "invalid_request"),
            ("response_type=code&state=a&state=b", "invalid_request"),
        ])
    func `errors go back to the client by redirect`(query: String, error: String) throws {
        let answer = try Tenant(json: guarded(standard))
            .send("GET", "/authorize?client_id=app&\(address)&\(query)")
        #expect(answer.status == 302)
        #expect(answer.locationParameter("error") == error)
        #expect(answer.locationParameter("code") == nil)
    }

    @Test(
        arguments: [
            "redirect_uri=https://web.client/", "client_id=a", "client_id=a&redirect_uri=ftp://x/",
            "client_id=a&redirect_uri=https://web.client", "client_id=a&redirect_uri=https://evil/",
            "client_id=a&redirect_uri=http://127.0.0.1.evil/",
            "client_id=a&redirect_uri=http://127.0.0.1/%0D%0AX:1",
        ])
    func `without a client and an address that may be trusted there is no redirect`(
        query: String
    ) throws {
        let answer = try Tenant(json: guarded(version1))
            .send("GET", "/t/oauth2/authorize?response_type=code&\(query)")
        #expect(answer.status == 400)
        #expect(!answer.headers.contains("Location"))
    }

    @Test func `threads may share a server`() async throws {
        let tenant = try Tenant(json: guarded(version1))
        await withTaskGroup(of: Int.self) { group in
            for number in 0..<64 {
                group.addTask {
                    tenant.post(
                        "/t/oauth2/token?resource=r",
                        "grant_type=client_credentials&client_id=\(number)&client_secret=s"
                    ).status
                }
            }
            for await status in group { #expect(status == 200) }
        }
    }
}
