import HTTPModel
import RunModel
import Testing

@testable import Scripting

@Suite struct AssertionTests {
    /// An assertion about the sample response, and the message of its failure; nil where it holds.
    struct Case: Sendable, CustomTestStringConvertible {
        var code: String
        var message: String?
        var status: Int
        var reason: String
        var body: String?

        init(
            _ code: String, _ message: String? = nil, status: Int = 200, reason: String = "OK",
            body: String? = nil
        ) {
            self.code = code
            self.message = message
            self.status = status
            self.reason = reason
            self.body = body
        }

        var testDescription: String { "\(status) \(code)" }
    }

    @Test("what Postman adds to chai", arguments: cases) func assertion(_ item: Case) {
        var response = Bench.response
        response.status = item.status
        response.reason = item.reason
        if let body = item.body { response.body = Array(body.utf8) }
        let lines = Bench(response: response).run("pm.test('t', () => { \(item.code) })")
        let expected = item.message.map { "failed: t: AssertionError: \($0)" } ?? "passed: t"
        #expect(lines == [expected])
    }

    static let cases: [Case] = statusCases + namedCases + contentCases + measureCases + kindCases

    static let statusCases = [
        Case("pm.response.to.have.status(200)"),
        Case("pm.response.to.have.status('OK')"),
        Case(
            "pm.response.to.have.status(201)",
            "expected response to have status code 201 but got 200"),
        Case(
            "pm.response.to.have.status('Created')",
            "expected response to have status reason 'Created' but got 'OK'"),
        Case(
            "pm.response.to.not.have.status(200)", "expected response to not have status code 200"),
        Case("pm.response.to.not.have.status(404)"),
        Case("pm.response.to.have.statusCode(200)"),
        Case(
            "pm.response.to.have.statusCode(500)",
            "expected response to have status code 500 but got 200"),
        Case("pm.response.to.have.statusReason('OK')"),
        Case(
            "pm.response.to.not.have.statusReason('OK')",
            "expected response to not have status reason 'OK'"),
        Case("pm.response.to.have.statusCodeClass(2)"),
        Case(
            "pm.response.to.have.statusCodeClass(3)",
            "expected response code to be 3XX but found 200"),
        Case("pm.response.to.not.have.statusCodeClass(2)", "expected response code to not be 2XX"),
        Case("pm.expect(5).to.have.status(200)", "expecting a postman response object but got 5"),
    ]

    static let namedCases = [
        Case("pm.response.to.be.success"),
        Case("pm.response.to.be.info", "expected response code to be 1XX but found 200"),
        Case("pm.response.to.be.redirection", status: 302),
        Case("pm.response.to.be.clientError", status: 404),
        Case("pm.response.to.be.serverError", status: 503),
        Case("pm.response.to.not.be.success", "expected response code to not be 2XX"),
        Case("pm.response.to.be.error", status: 500),
        Case("pm.response.to.be.error", "expected response code to be 4XX or 5XX but found 200"),
        Case(
            "pm.response.to.not.be.error", "expected response code to not be 4XX or 5XX",
            status: 404),
        Case("pm.response.to.be.ok"),
        Case(
            "pm.response.to.be.ok",
            "expected response to have status reason 'OK' but got 'CREATED'", status: 201,
            reason: "Created"),
        Case(
            "pm.response.to.be.ok", "expected response to have status code 200 but got 299",
            status: 299),
        Case("pm.response.to.not.be.ok", "expected response to not have status reason 'OK'"),
        Case("pm.expect('').to.be.ok", "expected '' to be truthy"),
        Case("pm.expect(1).to.not.be.ok", "expected 1 to be falsy"),
        Case("pm.response.to.be.accepted", status: 202, reason: "Accepted"),
        Case("pm.response.to.be.withoutContent", status: 204, reason: "No Content"),
        Case("pm.response.to.be.badRequest", status: 400, reason: "bad request"),
        Case("pm.response.to.be.unauthorized", status: 401, reason: "Unauthorized"),
        Case(
            "pm.response.to.be.unauthorised",
            "expected response to have status reason 'UNAUTHORISED' but got 'UNAUTHORIZED'",
            status: 401, reason: "Unauthorized"),
        Case("pm.response.to.be.forbidden", status: 403, reason: "Forbidden"),
        Case("pm.response.to.be.notFound", status: 404, reason: "Not Found"),
        Case("pm.response.to.be.notFound", status: 404, reason: ""),
        Case(
            "pm.response.to.be.notFound",
            "expected response to have status reason 'NOT FOUND' but got 'GONE FISHING'",
            status: 404,
            reason: "Gone fishing"),
        Case(
            "pm.response.to.be.notAcceptable",
            "expected response to have status reason 'ACCEPTABLE' but got 'NOT ACCEPTABLE'",
            status: 406, reason: "Not Acceptable"),
        Case("pm.response.to.be.rateLimited", status: 429, reason: "Too Many Requests"),
    ]

