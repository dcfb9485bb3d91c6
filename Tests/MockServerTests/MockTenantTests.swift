import Cryptography
import Foundation
import HTTPModel
import JSON
import Testing
import TextEncoding

@testable import MockServer

/// Features of the mock server in addition to codes and tokens (issue 14).
@Suite struct MockTenantTests {
    private let version1 = """
        {"info": {"name": "BC"}, "auth": {"type": "oauth2", "oauth2": [
          {"key": "authUrl", "value": "{{login}}/{{tenant}}/oauth2/authorize"},
          {"key": "accessTokenUrl", "value": "{{login}}/{{tenant}}/oauth2/token"}]},
         "item": [{"name": "Get", "request": {"method": "GET", "url": "http://api/things"},
          "response": [{"name": "ok", "code": 200, "header": [], "body": "things"}]}]}
        """
    private let standard = """
        {"info": {"name": "API"}, "auth": {"type": "oauth2", "oauth2": [
          {"key": "authUrl", "value": "https://login/authorize"},
          {"key": "accessTokenUrl", "value": "https://login/token"}]},
         "item": [{"name": "Get", "request": {"method": "GET", "url": "http://api/things"},
          "response": [{"name": "ok", "code": 200, "header": [], "body": "things"}]}]}
        """
    private let host = ["Host": "mock:1"]

    private func claims(_ token: String?) throws -> JSONValue {
        let segments = try #require(token).split(separator: ".")
        let bytes = try #require(Base64.decode(String(segments[1])))
        return try JSONParser.parse(JSONSource(name: "", bytes: bytes))
    }

    @Test func `an access token names tenant, audience, application and life`() throws {
        let tenant = try Tenant(json: version1, tokenLifetime: 60)
        let reply = tenant.post(
            "/contoso/oauth2/token",
            "grant_type=client_credentials&client_id=app&client_secret=s&resource=https://api",
            headers: host)
        let claims = try claims(reply.json?["access_token"]?.string)
        #expect(claims["iss"]?.string == "http://mock:1/contoso")
        #expect(claims["tid"]?.string == "contoso")
        #expect(claims["aud"]?.string == "https://api")
        #expect(claims["appid"]?.string == "app")
        #expect(claims["exp"]?.double == 1_735_689_660)
        #expect(claims["name"] == nil)
    }

