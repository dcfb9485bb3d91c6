import Diagnostics
import Testing

@testable import CollectionAnalysis

struct AuthorizationAnalysisTests {
    /// The findings about a block as messages.
    private func messages(
        _ parameters: String, variables: String = ""
    ) throws -> [String] {
        var input = AnalysisInput()
        input.collections = [
            try Sample.collection(
                #"{"name": "Get", "request": {"url": "http://h/"}}"#,
                #""auth": {"type": "oauth2", "oauth2": ["# + parameters + "]}")
        ]
        if !variables.isEmpty { input.variables = [try Sample.environment("A", variables)] }
        return CollectionAnalysis(input).findings()
            .filter { $0.rule.rawValue.hasPrefix("oauth2") }.map(\.diagnostic.message)
    }

    private static let mistakes = #"""
        {"key": "grant_type", "value": "client_credentials"},
        {"key": "accessTokenUrl", "value": "http://login.example/token"},
        {"key": "addTokenTo", "value": "cookie"}, {"key": "tokenName", "value": "t"},
        {"key": "scop", "value": "a"}
        """#

    @Test func `A missing key hides no other mistake of the block`() throws {
        let found = try messages(Self.mistakes)
        #expect(found.count == 4, "\(found)")
        #expect(found.contains { $0.contains("'addTokenTo'") })
        #expect(found.contains { $0.contains("needs 'clientId'") })
        #expect(found.contains { $0.hasPrefix("'accessTokenUrl' is an http address") })
        #expect(found.contains { $0.hasPrefix("'scop' is not a key of Postman's") })
    }

    @Test(
        arguments: [
            ([("client_secret", "{{cs}}")], []),
            (
                [("clientSecret", "a"), ("client_secret", "b")],
                ["'client_secret' is ignored, since 'clientSecret' says something else"]
            ),
        ] as [([(String, String)], [String])])
    func `A client secret is ignored only if there is another one`(
        members: [(String, String)], expected: [String]
    ) throws {
        let address = [("accessTokenUrl", "https://l.example/token")]
        let found = try messages(Self.block("client_credentials", address + members))
        #expect(found.filter { $0.contains("is ignored") } == expected)
    }

    private static func block(_ grant: String, _ members: [(String, String)]) -> String {
        ([("grant_type", grant), ("clientId", "a"), ("redirect_uri", "http://localhost:8080/")]
            + members)
            .map { #"{"key": "\#($0)", "value": "\#($1)"}"# }.joined(separator: ", ")
    }

    @Test(arguments: [
        (
            "authorization_code",
            [
                ("authUrl", "https://l.example/token"),
                ("accessTokenUrl", "https://l.example/authorize"),
            ],
            [
                "'authUrl' looks like the address for tokens",
                "'accessTokenUrl' looks like the address for sign-ins",
            ]
        ),
        (
            "client_credentials", [("accessTokenUrl", "https://l.example/{tenant}/token")],
            ["'accessTokenUrl' contains '{tenant}', which is sent as it is"]
        ),
        (
            "client_credentials",
            [("accessTokenUrl", "https://l.example/token"), ("scope", "read, write")],
            ["'scope' contains a comma; blanks separate scopes"]
        ),
        (
            "client_credentials",
            [("accessTokenUrl", "https://slack.com/api/oauth.v2.access"), ("scope", "a,b")], []
        ),
        (
            "client_credentials",
            [
                ("accessTokenUrl", "https://login.microsoftonline.com/x.example/oauth2/v2.0/token"),
                ("scope", "https://api.example/read"),
            ],
            [
                "Entra takes only a scope that ends with '/.default' from an app, not "
                    + "'https://api.example/read'"
            ]
        ),
        (
            "client_credentials",
            [
                ("accessTokenUrl", "https://login.microsoftonline.com/x.example/oauth2/v2.0/token"),
                ("scope", "https://api.example/.default"),
            ], []
        ),
    ])
    func `Addresses and scopes that no server takes are named`(
        grant: String, members: [(String, String)], expected: [String]
    ) throws {
        #expect(try messages(Self.block(grant, members)) == expected)
    }

    @Test func `A variable without a value hides no mistake of another key`() throws {
        let client = #", {"key": "clientId", "value": "{{id}}"}"#
        let found = try messages(Self.mistakes + client, variables: #"{"key": "id", "value": ""}"#)
        #expect(found.count == 3, "\(found)")
        #expect(!found.contains { $0.contains("clientId") })
    }

    @Test func `A misspelled key is one mistake, not two`() throws {
        let found = try messages(
            #"""
            {"key": "grant_type", "value": "client_credentials"},
            {"key": "acessTokenUrl", "value": "https://login.example/token"},
            {"key": "clientId", "value": "a"}
            """#)
        #expect(found == ["'acessTokenUrl' is not a key of Postman's and is ignored"])
    }

    @Test func `A token needs no other setting`() throws {
        let found = try messages(
            #"""
            {"key": "accessToken", "value": "{{access_token}}"}, {"key": "token_id", "value": "1"},
            {"key": "addTokenTo", "value": "header"}
            """#, variables: #"{"key": "access_token", "value": "tok"}"#)
        #expect(found == [])
    }

    @Test func `A wrong word is quoted as it is written`() throws {
        let found = try messages(
            #"""
            {"key": "accessToken", "value": "tok"}, {"key": "addTokenTo", "value": "theCookie"}
            """#)
        #expect(found.count == 1 && found[0].contains("'theCookie'"), "\(found)")
    }

    @Test func `An unknown grant is reported alone`() throws {
        let found = try messages(
            #"{"key": "grant_type", "value": "client"}, {"key": "clientId", "value": "a"}"#)
        #expect(found.count == 1, "\(found)")
    }

    @Test func `An unknown type of authorization is named`() throws {
        let item =
            #"{"name": "Get", "request": {"url": "http://h/", "auth": {"type": "baerer"}}}"#
        #expect(try Sample.findings(item) == ["suspicious-member baerer"])
    }

    @Test(arguments: [
        (#"{"type": "oauth2"}"#, "oauth2-settings oauth2"),
        (#"{"type": "bearer", "bearer": []}"#, "suspicious-member bearer"),
        (#"{"type": "basic"}"#, "suspicious-member basic"),
    ])
    func `A type without anything to sign with is named`(auth: String, finding: String) throws {
        let item = #"{"name": "Get", "request": {"url": "http://h/", "auth": \#(auth)}}"#
        #expect(try Sample.findings(item) == [finding])
    }

    @Test func `The block of an unknown type says what is meant`() throws {
        var input = AnalysisInput()
        input.collections = [
            try Sample.collection(
                #"{"name": "Get", "request": {"url": "http://h/"}}"#,
                #""auth": {"type": "oauth", "oauth2": []}"#)
        ]
        let found = CollectionAnalysis(input).findings().map(\.diagnostic.help)
        #expect(found == [["did you mean 'oauth2'?"]])
    }

    @Test func `A callback address of no known scheme is named`() throws {
        let found = try messages(
            #"""
            {"key": "authUrl", "value": "https://login.example/a"},
            {"key": "accessTokenUrl", "value": "https://login.example/t"},
            {"key": "clientId", "value": "a"}, {"key": "redirect_uri", "value": "htp://h/back"}
            """#)
        #expect(found == ["'redirect_uri' has the unknown scheme 'htp'"])
    }
}
