import HTTPModel
import RunModel
import Testing

@testable import Scripting

@Suite struct ResponseTests {
    @Test("pm.response shows what came back", arguments: cases) func member(_ item: ScriptCase) {
        item.check()
    }

    static let cases: [ScriptCase] = [
        .shows("pm.response.code", "200"),
        .shows("pm.response.status", "'OK'"),
        .shows("pm.response.reason()", "'OK'"),
        .shows("pm.response.responseTime", "12"),
        .shows("pm.response.responseSize", "29"),
        .shows("pm.response.size()", "{ body: 29, header: 60, total: 89 }"),
        .shows("pm.response.text()", #"'{"id":7,"items":[{"n":"ä"}]}'"#),
        .shows("pm.response.body", #"'{"id":7,"items":[{"n":"ä"}]}'"#),
        .shows("pm.response.json()", "{ id: 7, items: [ { n: 'ä' } ] }"),
        .shows("pm.response.json((k, v) => k === 'id' ? v + 1 : v).id", "8"),
        .shows("pm.response.headers.get('content-TYPE')", "'application/json; charset=utf-8'"),
        .shows(
            "pm.response.headers.has('x-id'), pm.response.headers.has('x-id', '8')", "true, false"),
        .shows("pm.response.headers.one('X-Id').key", "'X-Id'"),
        .shows("pm.response.headers.count(), pm.response.headers.idx(1).value", "2, '7'"),
        .shows(
            "pm.response.headers.toObject()",
            "{ 'content-type': 'application/json; charset=utf-8', 'x-id': '7' }"),
        .shows("pm.response.headers.map(h => h.key).join()", "'Content-Type,X-Id'"),
        .shows(
            "pm.response.details()", "{ code: 200, name: 'OK', standardName: 'OK', detail: '' }"),
        .shows("pm.response.encoding().format", "'utf-8'"),
        .shows("pm.response.contentInfo().mimeFormat", "'json'"),
        .shows("pm.response.stream.length, pm.response.stream.toString('hex', 0, 2)", "29, '7b22'"),
        .shows("pm.response.dataURI().slice(0, 40)", "'data:application/json; charset=utf-8;bas'"),
        .shows("pm.response.cookies.count()", "0"),
        .shows("pm.response.toJSON().code", "200"),
        .shows("pm.cookies.get('sid'), pm.cookies.has('sid')", "'42', true"),
        .shows("pm.cookies.toObject()", "{ sid: '42' }"),
        ScriptCase("console.log(pm.response)", "log: undefined", event: .prerequest),
    ]

    /// A body, and the message of the error that reading it as JSON throws.
    @Test(
        "a body that is no JSON is explained",
        arguments: [
            ("", "No data, empty input at 1:1\n\n^"),
            ("<p>", "Unexpected token '<' at 1:1\n<p>\n^"),
            ("{\n  \"a\": tru\n}", "Unexpected token '\\n' at 2:11"),
            ("[1,2", "Unexpected end of input at 1:5\n[1,2\n    ^"),
            ("{'a':1}", "Unexpected token '\\'' at 1:2\n{'a':1}\n ^"),
            ("[1,]", "Unexpected token ']' at 1:4\n[1,]\n   ^"),
        ]) func jsonError(_ body: String, _ message: String)
    {
        let bench = Bench(response: HTTPResponse(status: 200, body: Array(body.utf8)))
        bench.run("pm.response.json()")
        #expect(bench.outcome.failure?.name == "JSONError")
        #expect(bench.outcome.failure?.message.hasPrefix(message) == true, "\(bench.outcome)")
    }

    @Test func byteOrderMarkIsSkippedByJSON() {
        let body: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("[1]".utf8)
        let lines = Bench(response: HTTPResponse(status: 200, body: body))
            .run("console.log(pm.response.json())")
        #expect(lines == ["log: [ 1 ]"])
    }

    @Test func charsetOfTheHeaderIsUsed() {
        var response = HTTPResponse(status: 200, body: [0xE4])
        response.headers.add("Content-Type", "text/plain; charset=ISO-8859-1")
        #expect(Bench(response: response).run("console.log(pm.response.text())") == ["log: 'ä'"])
    }

    @Test func paddedJSONIsRead() {
        let response = HTTPResponse(status: 200, body: Array("cb({\"a\":1});".utf8))
        #expect(
            Bench(response: response).run("console.log(pm.response.jsonp())") == ["log: { a: 1 }"])
    }

    @Test func headersKeepRepeats() {
        var response = Bench.response
        response.headers.add("Set-Cookie", "a=1")
        response.headers.add("Set-Cookie", "b=2")
        let lines = Bench(response: response).run(
            "console.log(pm.response.headers.get('set-cookie'), pm.response.headers.filter(h => h.key === 'Set-Cookie').length)"
        )
        #expect(lines == ["log: 'b=2', 2"])
    }
}
