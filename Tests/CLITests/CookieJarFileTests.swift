import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import Testing

@testable import CLI

@Suite("Cookie jar files")
struct CookieJarFileTests {
    private func cookies(_ text: String) throws(DefinitionError) -> [HTTPCookie] {
        try CookieJarFile.cookies(JSONSource(name: "jar.json", bytes: Array(text.utf8)))
    }

    /// The defects of a file with this list of cookies.
    private func defects(_ list: String) throws -> [String] {
        do throws(DefinitionError) {
            _ = try cookies("{\"cookies\": \(list)}")
            return []
        } catch {
            #expect(error.diagnostics.allSatisfy { $0.place.lineText == nil })
            return error.diagnostics.map { "\($0.place.jsonPath ?? ""): \($0.message)" }
        }
    }

    @Test("Every member that tough-cookie writes is read")
    func members() throws {
        let cookie = try #require(
            cookies(
                """
                {"version": "tough-cookie@4.0.0", "storeType": "MemoryCookieStore",
                 "rejectPublicSuffixes": true, "cookies": [{
                    "key": "k", "value": "v=w", "expires": "2030-01-02T03:04:05.000Z",
                    "domain": "h.example", "path": "/p", "secure": true, "httpOnly": true,
                    "extensions": ["Priority=High"], "hostOnly": false, "pathIsDefault": true,
                    "creation": "2024-01-01T00:00:00.250Z",
                    "lastAccessed": "2024-01-02T00:00:00.000Z", "sameSite": "lax", "unknown": 1}]}
                """
            ).first)
        var expected = HTTPCookie(
            name: "k", value: "v=w", domain: "h.example", path: "/p", isHostOnly: false,
            isSecure: true, isHTTPOnly: true, expires: 1_893_553_445)
        expected.extensions = ["Priority=High"]
        expected.isPathDefault = true
        expected.creation = 1_704_067_200.25
        expected.lastAccessed = 1_704_153_600
        expected.sameSite = "lax"
        #expect(cookie == expected)
    }

    @Test(
        "The expiry of a cookie has several forms",
        arguments: [
            ("", nil), (#", "expires": "Infinity""#, nil), (#", "expires": null"#, nil),
            (#", "expires": "2030-01-01T00:00:00Z""#, 1_893_456_000),
            (#", "maxAge": 60, "expires": "2030-01-01T00:00:00Z""#, 60),
            (#", "maxAge": 0"#, 0), (#", "maxAge": "Infinity""#, nil),
            (#", "maxAge": "-Infinity""#, 0),
        ] as [(String, Int?)])
    func ends(_ members: String, _ expected: Int?) throws {
        let creation = #""creation": "1970-01-01T00:00:00.000Z""#
        let read = try cookies(
            "{\"cookies\": [{\"key\": \"a\", \"domain\": \"h\", \(creation)\(members)}]}")
        #expect(read.map(\.expires) == [expected])
    }

    @Test("What is written is read again as it was")
    func roundTrip() throws {
        var full = HTTPCookie(
            name: "a", value: "\"q\" ü", domain: "h.example", path: "/p", isHostOnly: false,
            isSecure: true, isHTTPOnly: true, expires: 4_000_000_000)
        full.extensions = ["Priority=High"]
        full.sameSite = "none"
        full.creation = 1_700_000_000.5
        full.lastAccessed = 1_700_000_001
        var plain = HTTPCookie(name: "", value: "alone", domain: "127.0.0.1")
        plain.isPathDefault = true
        #expect(
            try cookies(JSONWriter.pretty(CookieJarFile.json([full, plain]))) == [full, plain])
        #expect(try cookies(JSONWriter.pretty(CookieJarFile.json([]))) == [])
    }

    @Test("Members that say what is usual are left out")
    func defaults() {
        var cookie = HTTPCookie(name: "a", value: "1", domain: "h")
        cookie.creation = 0.5
        let text = JSONWriter.pretty(CookieJarFile.json([cookie]))
        for absent in ["expires", "secure", "httpOnly", "extensions", "pathIsDefault", "sameSite"] {
            #expect(!text.contains("\"\(absent)\""))
        }
        #expect(text.contains("\"hostOnly\": true"))
        #expect(text.contains("\"creation\": \"1970-01-01T00:00:00.500Z\""))
    }

    @Test(
        "Each defect is named with its place, and no value is shown",
        arguments: [
            ("{}", "$.cookies: 'cookies' must be an array, not an object"),
            ("[1]", "$.cookies[0]: 'cookies' must be objects, not a number"),
            ("[null, {}]", "$.cookies[1]: the cookie has no 'domain'"),
            (#"[{"domain": 1}]"#, "$.cookies[0].domain: 'domain' must be a string, not a number"),
            (
                #"[{"domain": "h", "value": ["secret"]}]"#,
                "$.cookies[0].value: 'value' must be a string, not an array"
            ),
            (
                #"[{"domain": "h", "secure": "yes"}]"#,
                "$.cookies[0].secure: 'secure' must be true or false, not a string"
            ),
            (
                #"[{"domain": "h", "expires": "soon"}]"#,
                "$.cookies[0].expires: 'expires' must be a date as '2030-12-31T23:59:59.000Z', "
                    + "not a string"
            ),
            (
                #"[{"domain": "h", "maxAge": "x"}]"#,
                "$.cookies[0].maxAge: 'maxAge' must be a number of seconds, not a string"
            ),
        ])
    func defects(_ list: String, _ expected: String) throws {
        #expect(try defects(list) == [expected])
    }

    @Test(
        "A file that is no jar is refused",
        arguments: [("[]", "no 'cookies'"), ("", "empty"), ("{\"cookies\": [", "not valid JSON")])
    func strangers(_ text: String, _ reason: String) throws {
        let error = #expect(throws: DefinitionError.self) { try cookies(text) }
        #expect(error?.diagnostics.first?.message.contains(reason) == true)
        #expect(error?.diagnostics.first?.place.lineText == nil)
    }
}
