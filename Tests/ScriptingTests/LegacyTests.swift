import RunModel
import Testing

@testable import Scripting

@Suite struct LegacyTests {
    @Test("the globals of Postman's first sandbox", arguments: cases) func legacy(
        _ item: ScriptCase
    ) {
        let bench = Bench()
        // Each use is noted once; the notes are another test's affair.
        let lines = bench.run(item.code, item.event).filter { !$0.hasPrefix("note:") }
        #expect(lines == item.lines)
    }

    static let cases: [ScriptCase] = [
        ScriptCase(
            "tests['a'] = true; tests['b'] = 0; tests.c = responseCode.code === 200", "passed: a",
            "failed: b: AssertionError: expected 0 to be truthy", "passed: c"),
        ScriptCase("tests.a = 1; throw new Error('x')", "passed: a", "error: Error: x at 1:29"),
        .shows("JSON.parse(responseBody).id", "7"),
        .shows("responseCode.code, responseCode.name", "200, 'OK'"),
        .shows("responseHeaders['X-Id'], responseHeaders['x-id']", "'7', undefined"),
        .shows("responseTime", "12"),
        .shows("responseCookies[0].name", "'sid'"),
        .shows(
            "request.id, request.name, request.method, request.url",
            "'r-1', 'Get order', 'POST', 'https://{{host}}/orders/:id?full=1&page=2'"),
        .shows("request.headers.Accept, request.data", #"'*/*', '{"a":1}'"#),
        .shows("environment.host, globals.g, data.row, iteration", "'api.test', true, 3, 1"),
        .shows("_.isArray([])", "true"),
        .shows(
            "_.pluck([{ a: 1 }, { a: 2 }], 'a'), _.contains([1], 1), _.where([{ a: 1 }], { a: 1 })",
            "[ 1, 2 ], true, [ { a: 1 } ]"),
        .shows(
            "_.any([0, 1]), _.all([0, 1]), _.max([{ n: 1 }, { n: 3 }], 'n')",
            "true, false, { n: 3 }"),
        .shows(
            "_.map([1], function (x) { return this.k + x }, { k: 2 }), _.first([5]), _.rest([1, 2])",
            "[ 3 ], 5, [ 2 ]"),
        .shows("_([1, 2]).pluck('x').value().length, require('lodash').pluck", "2, undefined"),
        .shows("responseBody.has('items'), 'abc'.has(/B/i)", "true, true"),
        .shows(
            "postman.getResponseHeader('x-id'), postman.getResponseCookie('sid').value", "'7', '42'"
        ),
        ScriptCase(
            "postman.setEnvironmentVariable('a', 5); console.log(postman.getEnvironmentVariable('a')); postman.clearEnvironmentVariable('a'); console.log(pm.environment.has('a'))",
            "log: '5'", "log: false"),
        ScriptCase(
            "postman.setEnvironmentVariable('f', false); console.log(pm.environment.get('f')); postman.clearEnvironmentVariables(); console.log(pm.environment.toObject())",
            "log: false", "log: {}"),
        ScriptCase(
            "postman.setGlobalVariable('a', 'x'); console.log(postman.getGlobalVariable('a')); postman.clearGlobalVariable('a'); postman.clearGlobalVariables(); console.log(pm.globals.toObject())",
            "log: 'x'", "log: {}"),
        .shows("xml2Json('<a x=\"1\"><b>2</b></a>').a.b", "'2'"),
        .shows("CryptoJS.MD5('a').toString().slice(0, 8), tv4.validate(1, {})", "'0cc175b9', true"),
        ScriptCase("postman.setNextRequest('B')", "next: B"),
        ScriptCase("data = { mine: 1 }; console.log(data.mine)", "log: 1"),
        ScriptCase(
            "console.log(typeof responseBody, typeof responseCode)",
            "log: 'undefined', 'undefined'", event: .prerequest),
        ScriptCase(
            "\"use sandbox2\";\nconsole.log(typeof tests, typeof pm)", "log: 'undefined', 'object'"),
    ]

    @Test func eachNameIsNotedOnceInARun() {
        let bench = Bench()
        #expect(
            bench.run("responseBody; responseBody; responseTime") == [
                "note: Using \"responseBody\" is deprecated. Use \"pm.response.text()\" instead.",
                "note: Using \"responseTime\" is deprecated. Use \"pm.response.responseTime\" instead.",
            ])
        #expect(bench.run("responseBody") == [])
    }

    @Test func assignedNamesAreForgottenAfterTheScript() {
        let bench = Bench()
        bench.run("data = 5")
        #expect(bench.run("console.log(data)").last == "log: { row: 3 }")
    }
}