    @Test func `the keys verify access tokens and identity tokens`() throws {
        let tenant = try Tenant(json: standard)
        let reply = tenant.post(
            "/token",
            "grant_type=password&client_id=app&username=joe&password=p&scope=openid%20https://api/x"
        )
        let key = try #require(
            tenant.send("GET", "/.well-known/jwks.json").json?["keys"]?.array?.first)
        func number(_ name: String) throws -> [UInt8] {
            try #require(key[name]?.string.flatMap { Base64.decode($0) })
        }
        let publicKey = try AsymmetricKey(.p256, x: number("x"), y: number("y"), d: nil)
        for name in ["access_token", "id_token"] {
            let token = try #require(reply.json?[name]?.string)
            let end = try #require(token.lastIndex(of: "."))
            let signature = try #require(
                Base64.decode(String(token[token.index(after: end)...])))
            #expect(
                try publicKey.verifies(
                    signature, of: Array(token[..<end].utf8), .sha256))
            let claims = try claims(token)
            #expect(claims["preferred_username"]?.string == "joe")
            #expect(claims["aud"]?.string == (name == "id_token" ? "app" : "https://api"))
        }
    }

    @Test(arguments: [
        "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server",
    ])
    func `metadata names the endpoints`(path: String) throws {
        let tenant = try Tenant(json: standard)
        let metadata = try #require(tenant.send("GET", path, headers: host).json)
        #expect(metadata["issuer"]?.string == "http://mock:1")
        #expect(metadata["authorization_endpoint"]?.string == "http://mock:1/authorize")
        #expect(metadata["token_endpoint"]?.string == "http://mock:1/token")
        #expect(metadata["device_authorization_endpoint"]?.string == "http://mock:1/devicecode")
        #expect(metadata["revocation_endpoint"]?.string == "http://mock:1/revoke")
    }

    @Test(arguments: [
        "/contoso/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server/contoso",
    ])
    func `metadata of a tenant names its endpoints`(path: String) throws {
        let tenant = try Tenant(json: version1)
        let metadata = try #require(tenant.send("GET", path, headers: host).json)
        #expect(metadata["issuer"]?.string == "http://mock:1/contoso")
        #expect(metadata["token_endpoint"]?.string == "http://mock:1/contoso/oauth2/token")
    }

    @Test func `a device code waits until somebody opens its page`() throws {
        let tenant = try Tenant(json: version1)
        let codes = try #require(
            tenant.post(
                "/contoso/oauth2/devicecode?resource=https://api", "client_id=app", headers: host
            ).json)
        let form =
            "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=app&device_code="
            + (codes["device_code"]?.string ?? "")
        func error() -> String? {
            tenant.post("/contoso/oauth2/token", form).json?["error"]?.string
        }
        #expect(error() == "authorization_pending")
        let page = try #require(codes["verification_uri_complete"]?.string)
        #expect(page.hasPrefix("http://mock:1/contoso/oauth2/device?user_code="))
        #expect(tenant.send("GET", "/contoso/oauth2/device?user_code=WRONG").status == 404)
        #expect(tenant.send("GET", String(page.dropFirst("http://mock:1".count))).status == 200)
        let token = tenant.post("/contoso/oauth2/token", form).json?["access_token"]?.string
        #expect(try claims(token)["upn"]?.string == "adele@contoso.example")
        #expect(try claims(token)["aud"]?.string == "https://api")
        #expect(error() == "expired_token")
    }

    @Test(arguments: [
        ("urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion"),
        ("urn:ietf:params:oauth:grant-type:token-exchange", "subject_token"),
    ])
    func `a token is exchanged for one of the same person`(grant: String, name: String) throws {
        let tenant = try Tenant(json: standard)
        let first = tenant.post(
            "/token", "grant_type=password&client_id=app&username=joe&password=p")
        let token = try #require(first.json?["access_token"]?.string)
        let form = "grant_type=\(grant)&client_id=other&\(name)="
        let second = tenant.post("/token", form + token)
        #expect(
            try claims(second.json?["access_token"]?.string)["preferred_username"]?.string == "joe")
        #expect(tenant.post("/token", form + "x").json?["error"]?.string == "invalid_grant")
    }

    @Test func `a revoked token opens nothing`() throws {
        let tenant = try Tenant(json: standard)
        let reply = tenant.post(
            "/token", "grant_type=client_credentials&client_id=app&client_secret=s")
        let token = try #require(reply.json?["access_token"]?.string)
        let headers = ["Authorization": "Bearer \(token)"]
        #expect(tenant.send("GET", "/things", headers: headers).status == 200)
        #expect(tenant.post("/revoke", "token=\(token)").status == 200)
        #expect(tenant.send("GET", "/things", headers: headers).status == 401)
    }

    @Test(arguments: [
        ("invalid_client", 401, "AADSTS7000215"), ("AADSTS7000222", 401, "AADSTS7000222"),
        ("aadsts50076", 400, "AADSTS50076"),
        ("AADSTS50011", 401, "AADSTS50011"), ("AADSTS50034", 400, "AADSTS50034"),
        ("503", 503, "AADSTS90033"),
    ])
    func `every token request fails as the owner wants`(
        name: String, status: Int, text: String
    ) throws {
        let failure = try #require(MockFailure(name))
        let tenant = try Tenant(json: version1, failure: failure)
        let reply = tenant.post(
            "/t/oauth2/token",
            "grant_type=client_credentials&client_id=app&client_secret=s&resource=r")
        #expect(reply.status == status)
        #expect(reply.json?["error_description"]?.string?.hasPrefix(text) == true)
    }

    @Test(arguments: ["", "nonsense", "200", "AADSTS1", "AADSTS"])
    func `unknown failures are refused`(name: String) {
        #expect(MockFailure(name) == nil)
    }
}
