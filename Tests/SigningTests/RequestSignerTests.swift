import Diagnostics
import HTTPModel
import JSON
import Testing

@testable import Signing

@Suite struct RequestSignerTests {
    private func sign(
        _ type: String, _ parameters: [(String, Value)],
        _ request: HTTPRequest = HTTPRequest(url: "https://api/x")
    ) throws -> (HTTPRequest, RequestSignature) {
        var request = request
        let signature = try RequestSigner(environment: .fixed())
            .sign(&request, with: block(type, parameters))
        return (request, signature)
    }

    private let marked = HTTPRequest(
        url: "https://api/x?access_token=old&b=%7e+1",
        headers: HTTPHeaders([
            HTTPField(name: "authorization", value: "old"), HTTPField(name: "X", value: "1"),
        ]))

    @Test(
        arguments: [
            (
                [("username", "Aladdin"), ("password", "open sesame")],
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
            ),
            ([], "Og=="), ([("username", "é"), ("password", .parsed("7"))], "w6k6Nw=="),
        ] as [([(String, Value)], String)])
    func basic(parameters: [(String, Value)], encoded: String) throws {
        let (request, signature) = try sign("basic", parameters, marked)
        #expect(request.headers.values(named: "Authorization") == ["Basic " + encoded])
        #expect(request.headers.fields.map(\.name) == ["X", "Authorization"])
        #expect(request.url == marked.url)
        #expect(signature.headerNames == ["Authorization"])
    }

    @Test func bearer() throws {
        let (request, signature) = try sign("bearer", [("token", "t0ken")], marked)
        #expect(request.headers.values(named: "Authorization") == ["Bearer t0ken"])
        #expect(signature.secrets == ["t0ken"])
        #expect(signature.warnings.isEmpty)
    }

    @Test(arguments: [
        ("bearer", ["token"]), ("apikey", ["key", "value"]), ("digest", ["username"]),
        ("hawk", ["authId", "authKey"]), ("oauth1", ["consumerKey", "consumerSecret"]),
        ("awsv4", ["accessKey", "secretKey"]), ("ntlm", ["username"]),
        ("edgegrid", ["clientSecret", "clientToken", "accessToken"]), ("jwt", ["secret"]),
        ("asap", ["kid", "privateKey"]),
    ])
    func aTypeDoesNotSignWithoutItsParameters(type: String, needed: [String]) {
        for key in needed {
            let others = needed.filter { $0 != key }.map { ($0, Value.string("given")) }
            #expect(
                failure { _ = try sign(type, others, marked) }
                    == .emptyParameter(key: key, type: type))
            #expect(
                failure { _ = try sign(type, others + [(key, "{{ name }}")], marked) }
                    == .unresolvedVariable(name: "name", key: key))
        }
    }

    @Test func aLineBreakInATokenIsAnError() {
        #expect(
            failure { _ = try sign("bearer", [("token", "t\n")]) }
                == .controlCharacterInCredential(parameter: "token"))
    }

    @Test func apiKeyInAHeader() throws {
        let (request, signature) = try sign("apikey", [("key", "x"), ("value", "v")], marked)
        #expect(
            request.headers.fields == [
                HTTPField(name: "authorization", value: "old"), HTTPField(name: "x", value: "v"),
            ])
        #expect(signature.headerNames == ["x"])
    }

    @Test func aCredentialThatIsNotASCIIIsANote() throws {
        func notes(_ type: String, _ pairs: [(String, Value)]) throws -> [String] {
            try sign(type, pairs, marked).1.warnings.map(\.message)
        }
        #expect(
            try notes("apikey", [("key", "X-Key"), ("value", "pä")])
                == ["the value of header 'X-Key' is not ASCII; it is sent as ISO 8859-1"])
        #expect(
            try notes("bearer", [("token", "€")])
                == ["the value of header 'Authorization' is not ASCII; it is sent as UTF-8"])
        #expect(try notes("apikey", [("key", "X-Key"), ("value", "plain")]).isEmpty)
    }

    @Test func apiKeyInTheQuery() throws {
        let (request, signature) = try sign(
            "apikey", [("key", "Access_Token"), ("value", "a+b/c==&d"), ("in", "query")],
            HTTPRequest(url: "https://api/x?Access_Token=old&b=%7e+1"))
        #expect(request.url == "https://api/x?b=%7e+1&Access_Token=a+b/c==%26d")
        #expect(signature.queryNames == ["access_token"])
    }

    @Test func noauthChangesNothing() throws {
        let (request, _) = try sign("noauth", [], marked)
        #expect(request == marked)
    }

    @Test(arguments: ["", "Basic", "magic", "oauth2"])
    func anUnknownTypeIsAnError(type: String) {
        #expect(failure { _ = try sign(type, []) } == .unknownScheme(type))
    }

    @Test func theAccountForNTLMNamesTheWorkstation() throws {
        let (_, signature) = try sign("ntlm", [("username", "u"), ("workstation", "w")])
        #expect(signature.warnings.isEmpty)
        #expect(signature.ntlm?.user == "u" && signature.ntlm?.workstation == "w")
    }
}
