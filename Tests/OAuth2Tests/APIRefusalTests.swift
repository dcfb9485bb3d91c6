import Diagnostics
import HTTPModel
import Testing

@testable import OAuth2

/// What is said when an API refuses a token (after the replies of Business Central).
@Suite struct APIRefusalTests {
    private func explanation(_ status: Int, _ body: String) -> Diagnostic? {
        APIRefusal(HTTPResponse(status: status, body: Array(body.utf8)))?
            .diagnostic(owner: "collection 'BC'")
    }

    @Test(arguments: [
        (
            401, #"{"error":{"code":"Authentication_InvalidCredentials","message":"No."}}"#,
            "(401, 'Authentication_InvalidCredentials'): it does not take this application or user"
        ),
        (
            401, #"{"error":{"code":"Authorization_RequestDenied"}}"#,
            "(401, 'Authorization_RequestDenied'): the identity lacks a permission"
        ),
        (
            403, #"{"error":{"code":"Authorization_RequestDenied"}}"#,
            "(403, 'Authorization_RequestDenied'): the identity lacks a permission"
        ),
        (403, "", "(403): the identity is known and may not do this"),
        (401, #"{"message":"Unauthorized"}"#, "(401): the token is for another API"),
        (
            401, "<error><code>Unauthorized</code><message>The credentials …</message></error>",
            "(401): the token is for another API"
        ),
        (401, "", "(401): the token is for another API or tenant, or lacks a permission"),
        (401, "\u{0}{[", "(401): the token is for another API or tenant, or lacks a permission"),
    ])
    func refusalsAreExplained(status: Int, body: String, expected: String) throws {
        let note = try #require(explanation(status, body))
        #expect(note.severity == .note)
        #expect(note.message == "the API refused the token of collection 'BC' " + expected)
        #expect(note.help.count == 1)
    }

    @Test func theCorrelationIDIsKept() throws {
        let body = #"{"error":{"code":"x","message":"Rejected. CorrelationId:  0a1b-2c."}}"#
        let note = try #require(explanation(401, body))
        #expect(note.help.last == "the API's correlation id is 0a1b-2c")
    }

    @Test(arguments: [200, 400, 404, 500])
    func otherAnswersRefuseNothing(status: Int) {
        #expect(explanation(status, #"{"error":{"code":"Authentication_X"}}"#) == nil)
    }
}