    static let contentCases = [
        Case("pm.response.to.have.header('content-type')"),
        Case("pm.response.to.have.header('X-Id', '7')"),
        Case(
            "pm.response.to.have.header('Nope')", "expected response to have header with key 'Nope'"
        ),
        Case(
            "pm.response.to.not.have.header('X-Id')",
            "expected response to not have header with key 'X-Id'"),
        Case(
            "pm.response.to.have.header('X-Id', '8')",
            "expected 'X-Id' response header to be '8' but got '7'"),
        Case("pm.request.to.have.header('Accept')"),
        Case("pm.response.to.be.withBody"),
        Case("pm.response.to.be.withBody", "expected response to have content in body", body: ""),
        Case("pm.response.to.not.be.withBody", "expected response to not have content in body"),
        Case("pm.response.to.have.body()"),
        Case("pm.response.to.have.body('hi')", body: "hi"),
        Case(
            "pm.response.to.have.body('ho')", "expected response body to equal 'ho' but got 'hi'",
            body: "hi"),
        Case(
            "pm.response.to.not.have.body('hi')", "expected response body to not equal 'hi'",
            body: "hi"),
        Case("pm.response.to.have.body(/h./)", body: "hi"),
        Case(
            "pm.response.to.have.body(/x/)",
            "expected response body text to match /x/ but got 'hi'", body: "hi"),
        Case("pm.response.to.have.body({ id: 7, items: [{ n: 'ä' }] })"),
        Case(
            "pm.response.to.have.body({ id: 8 })",
            "expected response body json to equal { id: 8 } but got { id: 7 }", body: #"{"id":7}"#),
        Case("pm.response.to.be.json"),
        Case(
            "pm.response.to.be.json",
            "expected response body to be a valid json but got error Unexpected token '<' at 1:1",
            body: "<html>"),
        Case("pm.response.to.not.be.json", "expected response body not to be a valid json"),
        Case("pm.response.to.have.jsonBody()"),
        Case("pm.response.to.have.jsonBody('items[0].n')"),
        Case("pm.response.to.have.jsonBody('items.0.n', 'ä')"),
        Case(
            "pm.response.to.have.jsonBody('x')",
            "expected { id: 7 } in response to contain property 'x'", body: #"{"id":7}"#),
        Case("pm.response.to.not.have.jsonBody('x')"),
        Case(
            "pm.response.to.have.jsonBody('id', 8)",
            "expected response body json at \"id\" to contain 8 but got 7"),
        Case(
            "pm.response.to.not.have.jsonBody('id')",
            "expected { id: 7 } in response to not contain property 'id'", body: #"{"id":7}"#),
        Case("pm.response.to.have.jsonBody({ id: 8 })"),
    ]

    static let measureCases = [
        Case("pm.response.to.have.jsonSchema({ type: 'object', required: ['id'] })"),
        Case(
            "pm.expect({ a: 1 }).to.have.jsonSchema({ type: 'array' })",
            "expected data to satisfy schema but found following errors: \ndata should be array"),
        Case("pm.response.to.not.have.jsonSchema({})", "expected data to not satisfy schema"),
        Case("pm.response.to.have.responseTime.below(100)"),
        Case("pm.response.to.have.responseTime.above(100)", "expected 12 to be above 100"),
        Case("pm.expect(pm.response).to.have.responseTime(12)"),
        Case(
            "pm.response.to.have.responseTime(5)",
            "expected response to have a valid response time but got 12"),
        Case("pm.response.to.have.responseSize.below(100)"),
        Case("pm.response.to.have.responseSize(5)", "expected response size to equal 89 but got 5"),
    ]

    static let kindCases = [
        Case("pm.expect(pm.request).to.be.postmanRequest"),
        Case("pm.expect(pm.response).to.be.postmanResponse"),
        Case("pm.expect(pm.request).to.be.postmanRequestOrResponse"),
        Case("pm.expect(1).to.be.postmanRequest", "expecting a postman request object but got 1"),
        Case(
            "pm.expect(pm.response).to.not.be.postmanResponse",
            "not expecting a postman response object"),
    ]
}
